"""What the sources look at, each thing read once for one list."""

from datetime import timedelta
from functools import cached_property

from app.clock import campus_day
from app.dormitory.day import Plan, plan, rounds
from app.dormitory.night.door import building_of
from app.dormitory.resident import Resident
from app.station.dormitory import Dormitory
from app.station.local import LocalPost
from app.station.reporting import Day, ReportDesk


class Look:
    """Of whoever is on duty, at one moment. buildings: that are open to them; at a post that is named after one of
    them, only that."""

    def __init__(self, post: LocalPost) -> None:
        self.post, self.now = post, post.clock()
        self.plan: Plan = plan()
        self.desk, self._dormitory = ReportDesk(post), Dormitory(post)
        self._opens = self._dormitory.opens()

    @cached_property
    def buildings(self) -> tuple[str, ...]:
        found = sorted({one.building for one in self._residents if self._opens(one)}, key=lambda one: one.zfill(4))
        own = building_of(self.post.settings.post_name)
        return (own,) if own in found else tuple(found)

    @cached_property
    def _residents(self) -> list[Resident]:
        return self._dormitory.residents()

    def mine(self, resident: Resident) -> bool:
        """Whether somebody's room is open to whoever is on duty, and in one of the buildings."""
        return resident.building in self.buildings and self._opens(resident)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Of everybody of whom that holds."""
        return frozenset(one.number for one in self._residents if self.mine(one))

    @cached_property
    def days(self) -> list[Day]:
        """Yesterday, and today as soon as its first round has opened."""
        today = campus_day(self.now)
        days = [one for one in (today - timedelta(days=1), today) if rounds(self.plan, one)[0].opens <= self.now]
        return [self.desk.read(one) for one in days]

    @property
    def today(self) -> Day | None:
        """None before that."""
        return next((one for one in self.days if one.report.day == campus_day(self.now)), None)
