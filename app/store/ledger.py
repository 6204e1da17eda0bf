"""The ledger: everything that happened at this post, appended, chained, never changed.

An append returns only when the record is durably on the disk. Several processes and threads may append at once.
"""

import secrets
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from app.clock import Clock, campus, system
from app.errors import UserError
from app.i18n import tr
from app.store import canonical, corrections, identity, machine, tallies
from app.store.anchor import Anchor
from app.store.chain import GENESIS, Frame, chain_hash, frame_hash, frame_of
from app.store.cipher import Connection
from app.store.database import Database
from app.store.fact import Draft, Entry, Fact
from app.store.heads import Head
from app.store.others import OtherRecords
from app.store.outbox import Outbox
from app.store.reading import Reader, Selection
from app.store.rows import INSERT, row_of
from app.uuid7 import uuid7


class TooLate(UserError):
    """What was to be corrected has been forgotten."""


class _Written(NamedTuple):
    """A new fact; its body as it is hashed and kept, what else of it is hashed, and the hash."""

    fact: Fact
    body: str
    frame: Frame
    hash: bytes


class Ledger:
    """The records of one database; `outbox` tells which of them the centre does not have, `others` has those of other
    posts.

    mark: names the machine and place, as app.store.machine does where it is not given.
    """

    def __init__(self, database: Database, clock: Clock = system, *, mark: str | None = None) -> None:
        self._database = database
        self._clock = clock
        self._anchor = Anchor(database.path)
        self.station = identity.station(database)
        mark = mark or machine.mark(database.path)
        identity.settle(database, mark, self._anchor)
        self._reader = Reader(database, self.station)
        self.others = OtherRecords(database)
        self.outbox = Outbox(database, self.station, mark, self._anchor)
        database.before_close.append(self._anchor.flush)

    def append(self, draft: Draft) -> Entry:
        """Write one record durably. Raises a StoreFault where that was not possible, and then nothing is written."""
        return self.append_all([draft])[0]

    def append_all(self, drafts: Sequence[Draft]) -> list[Entry]:
        """Write records durably, all or none, in this order and next to each other.

        Inside a transaction of the caller's own they become durable with it. ValueError for a body that is no JSON,
        TooLate for a correction of what was forgotten.
        """
        written = [self._written(draft) for draft in drafts]  # before anybody is kept from writing
        with self._database.write() as connection:
            entries = self._place(connection, written)
            for one in written:
                replaced = corrections.note(connection, one.fact)
                if replaced:
                    self._correct(connection, replaced)
        if entries and not connection.in_transaction:
            self._anchor.note(Head(entries[-1].incarnation, entries[-1].seq, entries[-1].chain_hash))
        return entries

    def head(self) -> Head:
        """The present incarnation and its last record; seq 0 and GENESIS where it has none yet."""
        with self._database.read() as connection:
            return _head(connection)[2]

    def stands(self, head: Head) -> bool:
        """Whether the present incarnation has that record at its place: a transaction that came to nothing may have
        shown another one there."""
        with self._database.read() as connection:
            number, base, present = _head(connection)
            found = connection.execute(_CHAINED, (base + head.seq, number)).fetchone()
        return head.incarnation == present.incarnation and (found[0] if found else GENESIS) == head.chain_hash

    def entry(self, id_: str) -> Entry | None:
        """The record of that id."""
        return self._reader.one(id_)

    def corrected_by(self, id_: str) -> str | None:
        """The id of the record that took this one's place; the last one where it was corrected again."""
        with self._database.read() as connection:
            last = corrections.last(connection, id_)
        return None if last == id_ else last

    def entries(
        self,
        kind: str | None = None,
        *,
        since_seq: int | None = None,
        newest_first: bool = False,
        limit: int | None = None,
        start: datetime | None = None,
        end: datetime | None = None,
        include_audit: bool = False,
    ) -> Iterator[Entry]:
        """Records as of this moment, in the order they were written; of one kind or time, by the time of the fact.

        since_seq: only those of the present incarnation after that place. start, end: bounds of the time of the fact,
        the end left out. include_audit: kinds that are audit too; without it they are given only by their name.
        """
        return self._reader.select(
            Selection(
                kind=kind, since_seq=since_seq, newest_first=newest_first, limit=limit, start=start, end=end,
                include_audit=include_audit,
            )
        )  # fmt: skip

    def unsent(self, limit: int) -> list[Entry]:
        """The next records that the centre has not acknowledged; see Outbox."""
        return self.outbox.unsent(limit)

    def unsent_count(self) -> int:
        """How many records the centre has not acknowledged."""
        return self.outbox.count()

    def acknowledge(self, incarnation: str, seq: int, chain_hash: bytes) -> None:
        """The centre has everything up to here; see Outbox."""
        self.outbox.acknowledge(incarnation, seq, chain_hash)

    def _fact(self, draft: Draft) -> Fact:
        entered = self._clock().astimezone(UTC)
        return Fact(
            id=uuid7(), kind=draft.kind, schema=draft.schema,
            at=entered if draft.at is None else campus(draft.at).astimezone(UTC), entered_at=entered,
            mono=time.monotonic(), boot=machine.boot(), operator=draft.operator, post=draft.post,
            policy=draft.policy, reference=draft.reference, body=draft.body, salt=secrets.token_bytes(16),
        )  # fmt: skip

    def _written(self, draft: Draft) -> _Written:
        fact, body = self._fact(draft), canonical.text(draft.body)
        frame = frame_of(fact, body)
        return _Written(fact, body, frame, frame_hash(frame))

    def _place(self, connection: Connection, written: Sequence[_Written]) -> list[Entry]:
        number, base, (incarnation, seq, chain) = _head(connection)
        entries = []
        for fact, body, frame, own_hash in written:
            seq += 1
            chain = chain_hash(chain, self.station, incarnation, seq, own_hash)
            entry = Entry(
                fact=fact, station=self.station, incarnation=incarnation, seq=seq, fact_hash=own_hash, chain_hash=chain
            )
            connection.execute(INSERT, row_of(entry, frame, body, base + seq, number))
            entries.append(entry)
        tallies.count(connection, base + seq, len(entries))
        return entries

    def _correct(self, connection: Connection, replaced: str) -> None:
        before = self._reader.one(replaced)
        if before and before.fact.forgotten:
            raise TooLate(tr("要更正的记录已按保存期限清除，不能再更正。请把正确的内容另登记一条。"))
        tallies.take_back(connection, replaced)


_HEAD = """SELECT i.number, i.id, i.base, l.seq, l.chain_hash FROM incarnation i
    LEFT JOIN ledger l ON l.n = (SELECT max(n) FROM ledger) AND l.incarnation = i.number
    ORDER BY i.number DESC LIMIT 1"""
_CHAINED = "SELECT chain_hash FROM ledger WHERE n = ? AND incarnation = ?"


def _head(connection: Connection) -> tuple[int, int, Head]:
    """The present incarnation's number and base, and its last record."""
    number, id_, base, seq, chain = connection.execute(_HEAD).fetchone()
    return number, base, Head(id_, seq or 0, chain or GENESIS)
