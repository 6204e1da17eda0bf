"""Rows of the ledger read as entries: which records are wanted, and one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.clock import campus
from app.records.registry import kinds
from app.store import identity
from app.store.chain import moment
from app.store.cipher import Connection
from app.store.database import Database
from app.store.fact import Entry
from app.store.faults import told
from app.store.rows import SELECT, entry_of

BATCH = 200
"""Rows fetched at a time: few enough to begin at once, enough not to be felt."""

_KINDS = """WITH RECURSIVE found (kind) AS (
    SELECT min(kind) FROM ledger
    UNION ALL SELECT (SELECT min(kind) FROM ledger WHERE kind > found.kind) FROM found WHERE found.kind IS NOT NULL
) SELECT kind FROM found WHERE kind IS NOT NULL"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which records are wanted; see Ledger.entries for what each part means."""

    kind: str | None = None
    since_seq: int = 0
    newest_first: bool = False
    limit: int | None = None
    start: datetime | None = None
    end: datetime | None = None
    include_audit: bool = False

    def query(self, connection: Connection) -> tuple[str, list[Any]]:
        """The SQL for it as the ledger stands now: what is appended while somebody reads is not part of it."""
        parts: list[tuple[str, list[Any]]] = [("moved IS NULL", [])]
        timed = self.start is not None or self.end is not None
        if self.kind or timed or not self.include_audit:
            wanted = [self.kind] if self.kind else self._kinds(connection)
            parts.append((f"kind IN ({', '.join('?' * len(wanted))})", wanted))
        if self.start is not None:
            parts.append(("at >= ?", [moment(campus(self.start))]))
        if self.end is not None:
            parts.append(("at < ?", [moment(campus(self.end))]))
        if self.since_seq:
            parts.append(("n > ?", [identity.present(connection).base + self.since_seq]))
        parts.append(("n <= ?", [connection.execute("SELECT coalesce(max(n), 0) FROM ledger").fetchone()[0]]))
        where = " AND ".join(part for part, _ in parts)
        index = " INDEXED BY ledger_at" if timed else ""
        order = f"ORDER BY n {'DESC' if self.newest_first else 'ASC'} LIMIT ?"
        values = [value for _, some in parts for value in some]
        return f"{SELECT}{index} WHERE {where} {order}", [*values, -1 if self.limit is None else self.limit]

    def _kinds(self, connection: Connection) -> list[str]:
        found = [row[0] for row in connection.execute(_KINDS)]
        audit = set() if self.include_audit else {kind.name for kind in kinds().values() if kind.audit}
        return [name for name in found if name not in audit]


class Reader:
    """Reads entries of one database, whose station's id is `station`."""

    def __init__(self, database: Database, station: str) -> None:
        self._database = database
        self._station = station

    def select(self, selection: Selection) -> Iterator[Entry]:
        """The records of a selection, one after the other."""
        with self._database.read() as connection:
            sql, values = selection.query(connection)
        return self.each(sql, values)

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Entry]:
        """The entries of a query over the ledger's columns."""
        with told(self._database.path):
            connection = self._database.connection
            names = {one.number: one.id for one in identity.incarnations(connection)}
            cursor = connection.execute(sql, values)
            while rows := cursor.fetchmany(BATCH):
                for row in rows:
                    yield entry_of(row, self._station, names[row[1]])

    def one(self, id_: str) -> Entry | None:
        """The record of that id."""
        return next(self.each(f"{SELECT} WHERE id = ? AND moved IS NULL", (id_,)), None)
