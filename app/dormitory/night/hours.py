"""The hours of one night: when its check opens, from when somebody is late, by when it is to be closed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.clock import CAMPUS, campus
from app.dormitory.day import Night, Plan
from app.typedtime import clock_of

_NOON = time(12)


@dataclass(frozen=True, slots=True)
class Hours:
    """day: the campus day on whose evening the night begins. door_from: passages count from then on. ends: the next
    morning, when the door's passages do not count any more."""

    day: date
    door_from: datetime
    opens: datetime
    late_from: datetime
    closes: datetime
    ends: datetime


def hours(plan: Plan, day: date) -> Hours:
    """Those of a night."""
    night = plan.night
    opens = _at(night, day, night.opens)
    late_from, closes = _at(night, day, night.late_from), _at(night, day, night.closes)
    ends = datetime.combine(day + timedelta(days=1), night.ends, CAMPUS)
    return Hours(day, opens - timedelta(hours=night.door_hours), opens, late_from, closes, ends)


def night_of(plan: Plan, moment: datetime) -> date:
    """The night that a moment belongs to: in the small hours that of the evening before."""
    moment = campus(moment)
    return moment.date() - timedelta(days=moment.time() < plan.night.ends)


def typed_time(text: str, of: Hours) -> datetime | None:
    """A clock time of the night as it is typed: 2305, 23:05, 23：05 or 005 for five past midnight."""
    clock = clock_of(text)
    if clock is None:
        return None
    return datetime.combine(of.day + timedelta(days=clock < _NOON), clock, CAMPUS)


def _at(night: Night, day: date, clock: time) -> datetime:
    """A clock time before the night's end is of the next morning."""
    return datetime.combine(day + timedelta(days=clock < night.ends), clock, CAMPUS)
