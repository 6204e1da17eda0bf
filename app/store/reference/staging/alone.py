"""One download at a time in one database, whichever thread or process runs it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.store.cipher import dbapi2
from app.store.faults import Locked, told

PATIENCE = 2.0
"""Seconds to wait for another one: less than a thread that is to end is given."""


@contextmanager
def alone(database: Path) -> Iterator[bool]:
    """Yields whether nobody else is at it, and keeps others out until the block is left.

    The lock is SQLite's own, on an empty file beside the database: the same on every system, and gone with its process.
    """
    path = database.with_suffix(".download")
    with told(path):
        lock = dbapi2.connect(str(path), isolation_level=None, timeout=PATIENCE)
    with closing(lock):
        yield _taken(lock, path)


def _taken(lock: dbapi2.Connection, path: Path) -> bool:
    try:
        with told(path):
            lock.execute("BEGIN EXCLUSIVE")
    except Locked:
        return False
    return True
