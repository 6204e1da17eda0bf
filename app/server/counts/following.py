"""Records of some kinds, followed as they arrive from every station: those that count at first, then what is new.

Nothing of it is kept in the database: every process that shows pages follows for itself. Once a campus day all comes
anew, so that what was forgotten, or put into a place that had been left open, is seen by then.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from app.clock import campus_day, is_possible
from app.server.counts.entries import COLUMNS, entry_of
from app.server.sql.port import Connection, Engine, Row
from app.store.chain import moment
from app.store.fact import Entry

PAGE = 2_000
"""Records that are read at a time."""
_HEADS = "SELECT station, incarnation, seq FROM head"
_FIRST = f"""SELECT {COLUMNS} FROM record WHERE kind = ? AND (at, station, incarnation, seq) > (?, ?, ?, ?)
    AND body IS NOT NULL ORDER BY at, station, incarnation, seq LIMIT ?"""  # noqa: S608 - constants
_NEXT = f"""SELECT {COLUMNS} FROM record WHERE station = ? AND incarnation = ? AND seq > ? AND seq <= ?
    AND body IS NOT NULL AND kind IN"""  # noqa: S608 - constants
_Heads = dict[tuple[str, str], int]
Since = Mapping[str, datetime]
"""Kind → from when on its facts count."""


class News(NamedTuple):
    """anew: whatever was made of earlier entries is to be forgotten, since all that count are given again. entries: to
    be read to their end, else they are given once more."""

    anew: bool
    entries: Iterator[Entry]


class Following:
    """By one thread at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._heads: _Heads = {}
        self._day: date | None = None

    def news(self, now: datetime, since: Since) -> News:
        """What has arrived since it was asked last. A record may come twice."""
        heads, today = self._engine.read(_heads), campus_day(now)
        anew = today != self._day
        return News(anew, self._read(heads, today, self._all(since) if anew else self._new(heads, since)))

    def _read(self, heads: _Heads, today: date, entries: Iterable[Entry]) -> Iterator[Entry]:
        # One PC's clock beyond the calendar's end must not keep everybody from their pages.
        yield from (one for one in entries if is_possible(one.fact.at))
        self._heads, self._day = heads, today

    def _all(self, since: Since) -> Iterator[Entry]:
        for kind, start in since.items():
            place: tuple[Any, ...] = (moment(start), "", "", 0)
            while rows := self._engine.read(partial(_rows, _FIRST, (kind, *place, PAGE))):
                entries = [entry_of(row) for row in rows]
                yield from entries
                last = entries[-1]
                place = (moment(last.fact.at), last.station, last.incarnation, last.seq)

    def _new(self, heads: _Heads, since: Since) -> Iterator[Entry]:
        sql = f"{_NEXT} ({', '.join('?' * len(since))})"
        for place, last in heads.items():
            for start in range(self._heads.get(place, 0), last, PAGE):
                values = (*place, start, min(start + PAGE, last), *since)
                for row in self._engine.read(partial(_rows, sql, values)):
                    entry = entry_of(row)
                    if entry.fact.at >= since[entry.fact.kind]:
                        yield entry


def _heads(connection: Connection) -> _Heads:
    return {(station, incarnation): seq for station, incarnation, seq in connection.rows(_HEADS)}


def _rows(sql: str, values: tuple[Any, ...], connection: Connection) -> list[Row]:
    return connection.rows(sql, values)
