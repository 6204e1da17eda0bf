"""Small JSON documents of the centre (its accounts), as app.access wants them kept."""

from collections.abc import Callable
from typing import Any, TypeAlias

import msgspec

from app.server.sql.port import Connection, Engine

Document: TypeAlias = dict[str, Any]
Change: TypeAlias = Callable[[Document], Document]


class Inside:
    """Documents inside a transaction of the caller's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str) -> Document | None:
        """The document of that name."""
        row = self._connection.row("SELECT value FROM document WHERE name = ?", (name,))
        return msgspec.json.decode(row[0], type=Document) if row else None

    def change(self, name: str, change: Change) -> None:
        """See app.access.accounts.Documents. Its row is changed first and so locked: nobody comes between."""
        self._connection.execute(
            "INSERT INTO document (name, value) VALUES (?, '{}') ON CONFLICT (name) DO NOTHING", (name,)
        )
        self._connection.execute("UPDATE document SET value = value WHERE name = ?", (name,))
        changed = msgspec.json.encode(change(self.get(name) or {})).decode()
        self._connection.execute("UPDATE document SET value = ? WHERE name = ?", (changed, name))


class Documents:
    """Documents in transactions of their own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, name: str) -> Document | None:
        """See Inside."""
        return self._engine.read(lambda connection: Inside(connection).get(name))

    def change(self, name: str, change: Change) -> None:
        """See Inside."""
        self._engine.write(lambda connection: Inside(connection).change(name, change))
