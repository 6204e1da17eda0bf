"""A checkpoint as a file to print or to keep elsewhere: a picture of its code, or the line itself."""

from pathlib import Path

from app import durable
from app.errors import UserError, WrongUse, reason
from app.i18n import tr
from app.store.proof.checkpoint import MARK


def check(path: Path) -> None:
    """Raises what says why a checkpoint cannot be written there, before there is one: it replaces nothing but another
    checkpoint, or a picture."""
    suffix = path.suffix.lower()
    if suffix not in (".png", ".txt"):
        raise WrongUse(tr("检查点写成 .png（二维码）或 .txt，{path} 不是。请换一个文件名。", path=path))
    if suffix == ".txt" and path.exists() and not _begins(path, MARK.encode()):
        raise UserError(tr("{path} 已是别的文件，没有改动。请换一个文件名。", path=path))


def write(text: str, path: Path) -> None:
    """Write the line `text` there; see `check`."""
    from app.codes.campus_picture import write_code

    if path.suffix.lower() == ".png":
        write_code(text.replace(" ", ""), path)
        return
    try:
        durable.replace(path, f"{text}\n".encode())
    except OSError as error:
        raise UserError(tr("不能写入 {path}：{why}。请换一个位置。", path=path, why=reason(error))) from error


def _begins(path: Path, mark: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(mark)) == mark
    except OSError:
        return False
