"""The engine for a campus and beyond: PostgreSQL through psycopg 3.

A transaction is one pipeline: statements go out one behind the other, and only a question waits for its answer. So
BEGIN and COMMIT cost no way of their own, and while the server inserts rows the next are made.

Transactions are READ COMMITTED, and those that must come one by one begin with an UPDATE of the row they stand behind.
Whatever a server reports as a lost race is run again, so that a distributed PostgreSQL, which reports more of them,
serves as well.
"""

import random
import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from app.errors import WrongUse
from app.i18n import tr
from app.server.sql.arrays import Array, ArrayDumper
from app.server.sql.faults import OLDEST, explained, too_old
from app.server.sql.otherwise import otherwise
from app.server.sql.pool import Pool
from app.server.sql.port import Bulk, Inserted, RacedError, Row, T
from app.server.sql.texts import TextDumper, TextLoader

_TYPES = {"TEXT": 'text COLLATE "C"', "BYTES": "bytea", "WHOLE": "bigint", "REAL": "float8"}
_WORD = re.compile(rf"\b({'|'.join(_TYPES)})\b")
_RACED = frozenset({"40001", "40P01", "23505", "42P07", "42701", "42710"})
"""Serialization failure and deadlock; a key, table or column that somebody else has just made."""
_TRIES = 10
_SETTINGS: dict[str, Any] = {"connect_timeout": 5, "application_name": "gatepost", "client_encoding": "UTF8"}
_OPTIONS = "-c lock_timeout=10s -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s"


class PostgresEngine:
    """`Engine` over the database of a URL (postgresql://user@host:port/name), as libpq reads it.

    A password is best left out of it: libpq takes it from PGPASSWORD or ~/.pgpass.
    """

    kind = "postgresql"
    piece = 125

    def __init__(self, url: str) -> None:
        try:
            given = conninfo_to_dict(url)
        except psycopg.ProgrammingError:  # whose words may quote the password
            raise WrongUse(tr("数据库地址应写成 postgresql://用户@主机:5432/数据库 的样子。")) from None
        options = f"{_OPTIONS} {given.pop('options', '')}".strip()
        self._target = make_conninfo(**(_SETTINGS | given), options=options)
        self.name, self._user = _named(given), str(given.get("user", ""))
        self._pool = Pool(self._connected)
        self.read(lambda _connection: None)

    def write(self, work: Callable[["PostgresConnection"], T]) -> T:
        """See Engine."""
        return self._run("BEGIN", work)

    def read(self, work: Callable[["PostgresConnection"], T]) -> T:
        """See Engine."""
        return self._run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", work)

    def close(self) -> None:
        """See Engine."""
        self._pool.close()

    def _run(self, begin: str, work: Callable[["PostgresConnection"], T]) -> T:
        for tried in range(_TRIES):
            try:
                return self._once(begin, work)
            except (RacedError, psycopg.Error) as error:
                if isinstance(error, psycopg.Error) and error.sqlstate not in _RACED:
                    raise explained(error, self.name, self._user) or error from error
                if tried == _TRIES - 1:
                    raise
            time.sleep(random.uniform(0, 0.002 * 2**tried))  # noqa: S311 - jitter, so that both do not race again
        raise AssertionError("unreachable")

    def _once(self, begin: str, work: Callable[["PostgresConnection"], T]) -> T:
        connection = self._pool.lent()
        try:
            with otherwise(partial(_undo, connection)):
                with connection.pipeline() as pipeline, otherwise(partial(_skip, pipeline)):
                    connection.execute(begin)
                    done = work(PostgresConnection(connection, pipeline))
                    connection.execute("COMMIT")
                return done
        finally:
            self._pool.back(connection)

    def _connected(self) -> psycopg.Connection:
        connection = psycopg.connect(self._target, autocommit=True)
        version = connection.info.server_version
        if version < OLDEST * 10_000:
            connection.close()
            raise too_old(self.name, version)
        connection.adapters.register_dumper(str, TextDumper)
        connection.adapters.register_dumper(Array, ArrayDumper)
        connection.adapters.register_loader("text", TextLoader)
        return connection


class PostgresConnection:
    """`Connection` over psycopg's own."""

    def __init__(self, connection: psycopg.Connection, pipeline: psycopg.Pipeline) -> None:
        self._connection = connection
        self._pipeline = pipeline

    def execute(self, sql: str, values: Sequence[Any] = ()) -> int:
        """See Connection."""
        return self._counted(self._connection.execute(_marked(sql), values))

    def put(self, sql: str, values: Sequence[Any] = ()) -> None:
        """See Connection."""
        self._connection.execute(_marked(sql), values)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """See Connection."""
        return self._connection.execute(_marked(sql), values).fetchall()

    def row(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """See Connection."""
        return self._connection.execute(_marked(sql), values).fetchone()

    def insert(self, bulk: Bulk, rows: Sequence[Row]) -> Inserted:
        """See Connection. One statement over an array for every column: faster than one JSON text, than COPY into a
        table of its own, and than many VALUES."""
        if not rows:
            return lambda: 0
        columns = zip(*sorted(rows), strict=True)
        arrays = [Array(column, type_) for column, type_ in zip(columns, bulk.columns.values(), strict=True)]
        cursor = self._connection.execute(_from_arrays(bulk), arrays)
        return lambda: self._counted(cursor)

    def define(self, statement: str) -> None:
        """See Connection."""
        self._connection.execute(_WORD.sub(lambda word: _TYPES[word[0]], statement))

    def _counted(self, cursor: psycopg.Cursor) -> int:
        """The rows that its statement changed."""
        if cursor.pgresult is None:
            self._pipeline.sync()
        return cursor.rowcount


def _skip(pipeline: psycopg.Pipeline) -> None:
    """After an error the rest of the pipeline, which the server skips, is nobody's concern."""
    with suppress(psycopg.Error):
        pipeline.sync()


def _undo(connection: psycopg.Connection) -> None:
    try:
        connection.execute("ROLLBACK")
    except psycopg.Error:  # the connection is what broke; the server has rolled back
        connection.close()


def _named(given: dict[str, Any]) -> str:
    host, port = given.get("host") or "localhost", given.get("port") or "5432"
    return f"{host}:{port}/{given.get('dbname') or given.get('user') or ''}"


@lru_cache(maxsize=256)
def _marked(sql: str) -> str:
    """psycopg's placeholders. Our SQL has no other question mark, and no per cent that is one of psycopg's."""
    return sql.replace("%", "%%").replace("?", "%s")


@lru_cache(maxsize=32)
def _from_arrays(bulk: Bulk) -> str:
    given = ", ".join(f"%b::{_TYPES[type_].split()[0]}[]" for type_ in bulk.columns.values())
    return f"{bulk.into} SELECT * FROM unnest({given}) {bulk.otherwise}"  # noqa: S608 - names of ours
