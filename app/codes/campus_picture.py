"""Draws a campus code, to print or to send."""

from pathlib import Path

from app.errors import UserError
from app.i18n import tr


def write_code(payload: str, path: str | Path) -> None:
    """The QR code of `payload` as a PNG at `path`: black on white, 8 pixels a module, level M.

    Raises UserError where the file cannot be written.
    """
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=8, border=4)
    code.add_data(payload, optimize=0)
    try:
        with Path(path).open("wb") as file:
            code.make_image().save(file, "PNG")
    except OSError as error:
        raise UserError(tr("不能写入图片 {path}：{why}。请换一个位置。", path=path, why=error.strerror)) from error
