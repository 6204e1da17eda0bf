"""What a station says of itself when it asks for news: the version of its program, and how much it has not sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from app.server.sql.port import Connection, Engine
from app.server.tokens import text

_LONGEST = 40
_PUT = """INSERT INTO heartbeat (station, at, version, unsent) VALUES (?, ?, ?, ?)
    ON CONFLICT (station) DO UPDATE SET at = excluded.at, version = excluded.version, unsent = excluded.unsent"""


class Condition(NamedTuple):
    """version: empty where it says none, as a program of before does. unsent: records; None where it says nothing."""

    version: str = ""
    unsent: int | None = None


class Said(NamedTuple):
    """A condition, and when it was said."""

    condition: Condition
    at: datetime


def read(asked: Mapping[str, str]) -> Condition:
    """What stands behind the question mark; whatever cannot be is not said."""
    version, unsent = asked.get("version", "")[:_LONGEST], asked.get("unsent", "")
    counted = int(unsent) if unsent.isascii() and unsent.isdigit() and len(unsent) <= 12 else None
    return Condition(version if version.isascii() and version.isprintable() else "", counted)


def keep(connection: Connection, station: str, condition: Condition, now: datetime) -> None:
    """In place of what it said before; one that says nothing changes nothing."""
    if condition != Condition():
        connection.execute(_PUT, (station, text(now), condition.version, condition.unsent))


def of_all(engine: Engine) -> dict[str, Said]:
    """What every station has that ever said so."""
    rows = engine.read(lambda connection: connection.rows("SELECT station, at, version, unsent FROM heartbeat"))
    return {
        station: Said(Condition(version, unsent), datetime.fromisoformat(at)) for station, at, version, unsent in rows
    }
