"""Sorted lists that are merged into one, block by block; in memory they can be kept packed."""

import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator

import msgspec

Block = list[str]
"""Some entries in order."""
_decoder = msgspec.msgpack.Decoder(Block)


def blocks(ordered: Block, many: int) -> Iterator[Block]:
    """A sorted list in blocks."""
    for start in range(0, len(ordered), many):
        yield ordered[start : start + many]


def packed(block: Block) -> bytes:
    """A block as it is kept: a tenth of the room."""
    return zlib.compress(msgspec.msgpack.encode(block), 1)


def read(run: Iterable[bytes]) -> Iterator[Block]:
    """The blocks again, each unpacked when it is needed."""
    for block in run:
        yield _decoder.decode(zlib.decompress(block))


def merged(runs: Iterable[Iterator[Block]]) -> Iterator[Block]:
    """All entries of all runs in order, in blocks of any size.

    Everything up to the first end of a block is known to be there, and is put in order by one sort, which for sorted
    lists end to end is a merge (Peters, listsort.txt): several times as fast as heapq.merge.
    """
    ahead = [(block, run) for run in runs if (block := next(run, []))]
    while ahead:
        until = min(block[-1] for block, _ in ahead)
        ready: Block = []
        for at, (block, run) in enumerate(ahead):
            here = bisect_right(block, until)
            ready += block[:here]
            ahead[at] = (block[here:] if here < len(block) else next(run, []), run)
        ahead = [(block, run) for block, run in ahead if block]
        ready.sort()
        yield ready
