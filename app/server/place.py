"""Whether a batch continues the chain the centre has, and the chain hashes of its records. Pure."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.server.judge import Judged
from app.server.refusals import RefusedError
from app.store.chain import GENESIS, link, whose
from app.sync.protocol import Batch


class Head(NamedTuple):
    """The last record of one incarnation that the centre has; `Head(0, GENESIS)` before the first."""

    seq: int
    hash: bytes


START = Head(0, GENESIS)


def follow(batch: Batch, records: Sequence[Judged], head: Head, held: Mapping[int, bytes]) -> list[bytes]:
    """The chain hash of each record, where the batch fits.

    held: the chain hashes the centre has, from the one before the batch on. RefusedError: `malformed` for an order
    with gaps, `gap` for a batch beyond the head, `fork` where the centre has something else, `hash` where the
    records do not lead to the batch's own head.
    """
    first = records[0].seq
    if [one.seq for one in records] != list(range(first, first + len(records))):
        raise RefusedError("malformed", "the records are not in sequence")
    if first > head.seq + 1:
        raise RefusedError("gap", seq=head.seq, hash=head.hash)
    prior = head.hash if first == head.seq + 1 else held.get(first - 1, GENESIS)
    if batch.before != prior:
        raise RefusedError("fork", seq=head.seq, hash=head.hash)
    chain = _chain(batch, records)
    if chain[-1] != batch.head:
        raise RefusedError("hash", "the records do not lead to the head")
    if any(one.seq <= head.seq and held.get(one.seq) != own for one, own in zip(records, chain, strict=True)):
        raise RefusedError("fork", seq=head.seq, hash=head.hash)
    return chain


def _chain(batch: Batch, records: Sequence[Judged]) -> list[bytes]:
    ours, last = whose(batch.station, batch.incarnation), batch.before
    return [last := link(last, ours, one.seq, one.fact_hash) for one in records]
