"""Whether somebody may be released: days, tests negative on their days, no fever. It informs; a person decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from app.clock import campus
from app.dormitory.observe.rules import Rules
from app.dormitory.observe.stay import Stay

Code: TypeAlias = Literal["days", "test", "calm", "positive"]
State: TypeAlias = Literal["met", "due", "ahead", "missed"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A temperature in ℃. high: by its site's threshold of the level in force."""

    at: datetime
    celsius: float
    high: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample with its result."""

    at: datetime
    positive: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """state: met; due today; ahead; or missed: its days are over without. day: of a test. at: when it will be met,
    where time alone does it."""

    code: Code
    state: State
    day: int = 0
    at: datetime | None = None


def day_of(stay: Stay, moment: datetime) -> int:
    """Which day of the observation a moment lies on; the one of its beginning is the first."""
    return (campus(moment).date() - campus(stay.since).date()).days + 1


def ends(stay: Stay, rules: Rules) -> datetime:
    """When the days are over."""
    return stay.since + timedelta(days=rules.needed(stay.cause).days)


def conditions(
    stay: Stay, readings: Sequence[Reading], tests: Sequence[Sample], rules: Rules, now: datetime
) -> tuple[Condition, ...]:
    """All of them. readings, tests: of this stay, until `now`, in the order of their times."""
    over = ends(stay, rules)
    days = Condition("days", "met" if now >= over else "ahead", at=over)
    positive = [Condition("positive", "missed")] if any(one.positive for one in tests) else []
    return (days, *_tests(stay, tests, rules, now), _calm(stay, readings, rules, now), *positive)


def _tests(stay: Stay, tests: Sequence[Sample], rules: Rules, now: datetime) -> Iterator[Condition]:
    needed = rules.needed(stay.cause).tests
    negative = {day_of(stay, one.at) for one in tests if not one.positive}
    today = day_of(stay, now)
    for day, after in zip(needed, (*needed[1:], None), strict=True):
        if any(day <= one and (after is None or one < after) for one in negative):
            yield Condition("test", "met", day)
        elif today < day:
            yield Condition("test", "ahead", day)
        else:
            yield Condition("test", "due" if after is None or today < after else "missed", day)


def _calm(stay: Stay, readings: Sequence[Reading], rules: Rules, now: datetime) -> Condition:
    """From the last high temperature on; where none was high, from the beginning. Nobody is without fever of whom
    nothing was measured."""
    hours = timedelta(hours=rules.needed(stay.cause).calm_hours)
    high = [one.at for one in readings if one.high]
    start = max([stay.since, *high])
    measured = any(not one.high and one.at > start for one in readings if one.at >= now - hours)
    state: State = "met" if now >= start + hours and measured else "due" if now >= start + hours else "ahead"
    return Condition("calm", state, at=start + hours)


def ready(found: Sequence[Condition]) -> bool:
    """Whether the medical officer may be asked."""
    return all(one.state == "met" for one in found)


def unmet(found: Sequence[Condition]) -> tuple[str, ...]:
    """The codes of those that are not met."""
    return tuple(dict.fromkeys(one.code for one in found if one.state != "met"))


def out(found: Sequence[Condition]) -> datetime:
    """The earliest time of a release, as far as time alone tells."""
    return max(one.at for one in found if one.at is not None)
