"""One person's data as a file, to be handed to them: JSON lines, or a workbook with a sheet for each kind of record."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from app.errors import WrongUse
from app.i18n import tr
from app.records.registry import kind as kind_of
from app.report.table import Row, cells, headings
from app.report.workbook import keep, made, refuse_other


def write(about: dict[str, Any], rows: Iterable[Row], path: Path) -> int:
    """Write what the list of people says (`about`) and all records; how many records. The file is its owner's
    alone, replaces none, and appears only when it is complete."""
    writer = {".jsonl": _jsonl, ".xlsx": _xlsx}.get(path.suffix.lower())
    if writer is None:
        raise WrongUse(tr("{path} 应以 .xlsx 或 .jsonl 结尾。请换一个文件名。", path=path))
    refuse_other(path)
    content, count = writer(about, rows)
    keep(path, content)
    return count


def _jsonl(about: dict[str, Any], rows: Iterable[Row]) -> tuple[bytes, int]:
    lines = [msgspec.json.encode(one) + b"\n" for one in ({"person": about}, *rows)]
    return b"".join(lines), len(lines) - 1


def _xlsx(about: dict[str, Any], rows: Iterable[Row]) -> tuple[bytes, int]:
    of_kind: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        of_kind[row["kind"]].append(row)
    said = (
        [name, value if isinstance(value, str) else msgspec.json.encode(value).decode()]
        for name, value in about.items()
    )
    sheets: dict[str, Iterable[list[str]]] = {tr("人员"): said}
    for name, some in of_kind.items():
        kind = kind_of(name)
        sheets[tr(kind.label)] = [headings(kind), *(cells(kind, row) for row in some)]
    return made(sheets), sum(map(len, of_kind.values()))
