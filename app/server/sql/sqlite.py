"""The embedded engine: SQLite, encrypted, one file in the home; one transaction writes at a time."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app.server.sql.port import Bulk, Inserted, RacedError, Row, T
from app.store import cipher
from app.store.database import BUSY, Database
from app.store.faults import cannot_open, told

_TYPES = {"BYTES": "BLOB", "WHOLE": "INTEGER"}
_WORD = re.compile(rf"\b({'|'.join(_TYPES)})\b")
_TRIES = 10


class SqliteEngine:
    """`Engine` over one file. Several processes may have it open."""

    kind = "sqlite"
    piece = 500  # it takes rows in the thread that gives them

    def __init__(self, path: Path, key: bytes) -> None:
        try:
            path.touch(mode=0o600, exist_ok=True)
        except OSError as error:
            raise cannot_open(path) from error
        self.name = str(path)
        self._database = Database(path, key, BUSY)

    def write(self, work: Callable[["SqliteConnection"], T]) -> T:
        """See Engine. The write lock is held from the beginning."""
        for left in reversed(range(_TRIES)):
            try:
                with self._database.write() as connection:
                    return work(SqliteConnection(connection))
            except RacedError:
                if not left:
                    raise
        raise AssertionError("unreachable")

    def read(self, work: Callable[["SqliteConnection"], T]) -> T:
        """See Engine."""
        with told(self._database.path), self._database.read() as connection:
            return work(SqliteConnection(connection))

    def close(self) -> None:
        """See Engine."""
        self._database.close()


class SqliteConnection:
    """`Connection` over SQLite's own."""

    def __init__(self, connection: cipher.Connection) -> None:
        self._connection = connection

    def execute(self, sql: str, values: Sequence[Any] = ()) -> int:
        """See Connection."""
        return int(self._connection.execute(sql, values).rowcount)

    def put(self, sql: str, values: Sequence[Any] = ()) -> None:
        """See Connection."""
        self._connection.execute(sql, values)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """See Connection."""
        found: list[Row] = self._connection.execute(sql, values).fetchall()
        return found

    def row(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """See Connection."""
        found: Row | None = self._connection.execute(sql, values).fetchone()
        return found

    def insert(self, bulk: Bulk, rows: Sequence[Row]) -> Inserted:
        """See Connection."""
        if not rows:
            return lambda: 0
        marks = ", ".join("?" * len(bulk.columns))
        sql = f"{bulk.into} VALUES ({marks}) {bulk.otherwise}"
        inserted = int(self._connection.executemany(sql, sorted(rows)).rowcount)
        return lambda: inserted

    def define(self, statement: str) -> None:
        """See Connection."""
        translated = _WORD.sub(lambda word: _TYPES[word[0]], statement)
        strict = " STRICT" if translated.lstrip().startswith("CREATE TABLE") else ""
        self._connection.execute(translated + strict)
