"""The index of names of what is staged, made before anybody looks things up in it.

Few people are entered one by one. A whole list is sorted first, in runs that are kept packed in memory and merged on
their way into the index, which so only grows at its end: entered person by person, nearly every page of it would be
written again with every page of the download.
"""

import heapq
import zlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import dropwhile, islice

import msgspec

from app.store.cipher import Connection
from app.store.database import Database
from app.store.reference.people import entries
from app.store.reference.staging import progress
from app.store.reference.staging.progress import Staged

Entry = tuple[str, int]
RUN = 20_000
"""People sorted at a time: some 50 MB, which leave 2 MB packed."""
BLOCK = 2_000
"""Entries that are unpacked at a time, of every run."""
SLICE = 5_000
"""Entries in one transaction: some 10 ms."""
FEW = 40
"""People of a delta in one transaction: their entries lie all over the index."""

_INSERT = "INSERT OR IGNORE INTO person_term (base, term, person) VALUES (?, ?, ?)"
_SOME = "SELECT n, terms, id_number FROM person WHERE n > ? AND born = ? ORDER BY n LIMIT ?"
_BEHIND = """SELECT term, person FROM person_term WHERE base = ? AND (term, person) > (?, ?)
    ORDER BY term, person LIMIT 1 OFFSET ?"""
_LAST = "SELECT term, person FROM person_term WHERE base = ? ORDER BY term DESC, person DESC LIMIT 1"
_unpacked = msgspec.msgpack.Decoder(list[Entry])


def steps(database: Database, staged: Staged, *, fresh: bool) -> Generator[int, None, Staged]:
    """Make it, in short steps; goes on where it was. fresh: the list of people begins with nothing. Returns how far it
    came; OvertakenError where somebody else has gone on."""
    return (yield from _whole(database, staged) if fresh else _few(database, staged))


def _whole(database: Database, staged: Staged) -> Generator[int, None, Staged]:
    runs, last = [], staged.person
    while found := database.rows(_SOME, (last, staged.generation, RUN)):
        runs.append(list(_packed(_sorted(found))))
        last = found[-1][0]
        yield 0
    done = staged.merged or ("", 0)
    ordered = dropwhile(lambda entry: entry <= done, heapq.merge(*map(_read, runs)))
    while some := list(islice(ordered, SLICE)):
        with database.write() as connection:
            progress.still(database, Staged, staged)
            connection.executemany(_INSERT, [(staged.generation, *entry) for entry in some])
            staged = _at(connection, staged, merged=some[-1])
        yield 0
    return staged


def _packed(ordered: Sequence[Entry]) -> Iterator[bytes]:
    for start in range(0, len(ordered), BLOCK):
        yield zlib.compress(msgspec.msgpack.encode(ordered[start : start + BLOCK]), 1)


def _read(run: Iterable[bytes]) -> Iterator[Entry]:
    for block in run:
        yield from _unpacked.decode(zlib.decompress(block))


def _few(database: Database, staged: Staged) -> Generator[int, None, Staged]:
    base = database.rows("SELECT coalesce((SELECT base FROM generation WHERE section = 'person'), 0)")[0][0]
    while found := database.rows(_SOME, (staged.indexed, staged.generation, FEW)):
        with database.write() as connection:
            progress.still(database, Staged, staged)
            connection.executemany(_INSERT, [(base, *entry) for entry in _sorted(found)])
            staged = _at(connection, staged, indexed=found[-1][0])
        yield 0
    return staged


def removed(database: Database, base: int) -> Iterator[int]:
    """Take away all entries of a base, in short steps."""
    while until := _behind(database, base, ("", 0), SLICE):
        with database.write() as connection:
            connection.execute(
                "DELETE FROM person_term WHERE base = ? AND (term, person) <= (?, ?)", (base, *until)
            )  # fmt: skip
        yield 0


def _behind(database: Database, base: int, after: tuple[str, int], many: int) -> tuple[str, int] | None:
    """The entry that lies `many` behind `after`, or the last; None where `after` is the last."""
    rows = database.rows(_BEHIND, (base, *after, many)) or database.rows(_LAST, (base,))
    return (rows[0][0], rows[0][1]) if rows and (rows[0][0], rows[0][1]) > after else None


def _sorted(found: Sequence[tuple[int, str, str]]) -> list[tuple[str, int]]:
    return sorted((term, n) for n, words, id_number in found for term in entries(words, id_number))


def _at(connection: Connection, staged: Staged, **now: object) -> Staged:
    moved = msgspec.structs.replace(staged, **now)
    progress.save(connection, moved)
    return moved
