"""The index of names of what is staged, made before anybody looks things up in it.

Few people are entered one by one. Were a whole list entered so, nearly every page of the index would be written again
with every page of the download.
"""

from collections.abc import Generator, Iterator

from app.store.database import Database
from app.store.reference.people import entries
from app.store.reference.staging import progress, whole
from app.store.reference.staging.progress import Staged
from app.store.reference.staging.stride import Stride

SLICE = 5_000
"""Entries that are taken away in one transaction at most."""
FEW = 40
"""People of a delta in one transaction at most: their entries lie all over the index."""

_INSERT = "INSERT OR IGNORE INTO person_term (base, term, person) VALUES (?, ?, ?)"
_SOME = "SELECT n, terms, id_number FROM person WHERE n > ? AND born = ? ORDER BY n LIMIT ?"
_BEHIND = """SELECT term, person FROM person_term WHERE base = ? AND (term, person) > (?, ?)
    ORDER BY term, person LIMIT 1 OFFSET ?"""
_LAST = "SELECT term, person FROM person_term WHERE base = ? ORDER BY term DESC, person DESC LIMIT 1"


def steps(database: Database, staged: Staged, *, fresh: bool) -> Generator[int, None, Staged]:
    """Make it, in short steps; goes on where it was. fresh: the list of people begins with nothing. Returns how far it
    came; OvertakenError where somebody else has gone on."""
    return (yield from whole.steps(database, staged) if fresh else _few(database, staged))


def _few(database: Database, staged: Staged) -> Generator[int, None, Staged]:
    base = database.rows("SELECT coalesce((SELECT base FROM generation WHERE section = 'person'), 0)")[0][0]
    stride = Stride(FEW)
    while found := database.rows(_SOME, (staged.indexed, staged.generation, stride.rows)):
        rows = sorted((base, term, n) for n, words, id_number in found for term in entries(words, id_number))
        with stride.write(database, len(found)) as connection:
            progress.still(database, Staged, staged)
            connection.executemany(_INSERT, rows)
            staged = progress.moved(connection, staged, indexed=found[-1][0])
        yield 0
    return staged


def removed(database: Database, base: int) -> Iterator[int]:
    """Take away all entries of a base, in short steps."""
    stride = Stride(SLICE)
    while until := _behind(database, base, stride.rows):
        with stride.write(database, stride.rows) as connection:
            connection.execute("DELETE FROM person_term WHERE base = ? AND (term, person) <= (?, ?)", (base, *until))
        yield 0


def _behind(database: Database, base: int, many: int) -> tuple[str, int] | None:
    """The entry before which lie `many` others, or the last; None where there are none."""
    rows = database.rows(_BEHIND, (base, "", 0, many)) or database.rows(_LAST, (base,))
    return (rows[0][0], rows[0][1]) if rows else None
