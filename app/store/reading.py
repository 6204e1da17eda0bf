"""Rows of the ledger read as entries: which records are wanted, and one after the other.

Between two batches no statement stays open: one that did would keep an old view of the database, and SQLite refuses a
write that begins from an old view.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

import msgspec

from app.clock import campus
from app.records.registry import kinds
from app.store import identity
from app.store.chain import moment
from app.store.cipher import Connection
from app.store.database import Database
from app.store.fact import Entry
from app.store.rows import COLUMNS, SELECT, entry_of

BATCH = 200
"""Rows fetched at a time: few enough to begin at once, enough not to be felt."""

_KIND = COLUMNS.index("kind")
_INDEXES = {"ledger_at": "forgotten IS NULL", "ledger_forgotten": "forgotten IS NOT NULL"}
"""Which of the present rows each index holds, by kind and time."""
_KINDS = """WITH RECURSIVE found (kind) AS (
    SELECT min(kind) FROM ledger WHERE moved IS NULL AND {which}
    UNION ALL SELECT (SELECT min(kind) FROM ledger WHERE moved IS NULL AND {which} AND kind > found.kind)
        FROM found WHERE found.kind IS NOT NULL
) SELECT kind FROM found WHERE kind IS NOT NULL"""
_BY_TIME = """SELECT n, at FROM ledger INDEXED BY {index} WHERE moved IS NULL AND {which}
    AND kind IN (SELECT value FROM json_each(:kinds)) AND at >= :start AND at < :end AND n <= :top"""
_BY_PLACE = """SELECT n, at FROM ledger NOT INDEXED WHERE n > :low AND n <= :top AND moved IS NULL
    AND kind IN (SELECT value FROM json_each(:kinds)) AND at >= :start AND at < :end"""
"""Behind a place are the newest rows alone: reading those is less than the index of a whole time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which records are wanted; see Ledger.entries for what each part means."""

    kind: str | None = None
    since_seq: int | None = None
    newest_first: bool = False
    limit: int | None = None
    start: datetime | None = None
    end: datetime | None = None
    include_audit: bool = False

    @property
    def hidden(self) -> frozenset[str]:
        """The kinds that are not shown."""
        if self.kind or self.include_audit:
            return frozenset()
        return frozenset(kind.name for kind in kinds().values() if kind.audit)

    def rows(self, connection: Connection) -> Sequence[int]:
        """The `n` of the rows to look at, in order, as the ledger stands now."""
        top = connection.execute("SELECT coalesce(max(n), 0) FROM ledger").fetchone()[0]
        low = 0 if self.since_seq is None else identity.present(connection).base + self.since_seq
        if self.kind or self.start or self.end:
            return self._by_time(connection, low, top)
        return range(top, low, -1) if self.newest_first else range(low + 1, top + 1)

    def _by_time(self, connection: Connection, low: int, top: int) -> Sequence[int]:
        wanted = [self.kind] if self.kind else [name for name in _kinds(connection) if name not in self.hidden]
        way = "DESC" if self.newest_first else "ASC"
        parts = " UNION ALL ".join(_BY_TIME.format(index=index, which=which) for index, which in _INDEXES.items())
        parts = parts if self.since_seq is None else _BY_PLACE
        values = {
            "kinds": msgspec.json.encode(wanted).decode(),
            "start": "" if self.start is None else moment(campus(self.start)),
            "end": "~" if self.end is None else moment(campus(self.end)),
            "low": low, "top": top, "limit": -1 if self.limit is None else self.limit,
        }  # fmt: skip
        sql = f"{parts} ORDER BY at {way}, n {way} LIMIT :limit"
        return array("q", (n for n, _ in connection.execute(sql, values)))


def _kinds(connection: Connection) -> set[str]:
    """The kinds there are records of."""
    return {kind for which in _INDEXES.values() for (kind,) in connection.execute(_KINDS.format(which=which))}


class Reader:
    """Reads entries of one database, whose station's id is `station`."""

    def __init__(self, database: Database, station: str) -> None:
        self._database = database
        self._station = station

    def select(self, selection: Selection) -> Iterator[Entry]:
        """The records of a selection, one after the other."""
        with self._database.read() as connection:
            numbers = selection.rows(connection)
        return islice(self._batches(numbers, selection.hidden), selection.limit)

    def each(self, sql: str, values: Sequence[Any] = ()) -> list[Entry]:
        """The entries of a query over the ledger's columns."""
        rows = self._database.rows(sql, values)
        names = {one.number: one.id for one in identity.incarnations(self._database.connection)} if rows else {}
        return [entry_of(row, self._station, names[row[1]]) for row in rows]

    def one(self, id_: str) -> Entry | None:
        """The record of that id."""
        return next(iter(self.each(f"{SELECT} WHERE id = ? AND moved IS NULL", (id_,))), None)

    def _batches(self, numbers: Sequence[int], hidden: frozenset[str]) -> Iterator[Entry]:
        names: dict[int, str] = {}
        for first in range(0, len(numbers), BATCH):
            batch = numbers[first : first + BATCH]
            sql = f"{SELECT} WHERE n IN ({', '.join('?' * len(batch))}) AND moved IS NULL"
            rows = {row[0]: row for row in self._database.rows(sql, list(batch))}
            if any(row[1] not in names for row in rows.values()):
                names = {one.number: one.id for one in identity.incarnations(self._database.connection)}
            for row in (rows[n] for n in batch if n in rows):
                if row[_KIND] not in hidden:
                    yield entry_of(row, self._station, names[row[1]])
