"""Writing records of one kind to a file: CSV for anybody, XLSX for the office, JSON lines for another program."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from app.access.sight import HIDDEN
from app.clock import CAMPUS, campus, moment
from app.errors import UserError, WrongUse, reason
from app.i18n import mark, tr
from app.records.field import Field
from app.records.kind import Kind

Row = dict[str, Any]
FRAME = {
    "seq": mark("序号"), "at": mark("发生时间"), "entered_at": mark("登记时间"),
    "operator": mark("登记人"), "post": mark("岗位"),
}  # fmt: skip
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0, and so a workbook, cannot hold; a scanner or a paste brings such into a note."""
_CELSIUS = "℃"
"""Read to a tenth; canonical JSON keeps 36.0 as 36."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(kind: Kind, rows: Iterable[Row], path: Path) -> int:
    """Writes all `rows` and returns how many; the file appears only when it is complete."""
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise WrongUse(tr("{path} 应以 .csv、.xlsx 或 .jsonl 结尾。请换一个文件名。", path=path))
    draft = path.with_name(path.name + ".part")
    try:
        count = writer(kind, rows, draft)
        draft.replace(path)
    except OSError as error:
        raise UserError(tr("不能写入 {path}：{why}。请换一个位置。", path=path, why=reason(error))) from error
    finally:
        draft.unlink(missing_ok=True)  # it is not encrypted: nothing half written stays behind, whatever ends this
    return count


def headings(kind: Kind) -> list[str]:
    """The table's headings in the language in use."""
    return [tr(label) for label in FRAME.values()] + [tr(field.label) for field in kind.fields]


def cells(kind: Kind, row: Row) -> list[str]:
    """One row as text: choices by their labels, times in the campus's zone, lists joined."""
    frame = [_text(row.get(name)) for name in FRAME]
    if row.get("forgotten"):
        return [*frame, tr("已按保存期限清除"), *[""] * (len(kind.fields) - 1)]
    return frame + [said(kind, field, row) for field in kind.fields]


def said(kind: Kind, field: Field, row: Mapping[str, Any]) -> str:
    """What a record of that kind says in one field, as text in the language in use."""
    told = kind.type.read_as(row)
    return told[field.name] if field.name in told else cell(field, row.get(field.name))


def cell(field: Field, value: Any) -> str:
    """One value as text in the language in use."""
    if value is None or value == "":
        return ""
    if value == HIDDEN:
        return HIDDEN
    if field.said:
        codes = value if isinstance(value, list | tuple) else [value]
        return tr("、").join(field.said(code) for code in codes)
    if field.type == "choice":
        return tr(field.choices.get(value, str(value)))
    if field.type == "yes":
        return tr("是") if value else tr("否")
    if field.type == "sheet":
        return _sheet(field, value)
    if field.type == "lines":
        return "；".join(_sheet(field, line) for line in value)
    if field.unit == _CELSIUS and isinstance(value, int | float):
        return f"{value:.1f}"
    return _text(_moment(value)) if field.type == "time" else _text(value)


def _sheet(field: Field, value: Row) -> str:
    return "，".join(text for part in field.fields if (text := _part(part, value.get(part.name))))


def _part(field: Field, value: Any) -> str:
    """Inside a sheet there are no headings: a yes is said by its own name, a no not at all."""
    if field.type == "yes":
        return tr(field.label) if value else ""
    return cell(field, value)


def _moment(value: Any) -> Any:
    """A time as the ledger's JSON holds it; what an older program may have written there stands for itself."""
    return (moment(value, CAMPUS) or value) if isinstance(value, str) else value


def _text(value: Any) -> str:
    if hasattr(value, "astimezone"):
        return campus(value).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, list | tuple):
        return "、".join(map(str, value))
    return "" if value is None else str(value)


def harmless(text: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe before it."""
    return "'" + text if text.startswith(_FORMULA) and not _number(text) else text


def _number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdigit()


def _table(kind: Kind, rows: Iterable[Row]) -> Iterator[list[str]]:
    return ([harmless(text) for text in cells(kind, row)] for row in rows)


def _csv(kind: Kind, rows: Iterable[Row], path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # the mark makes Excel read it as UTF-8
        out = csv.writer(file)
        out.writerow(headings(kind))
        for count, line in enumerate(_table(kind, rows), 1):  # noqa: B007
            out.writerow(line)
    return count


def _xlsx(kind: Kind, rows: Iterable[Row], path: Path) -> int:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(tr(kind.label))
    count = 0
    try:
        sheet.append(headings(kind))
        for count, line in enumerate(_table(kind, rows), 1):  # noqa: B007
            sheet.append([_FORBIDDEN.sub("", text) for text in line])
    finally:
        with path.open("wb") as file:
            book.save(file)  # in any case: it takes the rows out of their temporary file, which is removed
    return count


def _jsonl(_kind: Kind, rows: Iterable[Row], path: Path) -> int:
    count = 0
    with path.open("wb") as file:
        for count, row in enumerate(rows, 1):  # noqa: B007
            file.write(msgspec.json.encode(row) + b"\n")
    return count


_WRITERS: dict[str, Callable[[Kind, Iterable[Row], Path], int]] = {".csv": _csv, ".xlsx": _xlsx, ".jsonl": _jsonl}
