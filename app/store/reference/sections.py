"""The reference that its owner, the administrator or the centre, keeps here: sections of small JSON values by key.

Levels, campus keys, revocations, approvals and the station's own settings are sections of one table; each has a file of
its own that says what its values are.
"""

import logging
import secrets
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from app.store.cipher import Connection
from app.store.database import Database
from app.store.reference.owned import mine

T = TypeVar("T")
_log = logging.getLogger(__name__)
LOCAL = "station"
ISSUED_HERE = "issued-here"
REVOKED_HERE = "revoked-here"
OWN = frozenset({LOCAL, ISSUED_HERE, REVOKED_HERE})
"""The sections of what belongs to this station alone, with or without a centre."""
_QUIET = frozenset({LOCAL, ISSUED_HERE})
"""Those of them whose changes are no change of the reference."""
CURRENT = "coalesce((SELECT base FROM generation WHERE section = ''), 0)"
"""The generation in use; see app.store.migrations.generations."""
_DELETE = f"DELETE FROM reference WHERE section = ? AND key = ? AND born <= {CURRENT}"  # noqa: S608 - constants
_INSERT = f"INSERT INTO reference (section, key, value, born) VALUES (?, ?, ?, {CURRENT})"  # noqa: S608


class Reference:
    """The sections of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._told: set[tuple[str, str]] = set()

    def get(self, section: str, key: str, type_: type[T]) -> T | None:
        """The value of a key as `type_`, or None where there is none. ValueError where it is no such thing: what this
        program cannot read of one person is not taken for nothing."""
        rows = self._database.rows("SELECT value FROM reference_now WHERE section = ? AND key = ?", (section, key))
        return msgspec.json.decode(rows[0][0], type=type_) if rows else None

    def all(self, section: str, type_: type[T], instead: Callable[[str], T] | None = None) -> dict[str, T]:
        """Everything in a section, by key in order. What a centre published and this program cannot read is left out
        and logged, once and without its value; or counts as what `instead` makes of its key."""
        rows = self._database.rows("SELECT key, value FROM reference_now WHERE section = ? ORDER BY key", (section,))
        found = {}
        for key, value in rows:
            try:
                found[key] = msgspec.json.decode(value, type=type_)
            except (ValueError, RecursionError):
                self._unread(section, key)
                if instead:
                    found[key] = instead(key)
        return found

    def _unread(self, section: str, key: str) -> None:
        """Keys may be somebody's number, and stay out of the log too."""
        if (section, key) not in self._told:
            self._told.add((section, key))
            _log.warning("a value of the reference's section %s cannot be read; it is left out", section)

    def put(self, section: str, key: str, value: Any) -> None:
        """Set one value; CentresOwn where the section is the centre's, as for every change here."""
        self.put_all(section, {key: value})

    def put_all(self, section: str, values: dict[str, Any], *, replace: bool = False) -> None:
        """Set many values in one step; `replace` removes what else is in the section."""
        rows = [(section, key, msgspec.json.encode(value).decode()) for key, value in values.items()]
        with self._database.write() as connection:
            self._check(section)
            if replace:
                connection.execute(f"DELETE FROM reference WHERE section = ? AND born <= {CURRENT}", (section,))  # noqa: S608
            else:
                connection.executemany(_DELETE, [row[:2] for row in rows])
            connection.executemany(_INSERT, rows)
            if section not in _QUIET:
                touch(connection)

    def remove(self, section: str, key: str) -> None:
        """Remove one value, if it is there."""
        with self._database.write() as connection:
            self._check(section)
            connection.execute(_DELETE, (section, key))
            if section not in _QUIET:
                touch(connection)

    def _check(self, section: str) -> None:
        if section not in OWN:
            mine(self._database, section)

    def version(self) -> str:
        """Names the present state of the reference, people included: any change of it gives another one."""
        rows = self._database.rows("SELECT value FROM state WHERE name = 'reference'")
        return str(rows[0][0]) if rows else ""


def touch(connection: Connection, version: str = "") -> None:
    """The reference changes in this transaction; `version` names its new state where it has a name."""
    name = version or secrets.token_hex(8)
    connection.execute("INSERT OR REPLACE INTO state VALUES ('reference', ?)", (name,))
