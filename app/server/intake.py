"""Files the records of one batch, inside the transaction of its caller."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec

from app.server.judge import WITHHELD, Judged
from app.store.cipher import Connection
from app.store.fact import Fact
from app.sync.protocol import Batch, Status

MOVED = "moved"
"""The same record is filed at another place: the station was cloned or restored and placed it again."""

_RECORD = (
    "INSERT INTO record (station, incarnation, seq, fact_hash, chain_hash, received_at, clock_offset_ms, id, kind,"
    " schema, at, entered_at, mono, boot, operator, post, policy, reference, body, salt)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ASIDE = (
    "INSERT INTO aside (station, incarnation, seq, fact_hash, chain_hash, received_at, why, raw)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


class Held(NamedTuple):
    """What the centre has at one place. why: empty where the record itself is filed."""

    chain_hash: bytes
    why: str


def held(connection: Connection, batch: Batch, first: int, last: int) -> dict[int, Held]:
    """What the centre has of the batch's incarnation, from `first` to `last`, by `seq`."""
    if first >= last:  # the usual case: the batch begins behind the head
        return {}
    place = (batch.station, batch.incarnation, first, min(last, first + len(batch.records)))
    rows = connection.execute(
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
        """Store what is new, in order; the statuses of what was not plainly stored."""
        ids = self._known([one.fact.id for one in records if one.fact])
        statuses: list[Status] = []
        rows: list[tuple[Any, ...]] = []
        asides: list[tuple[Any, ...]] = []
        for one, chain_hash in zip(records, chain, strict=True):
            before = there.get(one.seq)
            if before and (before.why != WITHHELD or one.why == WITHHELD):
                statuses.append(_again(one.seq, before.why))
                continue
            if before:
                self._make_room(one.seq)
            why = one.why or self._elsewhere(one, ids)
            head = (*self._place, one.seq, one.fact_hash, chain_hash, self._received_at)
            if why or one.fact is None:
                asides.append((*head, why, None if why in (WITHHELD, MOVED) else one.raw))
                statuses += _aside(one.seq, why)
            else:
                ids[one.fact.id] = one.fact_hash
                rows.append((*head, self.offset_ms, *_columns(one.fact)))
        self._connection.executemany(_RECORD, rows)
        self._connection.executemany(_ASIDE, asides)
        return statuses

    def _known(self, ids: list[str]) -> dict[str, bytes]:
        """The fact hashes of those ids that this station has filed already, wherever."""
        rows = self._connection.execute(
            "SELECT id, fact_hash FROM record WHERE station = ? AND id IN (SELECT value FROM json_each(?))",
            (self._place[0], json.dumps(ids)),
        )
        return dict(rows.fetchall())

    def _elsewhere(self, one: Judged, ids: Mapping[str, bytes]) -> str:
        other = ids.get(one.fact.id) if one.fact else None
        if other is None:
            return ""
        return MOVED if other == one.fact_hash else "id"

    def _make_room(self, seq: int) -> None:
        """The content that was withheld has come: its place is filed anew."""
        self._connection.execute(
            "DELETE FROM aside WHERE station = ? AND incarnation = ? AND seq = ?", (*self._place, seq)
        )


def _again(seq: int, why: str) -> Status:
    quarantined = why not in ("", MOVED, WITHHELD)
    return Status(seq=seq, status="quarantined", why=why) if quarantined else Status(seq=seq, status="dup")


def _aside(seq: int, why: str) -> list[Status]:
    if why == WITHHELD:
        return []
    return [Status(seq=seq, status="dup") if why == MOVED else Status(seq=seq, status="quarantined", why=why)]


def _columns(fact: Fact) -> tuple[Any, ...]:
    body = None if fact.body is None else msgspec.json.encode(fact.body).decode()
    return (
        fact.id, fact.kind, fact.schema, _text(fact.at), _text(fact.entered_at),
        fact.mono, fact.boot, fact.operator, fact.post, fact.policy, fact.reference, body, fact.salt,
    )  # fmt: skip


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
