"""Which version of the reference each station has: it says so when it asks for what comes behind it."""

from datetime import datetime, timedelta
from typing import NamedTuple

from app.server.reference import condition
from app.server.reference.condition import Condition
from app.server.reference.cursor import END, read
from app.server.sql.port import Connection, Engine
from app.server.tokens import text

_NOTED = timedelta(minutes=1)
"""How exactly it is kept when a station asked: it asks several times a minute, which should rarely write."""
_HAS = """SELECT taken.version, station.seen_at, heartbeat.at FROM station
    LEFT JOIN taken ON taken.station = station.station LEFT JOIN heartbeat ON heartbeat.station = station.station
    WHERE station.station = ?"""
_PUT = """INSERT INTO taken (station, version, at) VALUES (?, ?, ?)
    ON CONFLICT (station) DO UPDATE SET version = excluded.version, at = excluded.at"""


class Taken(NamedTuple):
    """The version that a station had taken over whole, and when it first said so."""

    version: int
    at: datetime


def note(engine: Engine, station: str, after: str, now: datetime, says: Condition) -> None:
    """A station has asked, with this cursor: it was heard, and says what it has, and how it is. One that asks for
    everything had not what it was sent last."""
    version, (known, seen_at, said_at) = engine.read(
        lambda connection: (_whole(connection, after), _has(connection, station))
    )
    fresh = version is not None and version != known
    lost = not after and known is not None
    lately = text(now - _NOTED)
    heard = (seen_at or "") >= lately and (says == Condition() or (said_at or "") >= lately)
    if heard and not (fresh or lost):
        return

    def noted(connection: Connection) -> None:
        connection.execute("UPDATE station SET seen_at = ? WHERE station = ?", (text(now), station))
        condition.keep(connection, station, says, now)
        if fresh:
            connection.execute(_PUT, (station, version, text(now)))
        elif lost:
            connection.execute("DELETE FROM taken WHERE station = ?", (station,))

    engine.write(noted)


def of_all(engine: Engine) -> dict[str, Taken]:
    """What every station has that ever said so."""
    rows = engine.read(lambda connection: connection.rows("SELECT station, version, at FROM taken"))
    return {station: Taken(version, datetime.fromisoformat(at)) for station, version, at in rows}


def _has(connection: Connection, station: str) -> tuple[int | None, str | None, str | None]:
    """Its version, when it was heard, and when it last said how it is."""
    row = connection.row(_HAS, (station,))
    return (row[0], row[1], row[2]) if row else (None, None, None)


def _whole(connection: Connection, after: str) -> int | None:
    """The version that a cursor says is there as a whole, of this centre's own history."""
    cursor = read(after)
    if cursor is None or cursor.section != END:
        return None
    row = connection.row("SELECT mark FROM reference_change WHERE version = ?", (cursor.version,))
    return cursor.version if row and row[0] == cursor.mark else None
