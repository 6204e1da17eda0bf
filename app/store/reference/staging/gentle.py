"""A thread's connection set so that much can be written through it, and a lane does not feel it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.store.cipher import Connection
from app.store.database import Database
from app.store.faults import told

LOG = 600
"""Pages of SQLite's log from which on they are moved into the database. From 1,000 on the next one to commit would do
it, and that may be a lane."""
_BY_ITSELF = 1_000
"""Pages of the log from which on a commit moves them, unless it is told otherwise: SQLite's own default."""


@contextmanager
def gentle(database: Database) -> Iterator[Callable[[], None]]:
    """Until the block is left this thread's commits do not wait for the disk: after a power failure the last of them
    may be missing, as if they had never been. A record of a lane that came after them is on the disk with them.

    Yields what moves the log into the database; for between two transactions, where nobody is kept from writing by it.
    """
    connection = database.connection
    _set(connection, "NORMAL", 0)
    try:
        yield lambda: _moved(database)
    finally:
        _set(connection, "FULL", _BY_ITSELF)


def _set(connection: Connection, synchronous: str, log: int) -> None:
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {log}")


def _moved(database: Database) -> None:
    with told(database.path):
        _, pages, moved = database.connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
        if pages - moved >= LOG:
            database.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
