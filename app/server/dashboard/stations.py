"""The stations as the pages show them: who they are, when they were heard, how far their records have come."""

from datetime import datetime, timedelta
from typing import NamedTuple

from app.server.sql.port import Connection, Engine, Row

SILENT = timedelta(minutes=10)
"""A post that is on asks for news several times a minute; after so long somebody may want to look."""
OFF_MS = 120_000
"""A clock that differs by more is told at the post too."""

_ALL = """SELECT station.station, name, post, enrolled_at, seen_at, clock_offset_ms, revoked_at,
    coalesce((SELECT sum(seq) FROM head WHERE head.station = station.station), 0)
    FROM station ORDER BY name, station.station"""
_ASIDE = "SELECT station, count(*) FROM aside WHERE raw IS NOT NULL GROUP BY station"
_HEADS = "SELECT incarnation, seq FROM head WHERE station = ? ORDER BY incarnation"


class Station(NamedTuple):
    """One station. offset_ms: how far the centre's clock is ahead of its own. records: places of its chains that the
    centre has. aside: records in quarantine."""

    id: str
    name: str
    post: str
    enrolled_at: datetime
    seen_at: datetime | None
    offset_ms: int | None
    revoked: bool
    records: int
    aside: int = 0

    def silent(self, now: datetime) -> bool:
        """Whether it has not been heard for long."""
        return not self.revoked and (self.seen_at is None or now - self.seen_at > SILENT)

    @property
    def clock_off(self) -> bool:
        """Whether its clock differs by more than records can bear unseen."""
        return not self.revoked and self.offset_ms is not None and abs(self.offset_ms) > OFF_MS


class Head(NamedTuple):
    """How far one incarnation of a station has come."""

    incarnation: str
    seq: int


def all_of(engine: Engine) -> list[Station]:
    """Every station by its name, those whose access ended last."""
    return sorted(engine.read(_stations), key=lambda one: one.revoked)


def one(engine: Engine, id_: str) -> Station | None:
    """The station of that id."""
    return next((found for found in all_of(engine) if found.id == id_), None)


def heads(engine: Engine, id_: str) -> list[Head]:
    """Its incarnations: more than one where it was cloned, restored or moved."""
    return [Head(*row) for row in engine.read(lambda connection: connection.rows(_HEADS, (id_,)))]


def _stations(connection: Connection) -> list[Station]:
    aside: dict[str, int] = dict(connection.rows(_ASIDE))
    return [_station(row, aside.get(row[0], 0)) for row in connection.rows(_ALL)]


def _station(row: Row, aside: int) -> Station:
    id_, name, post, enrolled_at, seen_at, offset_ms, revoked_at, records = row
    revoked = revoked_at is not None and revoked_at >= enrolled_at
    return Station(id_, name, post, _time(enrolled_at), _time(seen_at) if seen_at else None, offset_ms, revoked,
                   int(records), aside)  # fmt: skip


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
