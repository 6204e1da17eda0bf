"""Records as the pages turn them: of one kind and some days, the newest first, by a place to go on from."""

import base64
import binascii
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, NamedTuple

import msgspec

from app.clock import CAMPUS
from app.records.kind import Kind
from app.server.counts.entries import COLUMNS, entry_of
from app.server.sql.port import Connection, Engine, Row
from app.store.chain import moment
from app.store.fact import Entry
from app.sync.protocol import Seq

PAGE = 50
_OF_KIND = f"SELECT {COLUMNS} FROM record WHERE kind = ? AND at >= ? AND at < ?"  # noqa: S608 - constants
_NEVER = "~"
"""Behind every time."""
_NEWEST = "ORDER BY at DESC, station DESC, incarnation DESC, seq DESC LIMIT ?"


class Place(NamedTuple):
    """Where a page ends."""

    at: str
    station: str
    incarnation: str
    seq: Seq

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode()


class Asked(NamedTuple):
    """What is looked for. choices: field → stored value. after: a Place as text, empty for the newest."""

    kind: str
    since: date
    until: date
    station: str = ""
    choices: Mapping[str, str] = {}
    after: str = ""


def page(engine: Engine, asked: Asked) -> list[Entry]:
    """The newest PAGE + 1 records, or those behind `after`; the last one only tells that there are more."""
    words: list[str] = [_OF_KIND]
    values: list[Any] = [asked.kind, *_days(asked)]
    if asked.station:
        words.append("AND station = ?")
        values.append(asked.station)
    for name, value in asked.choices.items():
        words.append("AND body LIKE ? ESCAPE '!'")
        values.append(holds(name, value))
    place = _place(asked.after)
    if place:
        words.append("AND (at, station, incarnation, seq) < (?, ?, ?, ?)")
        values += place
    sql = " ".join([*words, _NEWEST])
    return [entry_of(row) for row in engine.read(partial(_rows, sql, (*values, PAGE + 1)))]


def place_of(entry: Entry) -> Place:
    """Where a page ends that ends with this record."""
    return Place(moment(entry.fact.at), entry.station, entry.incarnation, entry.seq)


def one(engine: Engine, station: str, id_: str) -> Entry | None:
    """The record of that id."""
    sql = f"SELECT {COLUMNS} FROM record WHERE station = ? AND id = ?"  # noqa: S608 - constants
    row = engine.read(lambda connection: connection.row(sql, (station, id_)))
    return entry_of(row) if row else None


def correction(engine: Engine, entry: Entry) -> Entry | None:
    """The record that corrects this one."""
    sql = "SELECT id FROM correction WHERE station = ? AND corrects = ? ORDER BY id DESC"
    row = engine.read(lambda connection: connection.row(sql, (entry.station, entry.fact.id)))
    return one(engine, entry.station, row[0]) if row else None


def of_person(engine: Engine, kinds: list[Kind], number: str, since: datetime, limit: int) -> list[Entry]:
    """The newest records of these kinds in which one of the fields for a person holds this number."""
    sql = f"{_OF_KIND} AND body LIKE ? ESCAPE '!' {_NEWEST}"
    found: list[Entry] = []
    for kind in kinds:
        for name in (field.name for field in kind.fields if field.type == "person"):
            values = (kind.name, moment(since), _NEVER, holds(name, number), limit)
            found += map(entry_of, engine.read(partial(_rows, sql, values)))
    return sorted(found, key=lambda entry: entry.fact.at, reverse=True)[:limit]


def standing(engine: Engine, kinds: Sequence[str], since: datetime, limit: int, what: str) -> list[Entry]:
    """The newest records of these kinds that nothing corrects. what: a pattern of what they count as."""
    marks = ", ".join("?" * len(kinds))
    sql = f"""SELECT {COLUMNS} FROM record WHERE kind IN ({marks}) AND at >= ? AND what LIKE ? AND body IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM correction WHERE correction.station = record.station AND corrects = record.id)
        {_NEWEST}"""  # noqa: S608 - constants and marks
    return [entry_of(row) for row in engine.read(partial(_rows, sql, (*kinds, moment(since), what, limit)))]


def of_kinds(engine: Engine, kinds: Sequence[str], since: datetime, limit: int) -> list[Entry]:
    """The newest records of these kinds, corrected ones too."""
    marks = ", ".join("?" * len(kinds))
    sql = f"""SELECT {COLUMNS} FROM record WHERE kind IN ({marks}) AND at >= ? AND body IS NOT NULL
        {_NEWEST}"""  # noqa: S608 - constants and marks
    return [entry_of(row) for row in engine.read(partial(_rows, sql, (*kinds, moment(since), limit)))]


def holds(name: str, value: str) -> str:
    """A LIKE pattern for bodies in which a field holds this text: canonical JSON has no blanks, and what looks like a
    field inside a text has its quotation marks escaped."""
    said = f"{msgspec.json.encode(name).decode()}:{msgspec.json.encode(value).decode()}"
    return "%" + "".join("!" + letter if letter in "!%_" else letter for letter in said) + "%"


def _rows(sql: str, values: tuple[Any, ...], connection: Connection) -> list[Row]:
    return connection.rows(sql, values)


def _days(asked: Asked) -> Iterator[str]:
    for day in (asked.since, asked.until + timedelta(days=1)):
        yield moment(datetime.combine(day, time(), CAMPUS))


def _place(text: str) -> Place | None:
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(text.encode()), type=Place) if text else None
    except (ValueError, binascii.Error):
        return None
