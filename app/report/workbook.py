"""A workbook that names people: small enough to be made in memory, its owner's alone, and never over another file."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from app import durable
from app.errors import UserError, reason
from app.i18n import tr


def made(sheets: Mapping[str, Iterable[list[str]]]) -> bytes:
    """A workbook of these sheets by their titles, each a list of lines."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title, lines in sheets.items():
        _fill(book.create_sheet(title), lines)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def refuse_other(path: Path) -> None:
    """UserError where there is a file already, before anything is looked up for it."""
    if path.exists():
        raise UserError(tr("{path} 已经存在，没有改动。请换一个文件名。", path=path))


def keep(path: Path, content: bytes) -> None:
    """Put a file there in one step; UserError where that cannot be."""
    refuse_other(path)
    try:
        durable.replace(path, content)
    except OSError as error:
        raise UserError(tr("不能写入 {path}：{why}。请换一个位置。", path=path, why=reason(error))) from error


def _fill(sheet: Any, lines: Iterable[list[str]]) -> None:
    """Texts as texts: nothing that a workbook would run, nothing that its XML cannot hold."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    for line in lines:
        made = [WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)) for text in line]
        for one in made:
            one.data_type = "s"
        sheet.append(made)
