"""What the sources look at, each thing read once for one list."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from app.clock import campus_day
from app.dormitory.daily.report import Report, report
from app.dormitory.day import Plan, plan, rounds
from app.dormitory.facts import Facts
from app.dormitory.resident import Resident
from app.dormitory.rounds.state import House
from app.policy.building import at_door
from app.station.dormitory import Dormitory
from app.station.local import LocalPost


@dataclass(frozen=True, slots=True)
class Day:
    """A day's report and the records it was made from."""

    report: Report
    known: Facts


class Look:
    """Of whoever is on duty, at one moment. buildings: that are open to them; at a post that is named after one of
    them, only that. Nobody of another building is looked at."""

    def __init__(self, post: LocalPost) -> None:
        self.post, self.now = post, post.clock()
        self.plan: Plan = plan()
        self._dormitory = Dormitory(post)
        self._opens: Callable[[Resident], bool] = self._dormitory.opens()
        self.campus: House = self._dormitory.house()
        found = sorted({one.building for one in self.campus.residents if self._opens(one)}, key=_by_number)
        own = at_door(post.settings.post_name)
        self.buildings: tuple[str, ...] = (own,) if own in found else tuple(found)

    @cached_property
    def house(self) -> House:
        """Those who live in these buildings."""
        return replace(self.campus, residents=[one for one in self.campus.residents if one.building in self.buildings])

    def mine(self, resident: Resident) -> bool:
        """Whether somebody's room is open to whoever is on duty, and in one of the buildings."""
        return resident.building in self.buildings and self._opens(resident)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Of everybody of whom that holds."""
        return frozenset(one.number for one in self.house.residents if self._opens(one))

    @cached_property
    def days(self) -> list[Day]:
        """Yesterday, and today as soon as its first round has opened."""
        today = campus_day(self.now)
        days = [one for one in (today - timedelta(days=1), today) if rounds(self.plan, one)[0].opens <= self.now]
        return [self._day(one) for one in days]

    @property
    def today(self) -> Day | None:
        """None before that."""
        return next((one for one in self.days if one.report.day == campus_day(self.now)), None)

    def _day(self, day: date) -> Day:
        known = self._dormitory.facts(day)
        return Day(report(day, self.house, known, self.post.level().fever_from, self.plan, self.now), known)


def _by_number(building: str) -> str:
    return building.zfill(4)
