"""How the forgetting of a day stands: whose it is, what did not get through, and when that is tried again.

A clock that jumped must not empty the centre: days count only while they follow each other. The first time, after a
longer gap, or when the clock went back, nothing is forgotten until the next day agrees.
"""

import random
from datetime import date, datetime, timedelta

import msgspec

from app.clock import campus_day
from app.server.sql.port import Connection

GAP = 3
"""Days; a centre that was off over a weekend goes on."""
LEASE = timedelta(hours=5)
"""So long the process that took a day has it; should it die, another one goes on."""
FIRST, LONGEST = timedelta(minutes=2), timedelta(hours=1)
"""Between two tries, at most."""
_NAME = "forgetting"
_FIRST = "INSERT INTO centre (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING"
_NEXT = "UPDATE centre SET value = ? WHERE name = ? AND value = ?"


class Standing(msgspec.Struct, frozen=True, omit_defaults=True):
    """day: of the campus. again: when whoever comes first goes on; None where the day's work is done. left: the kinds
    that did not get through, empty for all of them. tries: that did not, on this day; since: the day of the first one;
    problem: the class of what went wrong."""

    day: date
    again: datetime | None = None
    left: tuple[str, ...] = ()
    tries: int = 0
    since: date | None = None
    problem: str = ""

    def done(self) -> "Standing":
        """Nothing is left of the day."""
        return Standing(self.day)

    def failed(self, left: tuple[str, ...], problem: str, now: datetime, rng: random.Random) -> "Standing":
        """These kinds are tried again, the later the oftener it failed."""
        longest = min(LONGEST, FIRST * 2 ** min(self.tries, 10))
        return Standing(
            self.day, now + longest * rng.uniform(0.5, 1), left, self.tries + 1, self.since or self.day, problem
        )


def read(connection: Connection) -> Standing | None:
    """As it stands; None before the first day."""
    row = connection.row("SELECT value FROM centre WHERE name = ?", (_NAME,))
    return msgspec.json.decode(row[0], type=Standing) if row else None


def take(connection: Connection, now: datetime) -> Standing | None:
    """What is to be done now, which is the caller's from here on: of several processes one gets it."""
    before, today = read(connection), campus_day(now)
    if before is None:
        connection.execute(_FIRST, (_NAME, _text(Standing(today))))
        return None
    if before.day == today:
        taken = msgspec.structs.replace(before, again=now + LEASE)
        return taken if before.again and before.again <= now and _change(connection, before, taken) else None
    follows = 0 < (today - before.day).days <= GAP
    taken = Standing(today, now + LEASE if follows else None, since=before.since, problem=before.problem)
    return taken if _change(connection, before, taken) and follows else None


def settle(connection: Connection, taken: Standing, came: Standing) -> None:
    """What came of it; nothing where another process has gone on meanwhile."""
    _change(connection, taken, came)


def _change(connection: Connection, before: Standing, after: Standing) -> bool:
    return bool(connection.execute(_NEXT, (_text(after), _NAME, _text(before))))


def _text(one: Standing) -> bytes:
    return msgspec.json.encode(one)
