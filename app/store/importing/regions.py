"""A list of places at risk as it is sent around: a place or several on a line, then from when to when, from a text, CSV
or workbook."""

import re
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from app.i18n import tr
from app.policy.lists import Region, plain
from app.store.importing.cells import words
from app.store.importing.tables import sheets_of

_CELLS = re.compile(r"[,，;；\t]")
_PLACES = re.compile(r"[、\s]+")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?")
_HEADER = re.compile(r"地区|城市|地名|region|place|city", re.IGNORECASE)
_SHORTEST, _LONGEST = 2, 60


class Refused(NamedTuple):
    """A line that was not taken, and why."""

    row: int
    reason: str


class Read(NamedTuple):
    """The regions of a file in its order, each once."""

    regions: tuple[Region, ...]
    refused: tuple[Refused, ...]


def read_regions(content: bytes, name: str) -> Read:
    """The places of a file; `name` tells a workbook from a text. UserError where it is neither."""
    if Path(name).suffix.lower() in (".xlsx", ".xls"):
        rows = [(number, list(cells)) for sheet in sheets_of(content, name) for number, cells in sheet]
        return _read(rows)
    return read_text(_decoded(content))


def read_text(text: str) -> Read:
    """The same from what somebody pasted: lines, their cells parted by commas or tabs."""
    lines = (line for line in enumerate(text.splitlines(), 1) if line[1].strip())
    return _read([(number, list(_CELLS.split(line))) for number, line in lines])


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def _read(rows: list[tuple[int, list[Any]]]) -> Read:
    found: dict[Region, None] = {}
    refused = []
    for number, cells in rows:
        texts = [words(cell) for cell in cells]
        if not any(texts) or (not found and _HEADER.search(texts[0])):
            continue
        problem = _line(texts, found)
        if problem:
            refused.append(Refused(number, problem))
    return Read(tuple(found), tuple(refused))


def _line(texts: list[str], found: dict[Region, None]) -> str:
    """What is wrong with a line; empty where its places were taken."""
    days = [_day(text) for text in texts[1:3] if text]
    if None in days:
        return tr("日期请写成 2022-04-10")
    since = _day(texts[1]) if len(texts) > 1 else None
    until = _day(texts[2]) if len(texts) > 2 else None
    if since and until and until < since:
        return tr("结束日期早于开始日期")
    names = [plain(name) for name in _PLACES.split(texts[0]) if plain(name)]
    if not names or any(not _SHORTEST <= len(name) <= _LONGEST for name in names):
        return tr("没有地区名称，或名称太短、太长")
    found.update(dict.fromkeys(Region(name=name, since=since, until=until) for name in names))
    return ""


def _day(text: str) -> date | None:
    match = _DAY.fullmatch(text.strip())
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None
