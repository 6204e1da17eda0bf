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


class Way:
    """A batch's way along the chain the centre has of its incarnation.

    held: the chain hashes the centre has, from the one before the batch on. RefusedError, from any step: `malformed`
    for an order with gaps, `gap` for a batch beyond the head, `fork` where the centre has something else, `hash` where
    the records do not lead to the batch's own head.
    """

    def __init__(self, batch: Batch, first: int, head: Head, held: Mapping[int, bytes]) -> None:
        if first > head.seq + 1:
            raise RefusedError("gap", seq=head.seq, hash=head.hash)
        prior = head.hash if first == head.seq + 1 else held.get(first - 1, GENESIS)
        if batch.before != prior:
            raise RefusedError("fork", seq=head.seq, hash=head.hash)
        self._ours, self._aim = whose(batch.station, batch.incarnation), batch.head
        self._head, self._held = head, held
        self._seq, self._last = first - 1, batch.before
        self._forked = False

    def along(self, records: Sequence[Judged]) -> list[bytes]:
        """The chain hashes of the next records."""
        chain = []
        for one in records:
            self._seq += 1
            if one.seq != self._seq:
                raise RefusedError("malformed", "the records are not in sequence")
            self._last = link(self._last, self._ours, one.seq, one.fact_hash)
            chain.append(self._last)
            if one.seq <= self._head.seq and self._held.get(one.seq) != self._last:
                self._forked = True  # unless the batch was damaged on its way, which shows at its end
        return chain

    def arrived(self) -> int:
        """The seq of the last record, where all of them led to the batch's head."""
        if self._last != self._aim:
            raise RefusedError("hash", "the records do not lead to the head")
        if self._forked:
            raise RefusedError("fork", seq=self._head.seq, hash=self._head.hash)
        return self._seq
