"""What has to be done now about somebody who is observed, and until when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from app.clock import campus_day
from app.dormitory.observe.conditions import Condition, day_of, ready
from app.dormitory.observe.stay import Stay
from app.dormitory.observe.taken import Taken

What: TypeAlias = Literal["high", "room", "measure", "test", "release", "helper"]
ORDER: tuple[What, ...] = ("high", "room", "measure", "test", "release", "helper")
"""The most pressing first."""


@dataclass(frozen=True, slots=True)
class Due:
    """until: by when, where there is such a time; late: that is over. day: of a test."""

    what: What
    until: datetime | None = None
    late: bool = False
    day: int = 0


def due(stay: Stay, found: Sequence[Condition], measures: Sequence[Taken], now: datetime) -> tuple[Due, ...]:
    """In their order; nothing of somebody who was released. found: see conditions; measures: see taken."""
    if not stay.open:
        return ()
    return tuple(sorted(_things(stay, found, measures, now), key=lambda one: ORDER.index(one.what)))


def _things(stay: Stay, found: Sequence[Condition], measures: Sequence[Taken], now: datetime) -> Iterator[Due]:
    readings = [one for each in measures for one in each.readings]
    if readings and readings[-1].high:
        yield Due("high")
    if not stay.placed:
        yield Due("room")
    if measures and not measures[-1].readings and campus_day(measures[-1].opens) == campus_day(now):
        yield Due("measure", measures[-1].closes, measures[-1].missed(now))  # an earlier one cannot be taken any more
    for one in found:
        if one.code == "test" and one.state == "due":
            yield Due("test", None, day_of(stay, now) > one.day, one.day)
    if ready(found):
        yield Due("release")
    if not stay.helper:
        yield Due("helper")
