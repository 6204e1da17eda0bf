"""The index of names of a whole list of people: sorted first, in runs that are kept packed in memory, and merged on
their way into the index, which so only grows at its end."""

from collections.abc import Generator, Iterable, Iterator

from app.store.database import Database
from app.store.reference.people import entries
from app.store.reference.staging import progress
from app.store.reference.staging.merging import Block, blocks, merged, packed, read
from app.store.reference.staging.progress import Staged
from app.store.reference.staging.stride import Stride

RUN = 20_000
"""People whose entries are sorted and packed together: some 30 MB, which leave 2 MB."""
SOME = 400
"""People whose entries are sorted at once: some milliseconds, in which no other thread moves."""
BLOCK = 500
"""Entries that are merged at a time, of each of the lists."""
SLICE = 5_000
"""Entries in one transaction at most."""

_INSERT = "INSERT OR IGNORE INTO person_term (base, term, person) VALUES (?, ?, ?)"
_PEOPLE = "SELECT n, terms, id_number FROM person WHERE n > ? AND born = ? ORDER BY n LIMIT ?"


def steps(database: Database, staged: Staged) -> Generator[int, None, Staged]:
    """Make it, as app.store.reference.staging.index does."""
    runs, last = [], staged.person
    while True:
        lists, last = yield from _lists(database, staged, last)
        if not lists:
            break
        runs.append((yield from _run(lists)))
    stride = Stride(SLICE)
    left: Block = []
    for block in merged([read(run) for run in runs]):
        left += block if block[0] > staged.merged else [entry for entry in block if entry > staged.merged]
        while len(left) >= stride.rows:
            staged, left = _entered(database, staged, stride, left)
            yield 0
    while left:
        staged, left = _entered(database, staged, stride, left)
        yield 0
    return staged


def _lists(database: Database, staged: Staged, last: int) -> Generator[int, None, tuple[list[Block], int]]:
    """The entries of one run, of the people behind the row `last`, in sorted lists; and the last row of these."""
    lists: list[Block] = []
    while len(lists) * SOME < RUN and (found := database.rows(_PEOPLE, (last, staged.generation, SOME))):
        lists.append(_sorted(found))
        last = found[-1][0]
        yield 0
    return lists, last


def _sorted(people: Iterable[tuple[int, str, str]]) -> Block:
    """An entry is one text, which is sorted several times as fast as a pair, and in the same order."""
    return sorted(f"{term}\0{n:015}" for n, words, id_number in people for term in entries(words, id_number))


def _run(lists: Iterable[Block]) -> Generator[int, None, list[bytes]]:
    run = []
    for block in merged([blocks(one, BLOCK) for one in lists]):
        run.append(packed(block))
        yield 0
    return run


def _entered(database: Database, staged: Staged, stride: Stride, left: Block) -> tuple[Staged, Block]:
    """Enter as many as may be at a time; how far it came, and the rest."""
    some, rest = left[: stride.rows], left[stride.rows :]
    rows = list(_rows(staged.generation, some))
    with stride.write(database, len(some)) as connection:
        progress.still(database, Staged, staged)
        connection.executemany(_INSERT, rows)
        return progress.moved(connection, staged, merged=some[-1]), rest


def _rows(base: int, some: Block) -> Iterator[tuple[int, str, int]]:
    for entry in some:
        term, _, n = entry.rpartition("\0")
        yield base, term, int(n)
