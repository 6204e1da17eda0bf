"""Giving the disk back what was forgotten: free pages leave the file a few at a time, and the log is emptied, which
still holds pages as they were before."""

from collections.abc import Iterator

from app.store.database import Database

PAGES = 64
"""Pages in one step: a quarter of a megabyte, some milliseconds."""


def give_back(database: Database) -> Iterator[int]:
    """Does the work while it is gone through; after every step, how many free pages are left."""
    left = _free(database)
    while left:
        before = left
        with database.write():
            database.rows(f"PRAGMA incremental_vacuum({PAGES})")
        left = _free(database)
        yield left
        if left >= before:
            break
    database.rows("PRAGMA wal_checkpoint(TRUNCATE)")


def _free(database: Database) -> int:
    return int(database.rows("PRAGMA freelist_count")[0][0])
