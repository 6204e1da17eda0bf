"""Somebody who is observed, with all that is known of them at a moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.dormitory.observe.conditions import Condition, Reading, Sample, conditions, day_of, out
from app.dormitory.observe.due import ORDER, Due, due
from app.dormitory.observe.rules import Rules
from app.dormitory.observe.stay import Stay
from app.dormitory.observe.taken import Taken, taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """day: which day of the observation it is. out: the earliest time of a release."""

    stay: Stay
    day: int
    measures: tuple[Taken, ...]
    tests: tuple[Sample, ...]
    conditions: tuple[Condition, ...]
    due: tuple[Due, ...]
    out: datetime

    @property
    def number(self) -> str:
        return self.stay.number

    @property
    def readings(self) -> tuple[Reading, ...]:
        return tuple(one for each in self.measures for one in each.readings)


def watched(stay: Stay, readings: Iterable[Reading], tests: Iterable[Sample], rules: Rules, now: datetime) -> Watched:
    """How an observation stands at `now`: of what was measured and sampled only what lies in it and is not later."""
    end = min(now, stay.released_at or now)
    own = sorted((one for one in readings if stay.since <= one.at <= end), key=lambda one: one.at)
    sampled = tuple(sorted((one for one in tests if stay.since <= one.at <= end), key=lambda one: one.at))
    found = conditions(stay, own, sampled, rules, end)
    measures = taken(stay, own, rules, end)
    return Watched(
        stay=stay, day=day_of(stay, end), measures=measures, tests=sampled, conditions=found,
        due=due(stay, found, measures, end), out=out(found),
    )  # fmt: skip


def worklist(found: Iterable[Watched]) -> list[Watched]:
    """Those who are observed: of whom the most pressing thing is due first, then by the room."""
    return sorted((one for one in found if one.stay.open), key=_urgency)


def _urgency(one: Watched) -> tuple[int, bool, str, str]:
    first: Sequence[Due] = one.due[:1]
    place = ORDER.index(first[0].what) if first else len(ORDER)
    return place, not (first and first[0].late), one.stay.room, one.number
