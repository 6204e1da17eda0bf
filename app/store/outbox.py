"""What the centre has not positively acknowledged yet. No second table: unsent means `seq > acknowledged`."""

from datetime import datetime
from time import sleep as pause
from typing import Any, NamedTuple

from app.store import identity, tallies
from app.store.anchor import Anchor
from app.store.chain import GENESIS, chain_hash, moment
from app.store.cipher import Connection
from app.store.database import Database
from app.store.fact import Entry
from app.store.reading import Reader
from app.store.rows import COLUMNS, INSERT, SELECT

SLICE = 1000
"""Records moved in one transaction: some 50 ms, for which a guard who is just writing one does not notice."""
PAUSE = 0.03
"""Seconds between two of them, so that whoever waits for the lock gets it."""


class NotOurs(ValueError):
    """The centre's head is not in this chain: it knows another one of the same name (a fork), or a longer one."""


class Quarantined(NamedTuple):
    """A record that the centre would not take, kept here until somebody looks at it."""

    entry: Entry
    reason: str
    since: datetime


class Outbox:
    """The records of one station that are still to be sent."""

    def __init__(self, database: Database, station: str, mark: str, anchor: Anchor) -> None:
        self._database = database
        self._reader = Reader(database, station)
        self._station = station
        self._mark = mark
        self._anchor = anchor

    def unsent(self, limit: int) -> list[Entry]:
        """The next records to send, at most `limit`, by seq without gaps, all of one incarnation."""
        with self._database.read() as connection:
            for first, last in open_ranges(connection):
                sql = f"{SELECT} WHERE n BETWEEN ? AND ? ORDER BY n LIMIT ?"
                found = self._reader.each(sql, (first, last, limit))
                if found:
                    return found
        return []

    def count(self) -> int:
        """How many records are still to be sent."""
        with self._database.read() as connection:
            return sum(last - first + 1 for first, last in open_ranges(connection))

    def acknowledge(self, incarnation: str, seq: int, chain: bytes) -> None:
        """The centre has this incarnation up to `seq`, where its chain hash is `chain`.

        An acknowledgement that came late takes nothing back. NotOurs where our chain does not say the same there.
        """
        sql = "UPDATE incarnation SET acknowledged = ?, acknowledged_hash = ? WHERE id = ? AND acknowledged < ?"
        with self._database.write() as connection:
            if self._hash_at(connection, incarnation, seq) != chain:
                raise NotOurs(f"the chain of incarnation {incarnation} is another one at {seq}")
            connection.execute(sql, (seq, chain, incarnation, seq))

    def acknowledged(self) -> list[tuple[str, int]]:
        """Every incarnation, the present one last, with the last `seq` of it that the centre has acknowledged."""
        rows = self._database.rows("SELECT id, acknowledged FROM incarnation ORDER BY number")
        return [(id_, seq) for id_, seq in rows]

    def hash_at(self, incarnation: str, seq: int) -> bytes | None:
        """The chain hash at a place; GENESIS for 0, None where this database has no such record."""
        with self._database.read() as connection:
            return self._hash_at(connection, incarnation, seq)

    def at(self, incarnation: str, seq: int) -> Entry | None:
        """The record in that place, whether or not it stands elsewhere since; None where there is no such place."""
        place = "SELECT n FROM ledger l JOIN incarnation i ON l.incarnation = i.number WHERE i.id = ? AND n = base + ?"
        return next(iter(self._reader.each(f"{SELECT} WHERE n = ({place})", (incarnation, seq))), None)

    def unproven(self) -> bool:
        """Whether `renew` placed records in the present incarnation, and the centre has none of them yet."""
        sql = """SELECT acknowledged = 0 AND EXISTS (SELECT 1 FROM ledger WHERE moved > base)
            FROM incarnation ORDER BY number DESC LIMIT 1"""
        return bool(self._database.rows(sql)[0][0])

    def rewind(self, incarnation: str, seq: int) -> None:
        """The centre was restored and has this incarnation only up to `seq`: what came after is unsent again."""
        sql = "UPDATE incarnation SET acknowledged = ?, acknowledged_hash = ? WHERE id = ? AND acknowledged > ?"
        with self._database.write() as connection:
            chain = self._hash_at(connection, incarnation, seq)
            connection.execute(sql, (seq, chain if seq else None, incarnation, seq))

    def renew(self) -> int:
        """Give up the present incarnation after a fork: what is unsent is placed in a new one, the facts unchanged.

        The rows of the old one stay, so that it still verifies. Returns how many records were moved. Others append
        meanwhile: the last unsent records are moved first, a slice at a time, so that those still in their old places
        are at every moment the first ones. Broken off in between, it is only begun again.
        """
        with self._database.write() as connection:
            identity.begin(connection, self._mark, self._anchor)
        moved = 0
        while True:
            with self._database.write() as connection:
                count = self._move_slice(connection)
            if not count:
                return moved
            moved += count
            pause(PAUSE)

    def _move_slice(self, connection: Connection) -> int:
        """Move the last unsent records before the present incarnation to its end, at most SLICE; how many."""
        tallies.settle(connection)
        fresh = identity.present(connection)  # another process may have begun one since
        seq, chain = self._end(connection, fresh)
        count = 0
        for first, last in _slice(open_ranges(connection), fresh.base):
            rows = connection.execute(f"{SELECT} WHERE n BETWEEN ? AND ? ORDER BY n", (first, last)).fetchall()
            for row in rows:
                seq += 1
                chain = chain_hash(chain, self._station, fresh.id, seq, row[COLUMNS.index("fact_hash")])
                _move(connection, row, fresh, seq, chain)
            number = rows[0][COLUMNS.index("incarnation")]
            connection.execute("UPDATE incarnation SET kept = ? - base WHERE number = ?", (first - 1, number))
            count += len(rows)
        tallies.counted(connection)
        return count

    def _end(self, connection: Connection, of: identity.Incarnation) -> tuple[int, bytes]:
        """The last `seq` of the present incarnation and its chain hash; 0 and GENESIS before the first."""
        sql = "SELECT seq, chain_hash FROM ledger WHERE n = (SELECT max(n) FROM ledger) AND incarnation = ?"
        return connection.execute(sql, (of.number,)).fetchone() or (0, GENESIS)

    def quarantine(self, id_: str, reason: str, since: datetime) -> None:
        """Mark a record that cannot be sent as it is. It stays in the ledger; only the sender passes it over."""
        with self._database.write() as connection:
            connection.execute("INSERT OR REPLACE INTO quarantine VALUES (?, ?, ?)", (id_, reason, moment(since)))

    def release(self, id_: str) -> None:
        """Take the mark away: the record is to be sent again."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM quarantine WHERE id = ?", (id_,))

    def reasons(self) -> dict[str, str]:
        """The reason of every mark, by the record's id."""
        return dict(self._database.rows("SELECT id, reason FROM quarantine"))

    def quarantined(self) -> list[Quarantined]:
        """All marked records, the oldest mark first."""
        rows = self._database.rows("SELECT id, reason, since FROM quarantine ORDER BY since, id")
        found = ((self._reader.one(id_), reason, since) for id_, reason, since in rows)
        return [Quarantined(entry, reason, datetime.fromisoformat(since)) for entry, reason, since in found if entry]

    def _hash_at(self, connection: Connection, incarnation: str, seq: int) -> bytes | None:
        if seq == 0:
            return GENESIS
        sql = """SELECT chain_hash FROM ledger JOIN incarnation i ON ledger.incarnation = i.number
            WHERE i.id = ? AND n = base + ?"""
        row = connection.execute(sql, (incarnation, seq)).fetchone()
        return None if row is None else row[0]


def open_ranges(connection: Connection) -> list[tuple[int, int]]:
    """For every incarnation with something unsent, the first and the last row of it; none of these was moved."""
    sql = """SELECT base + acknowledged + 1,
            coalesce(base + kept, lead(base, 1, (SELECT coalesce(max(n), 0) FROM ledger)) OVER (ORDER BY number))
        FROM incarnation ORDER BY number"""
    return [(first, last) for first, last in connection.execute(sql) if first <= last]


def _slice(ranges: list[tuple[int, int]], until: int) -> list[tuple[int, int]]:
    """Of ranges of rows up to the row `until` the last SLICE rows, in their order."""
    taken: list[tuple[int, int]] = []
    left = SLICE
    for first, last in reversed([(first, last) for first, last in ranges if first <= until]):
        if left:
            taken.insert(0, (max(first, last - left + 1), last))
            left -= taken[0][1] - taken[0][0] + 1
    return taken


def _move(connection: Connection, row: tuple[Any, ...], to: identity.Incarnation, seq: int, chain: bytes) -> None:
    columns = dict(zip(COLUMNS, row, strict=True))
    connection.execute("UPDATE ledger SET moved = ? WHERE n = ?", (to.base + seq, columns["n"]))
    columns |= {"n": to.base + seq, "incarnation": to.number, "seq": seq, "chain_hash": chain}
    connection.execute(INSERT, tuple(columns.values()))
