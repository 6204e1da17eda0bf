"""Makes a batch of ledger entries. Pure but for the batch's id, which the caller gives."""

from collections.abc import Collection
from datetime import datetime
from itertools import takewhile

import msgspec

from app.store.fact import Entry
from app.sync.protocol import Batch, Record


def run_of(entries: list[Entry]) -> list[Entry]:
    """The entries from the front that can travel in one batch: one incarnation, without gaps."""
    if not entries:
        return []
    first = entries[0]
    return [
        entry for _, entry in takewhile(
            lambda one: one[1].incarnation == first.incarnation and one[1].seq == first.seq + one[0], enumerate(entries)
        )
    ]  # fmt: skip


def batch_of(
    entries: list[Entry], *, id: str, before: bytes, sent_at: datetime, held_back: Collection[str] = ()  # noqa: A002
) -> Batch:  # fmt: skip
    """A batch of a run of entries; of what is held back only the hash goes."""
    records = [
        Record(seq=entry.seq, hash=entry.fact_hash, fact=None if entry.fact.id in held_back else entry.fact)
        for entry in entries
    ]
    return Batch(
        id=id, station=entries[0].station, incarnation=entries[0].incarnation, before=before,
        head=entries[-1].chain_hash, sent_at=sent_at,
        records=[msgspec.Raw(msgspec.json.encode(record)) for record in records],
    )  # fmt: skip
