"""Whether the file itself is sound: every page as it was encrypted, every index as its table, the schema ours."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from app.i18n import tr
from app.store.cipher import Connection, Error
from app.store.database import Database
from app.store.proof.look import Look

_SCHEMA = """SELECT type || ' ' || name, sql FROM sqlite_master
    WHERE name NOT GLOB 'sqlite_*' AND NOT (type = 'view' AND name GLOB 'records_*')"""

CACHE = 131_072
"""Kibibytes, at most: for every row its place in the indexes by person is looked up, which have no order of the rows'.
With SQLite's own 2 MB the check of 5,000,000 records decrypts a page for each, and takes four times as long."""


class Pages:
    """`page_problems` in a thread of its own, since SQLite's checks leave Python alone: the rows are read meanwhile.
    Use as a context manager; what is not done when it is left is broken off."""

    def __init__(self, database: Database) -> None:
        self._look = Look(database)
        self._look.connection.execute(f"PRAGMA cache_size = -{CACHE}")
        self._thread = ThreadPoolExecutor(1)
        self._found = self._thread.submit(lambda: list(page_problems(self._look.connection)))

    def problems(self) -> list[str]:
        """Waits for them. Error where the database cannot be read."""
        return self._found.result()

    def __enter__(self) -> "Pages":
        return self

    def __exit__(self, *_: object) -> None:
        self._look.connection.interrupt()
        self._thread.shutdown()
        self._look.connection.close()


def page_problems(connection: Connection) -> Iterator[str]:
    """SQLCipher's check reads the file past SQLite's locks, so that a page which another process is just writing
    looks damaged: what is damaged still is at the second look. Nor does it know the WAL, which after a power cut
    has whole pages for those that were written by half: they are brought in before that look."""
    found = _lines(connection, "cipher_integrity_check")
    if found:
        connection.execute("COMMIT")  # inside a transaction nothing is brought in
        with suppress(Error):
            connection.execute("PRAGMA wal_checkpoint").fetchall()
        connection.execute("BEGIN")
        found &= _lines(connection, "cipher_integrity_check")
    for line in sorted(found or _lines(connection, "integrity_check")):
        if line != "ok":
            yield tr("数据库页面有损坏：{line}。", line=line)


def schema_problems(connection: Connection) -> Iterator[str]:
    """Tables, indexes and triggers that are not as this version makes them: without its triggers the database no
    longer refuses to change a record."""
    from app.store.migrations.steps import STEPS  # with sqlite-utils, which nothing else needs at a start
    from app.store.tables import Tables

    fresh = Tables(memory=True)
    STEPS.apply(fresh)
    expected = dict(fresh.execute(_SCHEMA).fetchall())
    fresh.close()
    found = dict(connection.execute(_SCHEMA).fetchall())
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            yield tr("数据库结构（{name}）被改动过。", name=name)


def _lines(connection: Connection, check: str) -> set[str]:
    return {str(line) for (line,) in connection.execute(f"PRAGMA {check}").fetchall()}
