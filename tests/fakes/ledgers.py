"""Ledgers and databases for tests: opened in a moment, on a fixed key, with a clock that the test holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.store.cipher import Connection
from app.store.database import Database, connect
from app.store.fact import Draft
from app.store.ledger import Ledger

KEY = bytes(range(32))
START = datetime(2022, 4, 10, 6, 48, tzinfo=UTC)


class Ticking:
    """A clock that goes on one second at every look."""

    def __init__(self, start: datetime = START) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@contextmanager
def database(folder: Path, *, busy: float = 10.0) -> Iterator[Database]:
    """A database in `folder`, closed afterwards."""
    with Database.open(folder / "station.db", KEY, busy=busy) as opened:
        yield opened


@contextmanager
def ledger(folder: Path, *, mark: str = "this machine") -> Iterator[Ledger]:
    """A ledger in `folder`, its database closed afterwards."""
    with database(folder) as opened:
        yield Ledger(opened, Ticking(), mark=mark)


@contextmanager
def tampering(folder: Path) -> Iterator[Connection]:
    """The same file as somebody sees it who has the key and no scruples: no triggers, no foreign keys meanwhile."""
    connection = connect(folder / "station.db", KEY, 10.0)
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        yield connection
    finally:
        for _, sql in triggers:
            connection.execute(sql)
        connection.close()


def draft(kind: str = "temperature", at: datetime | None = None, /, **body: Any) -> Draft:
    """A record as somebody wants it written."""
    return Draft(kind=kind, body=body, operator="guard", post="gate", at=at)


def passage(direction: str = "in", verdict: str = "admit", at: datetime | None = None, **more: Any) -> Draft:
    """A passage as the lane writes it, as far as the store looks at it."""
    return draft("passage", at, direction=direction, verdict=verdict, person="20200101", **more)
