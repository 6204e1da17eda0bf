"""Reading a table that somebody sends: CSV in whatever encoding a spreadsheet wrote it, or a workbook.

It gives plain cells with their row numbers; what they mean is said by the headers (`recognise`) and by whoever imports.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import python_calamine

from app.errors import UserError, reason
from app.i18n import tr
from app.store.importing.extent import most_cells
from app.store.reference.terms import plain

Cells: TypeAlias = Sequence[Any]
Sheet: TypeAlias = list[tuple[int, Cells]]
MOST_BYTES = 64 * 2**20
MOST_UNPACKED = 512 * 2**20
MOST_CELLS = 20_000_000
"""Of a sheet, empty ones between others too: a campus of a million people has half of that."""
HEADER_WITHIN = 20
"""Rows from the top among which the header is looked for: above it stand a title and a remark."""
EITHER = "|"

_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What zipfile raises for an archive that is damaged, of another kind, or (RuntimeError) encrypted."""
_REMARK = re.compile(r"[(\[【].*?[)\]】]")
_PDF = b"%PDF-"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class NoTable(UserError):
    """The file is not a table we can read."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under a recognised header. columns: field → index of its cell; headers: field → the word found there;
    heading: the whole row."""

    columns: Mapping[str, int]
    headers: Mapping[str, str]
    heading: Cells
    rows: Sheet


def sheets(path: Path) -> list[Sheet]:
    """The file's sheets, each a list of (row number from 1, cells), empty rows left out. NoTable says why not."""
    return sheets_of(content_of(path), path.name)


def content_of(path: Path) -> bytes:
    """The file's content; NoTable where it cannot be read, or is far too large for a list."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise NoTable(tr("文件 {path} 太大，不像一张名单。请只导出需要的列，或分成几个文件。", path=path.name))
        return path.read_bytes()
    except OSError as error:
        raise NoTable(tr("读不到文件 {path}：{why}。请检查路径和权限。", path=path.name, why=reason(error))) from error


def sheets_of(content: bytes, name: str) -> list[Sheet]:
    """The same of a file's content; name: for what is said about it."""
    if not content.strip():
        raise NoTable(tr("文件 {path} 是空的。请重新导出。", path=name))
    binary = content.startswith((b"PK", _OLE))
    if content.startswith(_PDF):
        raise NoTable(tr("文件 {path} 是 PDF，不是表格。请另存为 XLSX 或 CSV 再导入。", path=name))
    found = _workbook(content, name) if binary else [_text(content, name)]
    return [[row for row in sheet if any(_filled(cell) for cell in row[1])] for sheet in found]


def recognise(
    found: Sequence[Sheet], words: Mapping[str, Sequence[str]], needed: Sequence[str], name: str
) -> list[Table]:
    """All sheets with a header that names all `needed` fields; of "a|b" one of the two. words: field → what its column
    may be called."""
    meaning = {_bare(word): field for field, some in words.items() for word in some}
    tables = [table for sheet in found if (table := _table(sheet, meaning, needed))]
    if tables:
        return tables
    wanted = "、".join(words[field.split(EITHER)[0]][0] for field in needed)
    raise NoTable(tr("文件 {path} 里找不到表头。请让第一行写明：{wanted}。", path=name, wanted=wanted))


def _table(sheet: Sheet, meaning: Mapping[str, str], needed: Sequence[str]) -> Table | None:
    for at, (_, cells) in enumerate(sheet[:HEADER_WITHIN]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(cells):
            field = _meant(str(cell), meaning)
            if field is not None:
                columns.setdefault(field, index)
        if all(any(one in columns for one in field.split(EITHER)) for field in needed):
            headers = {field: str(cells[index]).strip() for field, index in columns.items()}
            return Table(columns, headers, cells, sheet[at + 1 :])
    return None


def _meant(heading: str, meaning: Mapping[str, str]) -> str | None:
    """The field of a heading; of 学号（必填） what stands before the remark."""
    text = _bare(heading)
    return meaning.get(text) or meaning.get(_bare(_REMARK.sub("", text)))


def _bare(heading: str) -> str:
    return "".join(plain(heading).split()).strip("*:")


def _text(content: bytes, name: str) -> Sheet:
    text = _decoded(content, name)
    lines = text.splitlines()
    delimiter = max(",;\t", key=lambda one: max((line.count(one) for line in lines[:HEADER_WITHIN]), default=0))
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return list(enumerate(rows, 1))
    except csv.Error as error:
        raise NoTable(
            tr("文件 {path} 不是完整的 CSV（引号没有成对）。请重新导出，或另存为 XLSX。", path=name)
        ) from error


def _decoded(content: bytes, name: str) -> str:
    """A byte-order mark says it; else strict UTF-8, else GB18030, which Chinese spreadsheets write."""
    encodings = next(([code] for mark, code in _BOMS.items() if content.startswith(mark)), ["utf-8", "gb18030"])
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(letter >= " " or letter in "\t\r\n" for letter in text):
            return text
    raise NoTable(tr("文件 {path} 不是表格。请另存为 XLSX 或 CSV 再导入。", path=name))


def _workbook(content: bytes, name: str) -> list[Sheet]:
    try:
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                unpacked = sum(entry.file_size for entry in packed.infolist())
                cells = most_cells(packed) if unpacked <= MOST_UNPACKED else 0
            if unpacked > MOST_UNPACKED or cells > MOST_CELLS:
                raise NoTable(tr("文件 {path} 太大，不像一张名单。请只导出需要的列，或分成几个文件。", path=name))
            if not cells:
                raise zipfile.BadZipFile
        book = python_calamine.load_workbook(io.BytesIO(content))
        return [list(enumerate(_cells(book, index), 1)) for index in range(len(book.sheet_names))]
    except python_calamine.PasswordError as error:
        raise NoTable(tr("文件 {path} 有密码。请去掉密码另存后再导入。", path=name)) from error
    except (python_calamine.CalamineError, *_DAMAGED) as error:
        if content.startswith(_OLE):  # an encrypted workbook is such a container, whose parts calamine may not name
            raise NoTable(tr("文件 {path} 打不开，可能有密码或已损坏。请另存为不加密的 XLSX。", path=name)) from error
        raise NoTable(tr("文件 {path} 不是表格。请另存为 XLSX 或 CSV 再导入。", path=name)) from error


def _cells(book: python_calamine.CalamineWorkbook, index: int) -> list[list[Any]]:
    return book.get_sheet_by_index(index).to_python(skip_empty_area=False)


def _filled(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""
