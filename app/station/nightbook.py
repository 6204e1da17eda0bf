"""The night check of a building as it is shown: read once, then kept up to date with what is written."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from threading import RLock

from app.access.roles import NotPermitted
from app.dormitory.day import plan
from app.dormitory.night.board import NightBoard
from app.dormitory.night.earlier import Case, Left, cases_left, left_of
from app.dormitory.night.hours import Hours, hours, night_of
from app.dormitory.night.state import Check, checks_of
from app.dormitory.night.step import Step
from app.dormitory.resident import Resident
from app.dormitory.rounds.calls import Call, Heads, calls
from app.dormitory.rounds.state import House
from app.i18n import tr
from app.policy.building import at_door
from app.records.night_step import NightNumbers
from app.station.dormitory import Dormitory
from app.station.local import LocalPost
from app.store.passages import Passages

_DAY = timedelta(days=1)
_STILL = timedelta(days=2)
"""The passages of older nights are not at hand: their numbers would be wrong."""


@dataclass(frozen=True, slots=True)
class Open:
    """A case of the night that is shown, or of an earlier one. since: when nobody found them."""

    night: date
    resident: Resident
    called: tuple[Step, ...]
    since: datetime | None


@dataclass(frozen=True, slots=True)
class NightPage:
    """One building's night. check: as far as its rooms are open to whoever is on duty; None before it was opened.
    numbers: of the whole building. names: numbers of those who may be named. earlier: what the nights before left
    open, with whom that is; unclosed: those of their checks that nobody closed. count: a later page has a greater
    one."""

    hours: Hours
    now: datetime
    building: str
    buildings: tuple[str, ...]
    check: Check | None
    numbers: NightNumbers
    names: frozenset[str]
    earlier: tuple[tuple[Case, Resident], ...] = ()
    unclosed: tuple[date, ...] = ()
    count: int = 0

    @property
    def cases(self) -> list[Open]:
        """Whom somebody has to call: the earlier nights' first."""
        found = [Open(case.night, one, case.called, case.since) for case, one in self.earlier]
        check, night = self.check, self.hours.day
        closed_at = check.closed.at if check and check.closed else None
        lines = check.cases if check else ()
        return [*found, *(Open(night, one.resident, one.called, one.at or closed_at) for one in lines)]


class NightBook:
    """Of an open post; from any thread."""

    def __init__(self, post: LocalPost) -> None:
        self._post, self._dormitory, self._plan = post, Dormitory(post), plan()
        self._board = NightBoard(lambda: post.ledger, post.clock)
        self._turn, self._count = RLock(), 0
        self._house = House(residents=())
        self._opens: Callable[[Resident], bool] = _nothing
        self._people: Mapping[str, Resident] = {}
        self._buildings: tuple[str, ...] = ()
        self._building = ""
        self._night = night_of(self._plan, post.clock())
        self._heads: Heads = {}
        self._phones: Mapping[str, str] = {}

    def read(self, building: str = "", night: date | None = None) -> NightPage:
        """Everything anew: that building, or the one it was; that night, or the one that an officer means now.
        NotPermitted where no room is open to whoever is on duty."""
        self._post.permit("rounds.read")
        with self._turn:
            self._look(building)
            self._night = night or self._meant()
            return self._page()

    def everything(self, house: House, buildings: Collection[str]) -> list[NightPage]:
        """Of those buildings, as far as they are open to whoever is on duty. house: as it was just read."""
        self._post.permit("rounds.read")
        with self._turn:
            self._look("", house)
            found = []
            for building in (one for one in self._buildings if one in buildings):
                self._building = building
                self._night = self._meant()
                found.append(self._page())
            return found

    def calls(self, resident: Resident) -> list[Call]:
        """Whom to call about somebody, in the order of responsibility."""
        return calls(resident, self._heads, self._phones)

    def _look(self, building: str, house: House | None = None) -> None:
        self._opens = _nothing  # what the one before could open is not left to whoever comes next
        house, opens = house or self._dormitory.house(), self._dormitory.opens()
        mine = [one for one in house.residents if opens(one)]
        if not mine:
            raise NotPermitted(tr("没有指定给您的楼栋或房间。请管理员在“账号”页指定，或运行 gatepost account opens。"))
        self._house, self._opens = house, opens
        self._people = {one.number: one for one in house.residents}
        self._buildings = tuple(sorted({one.building for one in mine}, key=lambda one: one.zfill(4)))
        wanted = building.upper() or self._building or at_door(self._post.settings.post_name)
        self._building = wanted if wanted in self._buildings else self._buildings[0]
        self._heads, self._phones = self._dormitory.heads(), self._dormitory.phones(mine)

    def _meant(self) -> date:
        """Tonight's; in the morning and until the evening last night's, while nobody has closed that."""
        tonight = night_of(self._plan, self._post.clock())
        if self._post.clock() >= hours(self._plan, tonight).opens or self._check(tonight):
            return tonight
        before = self._check(tonight - _DAY)
        return tonight - _DAY if before and before.closed is None else tonight

    def _check(self, night: date) -> Check | None:
        """The whole building's, whoever may open which rooms of it."""
        steps, passed = self._board.steps(), self._board.passed()
        found = checks_of(night, self._house, steps, passed, self._plan, self._post.clock())
        return next((one for one in found if one.building == self._building), None)

    def _left(self) -> list[Left]:
        """Of the nights before the one that is shown."""
        return [one for one in left_of(self._board.steps(), self._night) if one.building == self._building]

    def _page(self) -> NightPage:
        check, left = self._check(self._night), self._left()
        shown = replace(check, lines=tuple(one for one in check.lines if self._opens(one.resident))) if check else None
        cases = [(one, self._whose(one)) for one in cases_left(left, self._plan, self._came)]
        residents = [*(one.resident for one in (shown.lines if shown else ())), *(one for _, one in cases)]
        self._count += 1
        return NightPage(
            hours(self._plan, self._night), self._post.clock(), self._building, self._buildings, shown,
            check.numbers if check else NightNumbers(),
            frozenset(one.number for one in residents if self._dormitory.sees(one)),
            tuple((case, one) for case, one in cases if self._opens(one)),
            tuple(one.night for one in left if not one.closed and self._night - one.night <= _STILL), self._count,
        )  # fmt: skip

    def _whose(self, case: Case) -> Resident:
        """Whoever a case is about, in the room where they lived then."""
        known = self._people.get(case.number) or Resident(number=case.number, name=case.number)
        place = f"{case.building}/{case.room}"
        here = (known.building, known.room) == (case.building, case.room)
        return known if here else replace(known, building=case.building, room=case.room, place=place, bed="")

    def _came(self, number: str, building: str, since: datetime, until: datetime) -> bool:
        found = Passages(self._post.database).of(number, since, until)
        return any(one.admitted and one.direction == "in" and at_door(one.post) == building for one in found)


def _nothing(_resident: Resident) -> bool:
    return False
