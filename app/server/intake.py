"""Files the records of one batch, inside the transaction of its caller."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from app.server.counts import keeping
from app.server.judge import WITHHELD, Judged
from app.server.sql.port import Bulk, Connection, RacedError, Row
from app.sync.protocol import Batch, Status

MOVED = "moved"
"""The same record is filed at another place: the station was cloned or restored and placed it again."""

_PLACE = {
    "station": "TEXT", "incarnation": "TEXT", "seq": "WHOLE", "fact_hash": "BYTES", "chain_hash": "BYTES",
    "received_at": "TEXT",
}  # fmt: skip
RECORD = Bulk(
    "record",
    _PLACE | {
        "clock_offset_ms": "WHOLE", "id": "TEXT", "kind": "TEXT", "schema": "WHOLE", "at": "TEXT", "entered_at": "TEXT",
        "mono": "REAL", "boot": "TEXT", "operator": "TEXT", "post": "TEXT", "policy": "TEXT", "reference": "TEXT",
        "body": "TEXT", "salt": "BYTES", "content": "BYTES", "what": "TEXT",
    },
)  # fmt: skip
_ASIDE = Bulk("aside", _PLACE | {"why": "TEXT", "raw": "BYTES"})


class Held(NamedTuple):
    """What the centre has at one place. why: empty where the record itself is filed."""

    chain_hash: bytes
    why: str


class Placed(NamedTuple):
    """A record and the chain's hash at its place."""

    judged: Judged
    chain_hash: bytes


def held(connection: Connection, batch: Batch, first: int, last: int) -> dict[int, Held]:
    """What the centre has of the batch's incarnation, from `first` to `last`, by `seq`."""
    if first >= last:  # the usual case: the batch begins behind the head
        return {}
    place = (batch.station, batch.incarnation, first, min(last, first + len(batch.records)))
    rows = connection.rows(
        "SELECT seq, chain_hash, '' FROM record WHERE station = ? AND incarnation = ? AND seq BETWEEN ? AND ?"
        " UNION ALL SELECT seq, chain_hash, why FROM aside"
        " WHERE station = ? AND incarnation = ? AND seq BETWEEN ? AND ?",
        place + place,
    )
    return {seq: Held(chain_hash, why) for seq, chain_hash, why in rows}


class Filing:
    """One batch on its way into the tables. offset_ms: how far the centre's clock is ahead of the station's."""

    def __init__(self, connection: Connection, batch: Batch, received_at: datetime) -> None:
        sent_at = batch.sent_at if batch.sent_at.tzinfo else batch.sent_at.replace(tzinfo=UTC)
        self.offset_ms = round((received_at - sent_at).total_seconds() * 1000)
        self._connection = connection
        self._place = (batch.station, batch.incarnation)
        self._received_at = _text(received_at)

    def file(self, records: Sequence[Judged], chain: Sequence[bytes], there: Mapping[int, Held]) -> list[Status]:
        """Store what is new; the statuses of what was not plainly stored, by `seq`."""
        statuses: list[Status] = []
        new = list(map(Placed, records, chain))
        if there:  # hardly ever
            new, statuses = self._parted(new, there)
        asides = [(placed, placed.judged.why) for placed in new if placed.judged.content is None]
        asides += self._facts([placed for placed in new if placed.judged.content is not None])
        self._connection.insert(_ASIDE, [self._aside(placed, why) for placed, why in asides])
        statuses += [status for placed, why in asides for status in _aside(placed.judged.seq, why)]
        return sorted(statuses, key=lambda status: status.seq)

    def _parted(self, placed: Sequence[Placed], there: Mapping[int, Held]) -> tuple[list[Placed], list[Status]]:
        """What is not there yet, and the statuses of what is."""
        new: list[Placed] = []
        statuses: list[Status] = []
        for one in placed:
            seq, why = one.judged.seq, one.judged.why
            before = there.get(seq)
            if before and (before.why != WITHHELD or why == WITHHELD):
                statuses.append(_again(seq, before.why))
                continue
            if before:
                self._make_room(seq)
            new.append(one)
        return new, statuses

    def _facts(self, new: list[Placed]) -> list[tuple[Placed, str]]:
        """Insert records, whose unique keys decide what goes in. Returned is what does not, and why: its content has
        another place already (MOVED), or its id stands for another content (`id`)."""
        inserted = self._connection.insert(RECORD, [self.record(placed) for placed in new])
        if inserted == len(new):
            self._count(new)
            return []
        present = set(self._present(new[0].judged.seq, new[-1].judged.seq))
        self._count([placed for placed in new if placed.judged.seq in present])
        return [(placed, self._elsewhere(placed.judged)) for placed in new if placed.judged.seq not in present]

    def _count(self, filed: list[Placed]) -> None:
        contents = [placed.judged.content for placed in filed if placed.judged.content is not None]
        corrections = {content.fact.id: content.said.corrects for content in contents if content.said.corrects}
        places = [(one.fact.post, one.fact.kind, one.said.what, one.at[:13]) for one in contents]
        ids = [one.fact.id for one in contents]
        keeping.keep(self._connection, self._place[0], places, ids, corrections)

    def _present(self, first: int, last: int) -> Iterable[int]:
        rows = self._connection.rows(
            "SELECT seq FROM record WHERE station = ? AND incarnation = ? AND seq BETWEEN ? AND ?",
            (*self._place, first, last),
        )
        return (row[0] for row in rows)

    def _elsewhere(self, one: Judged) -> str:
        assert one.content is not None
        row = self._connection.row(
            "SELECT fact_hash FROM record WHERE station = ? AND id = ?", (self._place[0], one.content.fact.id)
        )
        if row is None:  # whoever had its place or its id is gone again
            raise RacedError
        return MOVED if row[0] == one.fact_hash else "id"

    def _make_room(self, seq: int) -> None:
        """The content that was withheld has come: its place is filed anew."""
        self._connection.execute(
            "DELETE FROM aside WHERE station = ? AND incarnation = ? AND seq = ?", (*self._place, seq)
        )

    def record(self, placed: Placed) -> Row:
        """The row of a record whose content is filed."""
        one, chain_hash = placed
        content = one.content
        assert content is not None
        fact = content.fact
        return (
            *self._place, one.seq, one.fact_hash, chain_hash, self._received_at, self.offset_ms, fact.id, fact.kind,
            fact.schema, content.at, content.entered_at, fact.mono, fact.boot, fact.operator, fact.post, fact.policy,
            fact.reference, content.body, fact.salt, fact.content, content.said.what,
        )  # fmt: skip

    def _aside(self, placed: Placed, why: str) -> Row:
        kept = why not in (WITHHELD, MOVED) and not self._lies_here(placed.judged)
        one, chain_hash = placed
        place = (*self._place, one.seq, one.fact_hash, chain_hash, self._received_at)
        return (*place, why, bytes(one.raw) if kept else None)

    def _lies_here(self, one: Judged) -> bool:
        """Whether the same content lies in quarantine already, from the place it was moved from."""
        rows = self._connection.rows(
            "SELECT raw FROM aside WHERE station = ? AND fact_hash = ? AND raw IS NOT NULL",
            (self._place[0], one.fact_hash),
        )
        own = _content(one.raw)
        return any(_content(row[0]) == own for row in rows)


class _Sent(msgspec.Struct):
    fact: msgspec.Raw = msgspec.Raw()


def _content(raw: bytes | msgspec.Raw) -> bytes:
    """The fact of a record as it was sent, without its place."""
    return bytes(msgspec.json.decode(raw, type=_Sent).fact)


def _again(seq: int, why: str) -> Status:
    quarantined = why not in ("", MOVED, WITHHELD)
    return Status(seq=seq, status="quarantined", why=why) if quarantined else Status(seq=seq, status="dup")


def _aside(seq: int, why: str) -> list[Status]:
    if why == WITHHELD:
        return []
    return [Status(seq=seq, status="dup") if why == MOVED else Status(seq=seq, status="quarantined", why=why)]


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
