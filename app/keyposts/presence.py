"""When somebody was at their post, from their sign-ins and sign-outs."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

LONGEST = timedelta(hours=16)
"""Nobody works longer: whoever has not signed out by then has forgotten to."""


class Sign(NamedTuple):
    """A sign-in or sign-out. where: the post at which it was."""

    at: datetime
    act: Literal["in", "out"]
    where: str = ""


class Stay(NamedTuple):
    """From a sign-in on. until: None while it lasts; signed: it ended with a sign-out, and not by being forgotten."""

    since: datetime
    until: datetime | None
    signed: bool = False

    def overlaps(self, begins: datetime, ends: datetime) -> bool:
        """Whether some of that time falls into it."""
        return self.since < ends and (self.until is None or self.until > begins)


def stays(signs: Iterable[Sign], now: datetime) -> tuple[Stay, ...]:
    """The times at the post, by time. Whoever signs in anew had forgotten to sign out; signing out of nothing is
    nothing."""
    found: list[Stay] = []
    for sign in sorted({one for one in signs if one.at <= now}, key=lambda one: (one.at, one.act)):
        _end(found, sign.at)
        open_ = bool(found) and found[-1].until is None
        if open_:
            found[-1] = found[-1]._replace(until=sign.at, signed=sign.act == "out")
        if sign.act == "in":
            found.append(Stay(sign.at, None))
    _end(found, now)
    return tuple(found)


def there(signs: Iterable[Sign], now: datetime) -> bool:
    """Whether somebody is signed in now."""
    found = stays(signs, now)
    return bool(found) and found[-1].until is None


def _end(found: list[Stay], at: datetime) -> None:
    """A stay that has lasted too long was over before."""
    if found and found[-1].until is None and at - found[-1].since >= LONGEST:
        found[-1] = found[-1]._replace(until=found[-1].since + LONGEST)
