"""A section of the centre's reference in the order in which it changed: whoever reads on has missed nothing."""

from typing import Annotated, NamedTuple

import msgspec
from msgspec import Meta

from app.server.outside import cursor
from app.server.outside.cursor import Whole
from app.server.outside.problem import ProblemError
from app.server.reference import horizon
from app.server.reference.changeset import head
from app.server.reference.cursor import END, Cursor
from app.server.sql.port import Connection
from app.store.reference.people import SECTION as PERSON

_NEXT = """SELECT version, key, value FROM reference_item WHERE (version, section, key) > (?, ?, ?)
    AND section = ? AND (value IS NOT NULL OR version > ?) ORDER BY version, section, key LIMIT ?"""
_FEW = """SELECT version, key, value FROM reference_item WHERE (version + 0, section, key) > (?, ?, ?)
    AND section = ? AND (value IS NOT NULL OR version > ?) ORDER BY version + 0, section, key LIMIT ?"""
"""The same by the key of the section: a small one is not looked for among a million people."""


class _Place(msgspec.Struct, frozen=True, array_like=True):
    """The last row that was read. floor: rows that were gone by then need not be told. mark: of that version, which a
    restored centre does not have."""

    version: Whole
    key: Annotated[str, Meta(max_length=500)]
    floor: Whole
    mark: str


class Revised(NamedTuple):
    """rows: key and value as JSON text, None where it is gone. next: where to read on; more: there is more already."""

    rows: list[tuple[str, str | None]]
    next: str
    more: bool


def page(connection: Connection, section: str, after: str, limit: int) -> Revised:
    """The next rows of a section. ProblemError: `cursor`."""
    present = head(connection).version
    place = cursor.read(after, _Place) if after else _Place(0, "", present, mark(connection, 0))
    if mark(connection, place.version) != place.mark or _behind(connection, section, place):
        raise ProblemError("cursor")
    values = (place.version, section, place.key, section, place.floor, limit + 1)
    found = connection.rows(_NEXT if section == PERSON else _FEW, values)
    rows = [(key, value) for _, key, value in found[:limit]]
    if len(found) > limit:
        version, key, _ = found[limit - 1]
        last = _Place(version, key, place.floor, mark(connection, version))
    else:
        last = _Place(present, END, 0, mark(connection, present))
    return Revised(rows, cursor.written(last), len(found) > limit)


def _behind(connection: Connection, section: str, place: _Place) -> bool:
    """Whether the centre has forgotten meanwhile what was gone behind this place."""
    whole = place.key == END
    return horizon.behind(connection, Cursor(place.version, END if whole else section, place.key, place.floor))


def mark(connection: Connection, version: int) -> str:
    """The random mark of a version; the empty beginning has none, and leads to everything."""
    if not version:
        return ""
    row = connection.row("SELECT mark FROM reference_change WHERE version = ?", (version,))
    return str(row[0]) if row else "?"
