"""Where a test's centre keeps its data: a place that may be opened several times, in each of the two databases."""

from collections.abc import Callable
from pathlib import Path

from app.server.sql.port import Engine
from app.server.sql.postgres import PostgresEngine
from app.server.sql.sqlite import SqliteEngine
from tests.fakes.postgres import server

KINDS = ("sqlite", "postgresql")

Place = Callable[[], Engine]
"""Opens one database once more."""


def place_of(kind: str, folder: Path) -> Place:
    """A new empty database of that kind."""
    if kind == "sqlite":
        return lambda: SqliteEngine(folder / "centre.db", bytes(32))
    url = server().fresh()
    return lambda: PostgresEngine(url)
