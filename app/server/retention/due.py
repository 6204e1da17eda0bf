"""Which records' time is over: by the periods and holds that the centre publishes. Inside a transaction of the caller.

The time counts from the latest of the fact, its entry and its arrival, so that what comes late is seen here too.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import msgspec

from app.clock import campus
from app.server.reference.keeping import all_periods
from app.server.reference.published import everything
from app.server.sql.port import Connection
from app.store.chain import moment
from app.store.fact import Fact
from app.store.retention import holds
from app.store.retention.holds import Hold

_OLD = """SELECT station, incarnation, seq, id, kind, schema, at, entered_at, received_at, mono, boot, operator, post,
    body, salt, fact_hash FROM record WHERE kind = ? AND at < ? AND body IS NOT NULL
    AND (at, station, incarnation, seq) > (?, ?, ?, ?) ORDER BY at, station, incarnation, seq LIMIT ?"""
_EVERYTHING = Hold(id="", who="", why="", since=datetime(2000, 1, 1, tzinfo=UTC))
"""A hold that this program cannot read: whatever it means, nothing is forgotten meanwhile."""

Place = tuple[str, str, str, int]
"""at, station, incarnation, seq: the order in which a kind is gone through."""
BEGINNING: Place = ("", "", "", 0)


class Round(NamedTuple):
    """One kind in one run: what is older than `before` goes."""

    kind: str
    before: datetime


class Old(NamedTuple):
    """A record whose content is still there. body: canonical JSON."""

    station: str
    incarnation: str
    seq: int
    id: str
    kind: str
    schema: int
    at: str
    entered_at: str
    received_at: str
    mono: float
    boot: str
    operator: str
    post: str
    body: str
    salt: bytes
    fact_hash: bytes

    @property
    def place(self) -> Place:
        """Where it stands in the order of its kind."""
        return self.at, self.station, self.incarnation, self.seq


def rounds(connection: Connection, now: datetime) -> list[Round]:
    """Every kind that is not kept for ever. One that this program does not know waits until it does."""
    found = []
    for one in all_periods(connection):
        if one.usual is not None:
            days = one.usual if one.days is None else one.days
            found.append(Round(one.kind, campus(now) - timedelta(days=days)))
    return found


def old(connection: Connection, round_: Round, after: Place, most: int) -> list[Old]:
    """The next records of a kind that happened before its time."""
    return [Old(*row) for row in connection.rows(_OLD, (round_.kind, moment(round_.before), *after, most))]


class Guard:
    """Who may be forgotten, as things stand in one transaction."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        found = everything(connection, holds.SECTION, msgspec.Raw).values()
        read = [_hold(raw) for raw in found]
        self._holds = [one for one in read if one.until is None or now < one.until]

    def spares(self, one: Old, before: datetime) -> bool:
        """Whether it stays: entered or arrived too lately, or held."""
        latest = moment(before)
        if one.entered_at >= latest or datetime.fromisoformat(one.received_at) >= before:
            return True
        return bool(self._holds) and any(hold.covers(_fact(one)) for hold in self._holds)


def _hold(raw: msgspec.Raw) -> Hold:
    try:
        return msgspec.json.decode(raw, type=Hold)
    except (ValueError, RecursionError):
        return _EVERYTHING


def _fact(one: Old) -> Fact:
    return Fact(
        id=one.id, kind=one.kind, schema=one.schema, at=datetime.fromisoformat(one.at),
        entered_at=datetime.fromisoformat(one.entered_at), mono=one.mono, boot=one.boot, operator=one.operator,
        post=one.post, body=msgspec.json.decode(one.body),
    )  # fmt: skip
