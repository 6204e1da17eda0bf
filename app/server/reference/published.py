"""The centre's reference as its commands and pages see it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple, TypeVar

import msgspec

from app.server.reference.changeset import Head, Who, change, head, locked
from app.server.sql.port import Connection, Engine, Row
from app.store.reference.staging.rows import Change

T = TypeVar("T")
PAGE = 1_000
_ALL = "SELECT key, value FROM reference_item WHERE section = ? AND key > ? AND value IS NOT NULL ORDER BY key LIMIT ?"
_ONE = "SELECT value FROM reference_item WHERE section = ? AND key = ? AND value IS NOT NULL"
_WHOLE = "SELECT key, value FROM reference_item WHERE section = ? AND value IS NOT NULL ORDER BY key"
_CHANGES = "SELECT version, at, who, what, why, touched FROM reference_change ORDER BY version DESC LIMIT ?"


class Changed(NamedTuple):
    """A change-set that was made. touched: rows."""

    version: int
    at: datetime
    who: str
    what: str
    why: str
    touched: int


class Published:
    """What one centre publishes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def head(self) -> Head:
        """The present version and what it counts."""
        return self._engine.read(head)

    def inside(self, look: Callable[[Connection], T]) -> T:
        """What somebody looks up inside one transaction."""
        return self._engine.read(look)

    def get(self, section: str, key: str, type_: type[T]) -> T | None:
        """The value of a key as `type_`, or None where there is none."""
        return self._engine.read(lambda connection: present(connection, section, key, type_))

    def all(self, section: str, type_: type[T]) -> Iterator[tuple[str, T]]:
        """Everything in a section by key in order; in pages, so that nothing waits for whoever reads."""
        after = ""
        decoder = msgspec.json.Decoder(type_)
        while rows := self._page(section, after):
            yield from ((key, decoder.decode(value)) for key, value in rows)
            after = rows[-1][0]

    def _page(self, section: str, after: str) -> list[Row]:
        return self._engine.read(lambda connection: connection.rows(_ALL, (section, after, PAGE)))

    def change(self, by: Who, changes: Iterable[Change]) -> int:
        """Make these changes one version; how many rows they touch. Posts have them with their next sync."""
        kept = list(changes)
        return self._engine.write(lambda connection: change(connection, by, kept))

    def derive(self, by: Who, changes: Callable[[Connection], Iterable[Change]]) -> int:
        """As `change`, of what stands in the very transaction: nobody changes anything between looking and writing."""

        def derived(connection: Connection) -> int:
            locked(connection)
            return change(connection, by, changes(connection))

        return self._engine.write(derived)

    def changes(self, limit: int = 50) -> list[Changed]:
        """The last change-sets, the newest first: who, what and why."""
        rows = self._engine.read(lambda connection: connection.rows(_CHANGES, (limit,)))
        return [Changed(version, datetime.fromisoformat(at), *rest) for version, at, *rest in rows]


def present(connection: Connection, section: str, key: str, type_: type[T]) -> T | None:
    """The value of a key inside a transaction, or None where there is none."""
    row = connection.row(_ONE, (section, key))
    return msgspec.json.decode(row[0], type=type_) if row else None


def everything(connection: Connection, section: str, type_: type[T]) -> dict[str, T]:
    """A whole section inside a transaction, by key: for one that is never large."""
    rows = connection.rows(_WHOLE, (section,))
    return {key: msgspec.json.decode(value, type=type_) for key, value in rows}
