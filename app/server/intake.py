"""Files the records of one batch, inside the transaction of its caller."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from app.server.counts import keeping
from app.server.judge import WITHHELD, Judged
from app.server.sql.port import Bulk, Connection, Inserted, RacedError, Row
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


class Filed(NamedTuple):
    """records: whose content was filed now, by `seq`. statuses: of what was not plainly stored, by `seq`."""

    records: list[Judged]
    statuses: list[Status]


class Filing:
    """One batch on its way into the tables, piece by piece. offset_ms: how far the centre's clock is ahead of the
    station's."""

    def __init__(self, connection: Connection, batch: Batch, received_at: datetime) -> None:
        sent_at = batch.sent_at if batch.sent_at.tzinfo else batch.sent_at.replace(tzinfo=UTC)
        self.offset_ms = round((received_at - sent_at).total_seconds() * 1000)
        self._connection = connection
        self._place = (batch.station, batch.incarnation)
        self._received_at = _text(received_at)
        self._facts: list[Placed] = []
        self._inserted: list[Inserted] = []
        self._asides: list[tuple[Placed, str]] = []
        self._statuses: list[Status] = []

    def file(self, records: Sequence[Judged], chain: Sequence[bytes], there: Mapping[int, Held]) -> None:
        """Give a piece's records to the database, of which unique keys decide what goes in."""
        new: Iterable[Placed] = map(Placed, records, chain)
        if there:  # hardly ever
            new = self._parted(new, there)
        facts: list[Placed] = []
        for placed in new:
            if placed.judged.content is None:
                self._asides.append((placed, placed.judged.why))
            else:
                facts.append(placed)
        self._facts += facts
        self._inserted.append(self._connection.insert(RECORD, [self.record(placed) for placed in facts]))

    def end(self) -> Filed:
        """Count what went in, and put aside what did not: its content has another place already (MOVED), or its id
        stands for another content (`id`)."""
        filed = self._facts
        counted = _counted(filed)  # while the last piece goes in
        if sum(inserted() for inserted in self._inserted) != len(filed):
            present = set(self._present())
            filed = [placed for placed in self._facts if placed.judged.seq in present]
            counted = _counted(filed)
            self._asides += [
                (placed, self._elsewhere(placed.judged)) for placed in self._facts if placed.judged.seq not in present
            ]
        keeping.keep(self._connection, self._place[0], *counted)
        self._connection.insert(_ASIDE, [self._aside(placed, why) for placed, why in self._asides])
        self._statuses += [status for placed, why in self._asides for status in _aside(placed.judged.seq, why)]
        statuses = sorted(self._statuses, key=lambda status: status.seq)
        return Filed([placed.judged for placed in filed], statuses)

    def _parted(self, placed: Iterable[Placed], there: Mapping[int, Held]) -> Iterator[Placed]:
        """What is not there yet; what is becomes a status."""
        for one in placed:
            seq, why = one.judged.seq, one.judged.why
            before = there.get(seq)
            if before and (before.why != WITHHELD or why == WITHHELD):
                self._statuses.append(_again(seq, before.why))
                continue
            if before:
                self._make_room(seq)
            yield one

    def _present(self) -> Iterable[int]:
        first, last = self._facts[0].judged.seq, self._facts[-1].judged.seq
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


def _counted(filed: Sequence[Placed]) -> tuple[list[keeping.Beginning], list[str], dict[str, str]]:
    """Where each record counts, its id, and which names which other one, as app.server.counts.keeping takes them."""
    contents = [placed.judged.content for placed in filed if placed.judged.content is not None]
    places = [(one.fact.post, one.fact.kind, one.said.what, one.at[:13]) for one in contents]
    corrections = {one.fact.id: one.said.corrects for one in contents if one.said.corrects}
    return places, [one.fact.id for one in contents], corrections


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
