"""The station's one database: an encrypted SQLite file that several processes and threads may use at once.

Every thread has a connection of its own (docs/decisions/0002-one-ledger.md says why, with the measurement).
"""

import errno
import os
import threading
import weakref
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from app.settings import Home
from app.store import migrations
from app.store.cipher import Connection, dbapi2
from app.store.faults import cannot_open, damaged, moved_away, raised, read_only, told
from app.store.secret.key import key_for

if TYPE_CHECKING:
    from app.store.tables import Tables

BUSY = 10.0
"""Seconds to wait for another process's transaction; ours take milliseconds."""
_PROTECTED = (errno.EACCES, errno.EPERM, errno.EROFS)


class Database:
    """An open database. Use as a context manager, or call `close`."""

    def __init__(self, path: Path, key: bytes, busy: float) -> None:
        self.path = path
        self.before_close: list[Callable[[], None]] = []
        self._key = key
        self._busy = busy
        self._file = _identity(path)
        self._own = threading.local()
        self._all: weakref.WeakSet[_Own] = weakref.WeakSet()
        self._opening = threading.Lock()
        self.writing = threading.Lock()
        """Held by the thread that writes: SQLite lets others ask again some time later, it lets the next one in."""

    @classmethod
    def open(cls, path: Path, key: bytes, *, busy: float = BUSY) -> "Database":
        """Open the file, made where there is none, and bring it to this version's schema.

        key: 32 bytes. Raises a StoreFault that says what the matter is.
        """
        if len(key) != 32:
            raise ValueError("a database key has 32 bytes")
        if _emptied(path):
            raise damaged(path)
        _make(path)
        database = cls(path, key, busy)
        with ExitStack() as failed, told(path):
            failed.callback(database.close)
            migrations.apply(database.connection, path)
            failed.pop_all()
        return database

    @classmethod
    def of(cls, home: Home) -> "Database":
        """The database of a station's home, with the home's own key."""
        return cls.open(home.database, key_for(home))

    @property
    def connection(self) -> Connection:
        """This thread's connection, in autocommit."""
        known: _Own | None = getattr(self._own, "known", None)
        if known is None:
            self._own.known = known = _Own(self.another())
            with self._opening:
                self._all.add(known)
        return known.connection

    @property
    def tables(self) -> "Tables":
        """This thread's connection as sqlite-utils shows it: for tables and queries, not for the append path."""
        from app.store.tables import Tables  # longer to load than all else of the store

        return Tables(self.connection)

    def another(self) -> Connection:
        """A connection apart from all others, for its caller to close."""
        with told(self.path):
            return connect(self.path, self._key, self._busy)

    def write(self) -> "Transaction":
        """One short transaction that holds the write lock from its first statement; durable when the block is left.

        Inside another one it is a part of that.
        """
        return Transaction(self, "BEGIN IMMEDIATE", writes=True)

    def read(self) -> "Transaction":
        """One consistent view of the database, however much others write meanwhile."""
        return Transaction(self, "BEGIN", writes=False)

    def stay(self) -> None:
        """Raises MovedAway where the open file is no longer the one of this name: POSIX systems let a file be deleted
        or replaced under those who write it, and SQLite in WAL mode does not look."""
        if _identity(self.path) != self._file:
            raise moved_away(self.path)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with told(self.path):
            found: list[tuple[Any, ...]] = self.connection.execute(sql, values).fetchall()
            return found

    def close(self) -> None:
        """Close the connections of all threads. What is committed stays; a second call does nothing."""
        for last in self.before_close:
            last()
        self.before_close.clear()
        with self._opening:
            for own in list(self._all):
                own.connection.close()
            self._all.clear()
        self._own = threading.local()

    def __enter__(self) -> "Database":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Own:
    """One thread's connection, closed with the thread; the driver's own class lets nobody watch it."""

    __slots__ = ("__weakref__", "connection")

    def __init__(self, connection: Connection) -> None:
        self.connection = connection


class Transaction:
    """What `Database.write` and `read` give: `with` begins it, yields the connection, and commits or rolls back.

    A class rather than a generator, since it stands in every append and takes a quarter of the time.
    """

    __slots__ = ("_begin", "_connection", "_database", "_held", "_outer", "_writes")

    def __init__(self, database: Database, begin: str, *, writes: bool) -> None:
        self._database = database
        self._begin, self._writes, self._held = begin, writes, False

    def __enter__(self) -> Connection:
        self._connection = connection = self._database.connection
        self._outer = connection.in_transaction
        if not self._outer:
            self._begun(connection)
        return connection

    def _begun(self, connection: Connection) -> None:
        if self._writes:
            self._database.stay()
            self._held = self._database.writing.acquire(timeout=BUSY)
        try:
            connection.execute(self._begin)
        except dbapi2.Error as error:
            self._let_go()
            raise raised(error, self._database.path) from error

    def _let_go(self) -> None:
        if self._held:
            self._held = False
            self._database.writing.release()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if not self._outer and error is None:
                self._connection.execute("COMMIT")
        except dbapi2.Error as failed:
            error = failed
        try:
            if error is not None and not self._outer and self._connection.in_transaction:
                self._connection.execute("ROLLBACK")  # unless a full disk has already rolled it back
        finally:
            self._let_go()
        if isinstance(error, dbapi2.Error):
            raise raised(error, self._database.path) from error


def connect(path: Path, key: bytes, busy: float) -> Connection:
    """A connection with everything set that SQLite keeps per connection; its first read proves the key."""
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False, timeout=busy)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong key is told in our own words
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if connection.execute("PRAGMA auto_vacuum").fetchone()[0] == 0:
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    except dbapi2.Error:
        connection.close()
        raise
    return connection


def _emptied(path: Path) -> bool:
    """Whether the file has lost its content, as a crash or a file system check leaves it: its anchor knows better."""
    return path.exists() and path.stat().st_size == 0 and path.with_suffix(".anchor").exists()


def _make(path: Path) -> None:
    """An empty file that only its owner may read, where there is none yet; SQLite gives its helpers the same mode. One
    that may only be read is left to SQLite, which says so when it is to be written."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        if error.errno not in _PROTECTED:
            raise cannot_open(path) from error
        if not path.exists():
            raise read_only(path) from error


def _identity(path: Path) -> tuple[int, int] | None:
    """What names the file itself, wherever it is moved; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
