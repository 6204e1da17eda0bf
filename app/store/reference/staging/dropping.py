"""Clears away a download that is of no use: what it wrote goes, and what it would have replaced stays in use."""

from collections.abc import Iterator

from app.store.database import Database
from app.store.migrations.generations import NEVER
from app.store.reference.people import entries
from app.store.reference.sections import CURRENT
from app.store.reference.staging import index, progress
from app.store.reference.staging.clearing import SOME, delete
from app.store.reference.staging.progress import Staged
from app.store.reference.staging.stride import Stride

_BASE = "coalesce((SELECT base FROM generation WHERE section = 'person'), 0)"
_PEOPLE = "SELECT n, terms, id_number FROM person WHERE n > ? AND born = ? LIMIT ?"
_ROWS = "SELECT n FROM reference WHERE n > ? AND born = ? LIMIT ?"
_FORGET_TERM = f"DELETE FROM person_term WHERE base = {_BASE} AND term = ? AND person = ?"  # noqa: S608 - constants


def steps(database: Database, staged: Staged) -> Iterator[int]:
    """Clear it away, in short steps; goes on where it was. OvertakenError where somebody else has gone on."""
    if staged.generation > database.rows(f"SELECT {CURRENT}")[0][0]:  # never what is in use
        yield from _cleared(database, staged)
    with database.write() as connection:
        progress.still(database, Staged, staged)
        progress.drop(connection, Staged)


def _cleared(database: Database, staged: Staged) -> Iterator[int]:
    for table in ("person", "reference"):
        yield from _revived(database, table, staged)
    stride = Stride(index.FEW)
    while people := database.rows(_PEOPLE, (staged.person, staged.generation, stride.rows)):
        gone = sorted((term, n) for n, words, id_number in people for term in entries(words, id_number))
        with stride.write(database, len(people)) as connection:
            progress.still(database, Staged, staged)
            connection.executemany(_FORGET_TERM, gone)
            delete(connection, "person", [row[0] for row in people])
        yield 0
    stride = Stride(SOME)
    while rows := database.rows(_ROWS, (staged.row, staged.generation, stride.rows)):
        with stride.write(database, len(rows)) as connection:
            progress.still(database, Staged, staged)
            delete(connection, "reference", [row[0] for row in rows])
        yield 0
    for step in index.removed(database, staged.generation):
        yield step
        progress.still(database, Staged, staged)


def _revived(database: Database, table: str, staged: Staged) -> Iterator[int]:
    sql = f"SELECT n FROM {table} WHERE died = ? LIMIT ?"  # noqa: S608 - two names
    back = f"UPDATE {table} SET died = {NEVER} WHERE n = ?"  # noqa: S608 - two names
    stride = Stride(SOME)
    while found := database.rows(sql, (staged.generation, stride.rows)):
        with stride.write(database, len(found)) as connection:
            progress.still(database, Staged, staged)
            connection.executemany(back, found)
        yield 0
