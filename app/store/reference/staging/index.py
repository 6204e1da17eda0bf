"""The index of names of what is staged, made before anybody looks things up in it.

Few people are entered one by one. A whole list is sorted first, and where it is longer than fits, in runs that are then
merged: entered person by person it would rewrite nearly every page of the index with every page of the download.
"""

from collections.abc import Iterator, Sequence
from itertools import count

import msgspec

from app.store.database import Database
from app.store.reference.people import entries
from app.store.reference.staging import progress
from app.store.reference.staging.progress import Staged

RUN = 20_000
"""People sorted at a time: some 50 MB."""
SLICE = 5_000
"""Entries in one transaction: some 10 ms."""
FEW = 40
"""People of a delta in one transaction: their entries lie all over the index."""

_INSERT = "INSERT OR IGNORE INTO person_term (base, term, person) VALUES (?, ?, ?)"
_SOME = "SELECT n, terms, id_number FROM person WHERE n > ? AND born = ? ORDER BY n LIMIT ?"
_BEHIND = """SELECT term, person FROM person_term WHERE base = ? AND (term, person) > (?, ?)
    ORDER BY term, person LIMIT 1 OFFSET ?"""
_LAST = "SELECT term, person FROM person_term WHERE base = ? ORDER BY term DESC, person DESC LIMIT 1"
_MERGE = """INSERT OR IGNORE INTO person_term (base, term, person)
    SELECT ?, entry.term, entry.person FROM json_each(?) AS run CROSS JOIN person_term AS entry
    ON entry.base = run.value AND (entry.term, entry.person) > (?, ?) AND (entry.term, entry.person) <= (?, ?)
    ORDER BY entry.term, entry.person"""


def steps(database: Database, staged: Staged, *, fresh: bool) -> Iterator[int]:
    """Make it, in short steps; goes on where it was. fresh: the list of people begins with nothing."""
    if not fresh:
        yield from _few(database, staged)
        return
    runs = -(-staged.counts.get("person", 0) // RUN)
    if staged.merged is None:
        for run in count(staged.runs + 1):
            found = database.rows(_SOME, (staged.indexed, staged.generation, RUN))
            if not found:
                break
            yield from _run(database, found, -run if runs > 1 else staged.generation)
            staged = _at(database, staged, indexed=found[-1][0], runs=run)
    if runs > 1:
        yield from _merged(database, staged)


def _few(database: Database, staged: Staged) -> Iterator[int]:
    base = database.rows("SELECT coalesce((SELECT base FROM generation WHERE section = 'person'), 0)")[0][0]
    while found := database.rows(_SOME, (staged.indexed, staged.generation, FEW)):
        with database.write() as connection:
            connection.executemany(_INSERT, [(base, *entry) for entry in _sorted(found)])
            staged = _at(database, staged, indexed=found[-1][0])
        yield 0


def _run(database: Database, found: Sequence[tuple[int, str, str]], base: int) -> Iterator[int]:
    ordered = _sorted(found)
    for start in range(0, len(ordered), SLICE):
        with database.write() as connection:
            connection.executemany(_INSERT, [(base, *entry) for entry in ordered[start : start + SLICE]])
        yield 0


def _merged(database: Database, staged: Staged) -> Iterator[int]:
    """Slice by slice in the order of the terms; then the runs are not needed any more."""
    runs = [-run for run in range(1, staged.runs + 1)]
    while (until := _until(database, runs, staged.merged or ("", 0))) is not None:
        with database.write() as connection:
            values = (staged.generation, msgspec.json.encode(runs).decode(), *(staged.merged or ("", 0)), *until)
            connection.execute(_MERGE, values)
            staged = _at(database, staged, merged=until)
        yield 0
    for run in runs:
        yield from removed(database, run)


def removed(database: Database, base: int) -> Iterator[int]:
    """Take away all entries of a base, in short steps."""
    while until := _behind(database, base, ("", 0), SLICE):
        with database.write() as connection:
            connection.execute(
                "DELETE FROM person_term WHERE base = ? AND (term, person) <= (?, ?)", (base, *until)
            )  # fmt: skip
        yield 0


def _until(database: Database, runs: Sequence[int], after: tuple[str, int]) -> tuple[str, int] | None:
    """How far the next slice goes: no run has more than its part of it behind `after`. None: nothing is left."""
    each = max(SLICE // len(runs), 1)
    ends = [end for run in runs if (end := _behind(database, run, after, each))]
    return min(ends) if ends else None


def _behind(database: Database, base: int, after: tuple[str, int], many: int) -> tuple[str, int] | None:
    """The entry that lies `many` behind `after`, or the last; None where `after` is the last."""
    rows = database.rows(_BEHIND, (base, *after, many)) or database.rows(_LAST, (base,))
    return (rows[0][0], rows[0][1]) if rows and (rows[0][0], rows[0][1]) > after else None


def _sorted(found: Sequence[tuple[int, str, str]]) -> list[tuple[str, int]]:
    return sorted((term, n) for n, words, id_number in found for term in entries(words, id_number))


def _at(database: Database, staged: Staged, **now: object) -> Staged:
    moved = msgspec.structs.replace(staged, **now)
    with database.write() as connection:
        progress.save(connection, moved)
    return moved
