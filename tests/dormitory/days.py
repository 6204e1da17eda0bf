"""A day's facts for tests of rounds and reports, made without a ledger."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from app.clock import CAMPUS
from app.dormitory.day import Round, plan, rounds
from app.dormitory.facts import Facts, Measurement, Passed, Spoken
from app.dormitory.resident import Resident
from app.dormitory.rounds.state import House, Line, State, state
from app.policy.rule import Fever

DAY = date(2022, 4, 10)
PLAN = plan()
FEVER = Fever()
MORNING, NOON, EVENING = rounds(PLAN, DAY)


def at(clock: str) -> datetime:
    """That time of the day."""
    return datetime.combine(DAY, datetime.strptime(clock, "%H:%M").time(), CAMPUS)


def lives(number: str, **more: Any) -> Resident:
    return Resident(
        **{"number": number, "name": f"人{number}", "building": "5", "room": "301", "place": "5/301", **more}
    )


def measured(number: str, clock: str, celsius: float = 36.5, site: str = "armpit", **more: Any) -> Measurement:
    when = at(clock)
    given = {"id": f"m{number}-{clock}", "at": when, "entered_at": when, **more}
    return Measurement(number=number, celsius=celsius, site=site, **given)


def spoken(numbers: Iterable[str], clock: str, says: str = "normal", **more: Any) -> Spoken:
    when = at(clock)
    return Spoken(id=f"s{clock}", at=when, entered_at=when, numbers=tuple(numbers), says=says, **more)


def passed(number: str, clock: str, direction: Any, celsius: float | None = None, days_ago: int = 0) -> Passed:
    when = at(clock) - timedelta(days=days_ago)
    id_ = f"p{number}-{clock}-{days_ago}"
    return Passed(id=id_, at=when, entered_at=when, number=number, direction=direction, celsius=celsius)


def stands(house: House, facts: Facts, now: str = "23:00", round_: Round = MORNING) -> State:
    return state(round_, house, facts, FEVER, PLAN, at(now))


def line(found: State, number: str) -> Line:
    (one,) = (line for line in found.lines if line.resident.number == number)
    return one
