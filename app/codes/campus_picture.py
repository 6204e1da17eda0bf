"""Draws a campus code, to print or to send."""

from io import BytesIO
from pathlib import Path

from app import durable
from app.errors import UserError, reason
from app.i18n import tr

MODULE = 8
"""Pixels."""


def write_code(payload: str, path: str | Path) -> None:
    """The QR code of `payload` as a PNG at `path`, its owner's alone: black on white, 8 pixels a module, level M.

    Raises UserError where the file cannot be written, or is another file that a picture would destroy.
    """
    target = Path(path)
    if target.suffix.lower() != ".png" or (target.exists() and not _is_png(target)):
        raise UserError(tr("{path} 不是 PNG 图片的文件名，或已是别的文件。请换一个 .png 文件名。", path=path))
    try:
        durable.replace(target, png(payload))
    except OSError as error:
        raise UserError(tr("不能写入图片 {path}：{why}。请换一个位置。", path=path, why=reason(error))) from error


def png(payload: str) -> bytes:
    """The same as the bytes of a PNG."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=MODULE, border=4)
    code.add_data(payload, optimize=0)
    drawn = BytesIO()
    code.make_image().save(drawn, "PNG")
    return drawn.getvalue()


def _is_png(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(8) == b"\x89PNG\r\n\x1a\n"
    except OSError:
        return False
