"""One person's data as a file, to be handed to them: JSON lines, or a workbook with a sheet for each kind of record."""

from collections import defaultdict
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec

from app import durable
from app.errors import UserError, WrongUse, reason
from app.i18n import tr
from app.records.registry import kind as kind_of
from app.report.table import Row, cells, headings


def write(about: dict[str, Any], rows: Iterable[Row], path: Path) -> int:
    """Write what the list of people says (`about`) and all records; how many records. The file is its owner's
    alone, replaces none, and appears only when it is complete; one person's is small enough to be made in memory."""
    writer = {".jsonl": _jsonl, ".xlsx": _xlsx}.get(path.suffix.lower())
    if writer is None:
        raise WrongUse(tr("{path} 应以 .xlsx 或 .jsonl 结尾。请换一个文件名。", path=path))
    if path.exists():
        raise UserError(tr("{path} 已经存在，没有改动。请换一个文件名。", path=path))
    content, count = writer(about, rows)
    try:
        durable.replace(path, content)
    except OSError as error:
        raise UserError(tr("不能写入 {path}：{why}。请换一个位置。", path=path, why=reason(error))) from error
    return count


def _jsonl(about: dict[str, Any], rows: Iterable[Row]) -> tuple[bytes, int]:
    lines = [msgspec.json.encode(one) + b"\n" for one in ({"person": about}, *rows)]
    return b"".join(lines), len(lines) - 1


def _xlsx(about: dict[str, Any], rows: Iterable[Row]) -> tuple[bytes, int]:
    from openpyxl import Workbook

    sheets: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        sheets[row["kind"]].append(row)
    book = Workbook(write_only=True)
    said = (
        [name, value if isinstance(value, str) else msgspec.json.encode(value).decode()]
        for name, value in about.items()
    )
    _fill(book.create_sheet(tr("人员")), said)
    for name, some in sheets.items():
        kind = kind_of(name)
        _fill(book.create_sheet(tr(kind.label)), [headings(kind), *(cells(kind, row) for row in some)])
    content = BytesIO()
    book.save(content)
    return content.getvalue(), sum(map(len, sheets.values()))


def _fill(sheet: Any, lines: Iterable[list[str]]) -> None:
    """Texts as texts: nothing that a workbook would run, nothing that its XML cannot hold."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    for line in lines:
        made = [WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)) for text in line]
        for one in made:
            one.data_type = "s"
        sheet.append(made)
