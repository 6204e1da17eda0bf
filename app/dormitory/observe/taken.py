"""The temperatures of an observation, two a day: taken, due now, or missed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from app.clock import CAMPUS, campus
from app.dormitory.observe.conditions import Reading
from app.dormitory.observe.rules import MeasureName, Rules
from app.dormitory.observe.stay import Stay


@dataclass(frozen=True, slots=True)
class Taken:
    """One of a day's two. closes: until when it is in time. readings: in the order of their times; none where it was
    missed, or is not taken yet."""

    name: MeasureName
    opens: datetime
    closes: datetime
    readings: tuple[Reading, ...]

    def missed(self, now: datetime) -> bool:
        """Whether its time is over without any."""
        return not self.readings and now > self.closes


def taken(stay: Stay, readings: Sequence[Reading], rules: Rules, now: datetime) -> tuple[Taken, ...]:
    """Every one that had opened by `now`, or by the release, the first first. A reading before the evening's opening is
    the morning's; whoever came after a window had closed owed nothing in it."""
    end = min(now, stay.released_at or now)
    return tuple(
        one for one in _all(campus(stay.since), readings, rules, end) if one.readings or one.closes >= stay.since
    )


def _all(since: datetime, readings: Sequence[Reading], rules: Rules, end: datetime) -> Iterator[Taken]:
    day, left = since.date(), list(readings)
    while day <= campus(end).date():
        midnight = datetime.combine(day, time(), CAMPUS)
        evening = datetime.combine(day, rules.measures[1].opens, CAMPUS)
        for measure, before in zip(rules.measures, (evening, midnight + timedelta(days=1)), strict=True):
            opens, closes = (datetime.combine(day, at, CAMPUS) for at in (measure.opens, measure.closes))
            own = tuple(one for one in left if one.at < before)
            left = left[len(own) :]
            if own or opens <= end:
                yield Taken(measure.name, opens, closes, own)
        day += timedelta(days=1)
