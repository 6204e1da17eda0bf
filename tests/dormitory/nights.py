"""Steps of night checks for tests, made without a ledger."""

from datetime import timedelta
from itertools import count
from typing import Any

from app.dormitory.facts import Passed
from app.dormitory.night.line import Line
from app.dormitory.night.state import Check, checks_of
from app.dormitory.night.step import Step
from app.dormitory.resident import Resident
from app.dormitory.rounds.state import House
from app.records.field import PersonNumber
from app.records.night_step import Listed, NightNumbers, NightStep
from tests.dormitory.days import DAY, PLAN, at

_ids = count(1)
CLOSED = NightNumbers()


def step(clock: str, act: Any, *numbers: str, building: str = "5", entered: str = "", **more: Any) -> Step:
    """Unchecked, as a ledger may hold it. entered: where it was written at another time."""
    rooms = more.pop("rooms", {})
    people = tuple(Listed(person=PersonNumber(one), room=rooms.get(one, "301")) for one in numbers)
    numbers_ = CLOSED if act == "closed" else None
    said = NightStep(night=DAY.isoformat(), building=building, act=act, people=people, numbers=numbers_, **more)
    return Step(f"{next(_ids):08d}", at_night(clock), at_night(entered or clock), "刘师傅", said)


def at_night(clock: str) -> Any:
    """That time of the night: before noon it is the next morning's."""
    return at(clock) + timedelta(days=clock < "12:00")


def by_door(number: str, clock: str, direction: Any, building: str = "5") -> Passed:
    when = at_night(clock)
    return Passed(
        id=f"d{number}-{clock}", at=when, entered_at=when, post=f"{building}号楼", number=number, direction=direction
    )


def stands(house: House, steps: list[Step], *doors: Passed, now: str = "23:00") -> tuple[Check, ...]:
    passed: dict[str, list[Passed]] = {}
    for one in doors:
        passed.setdefault(one.number, []).append(one)
    return checks_of(DAY, house, steps, passed, PLAN, at_night(now))


def begun(residents: list[Resident], building: str = "5", clock: str = "22:00") -> list[Step]:
    """A check is opened with those who live there then."""
    here = {one.number: one.room for one in residents if one.building == building}
    return [step(clock, "opened", building=building), step(clock, "listed", *here, building=building, rooms=here)]


def of(checks: tuple[Check, ...], number: str) -> Line:
    """Their one line."""
    (found,) = (line for check in checks for line in check.lines if line.resident.number == number)
    return found
