"""One round on the map: read once, then kept up to date with each number that is typed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import RLock
from typing import Any

from app.access.roles import NotPermitted
from app.dormitory.day import Round, RoundName, plan
from app.dormitory.facts import Facts, facts
from app.dormitory.resident import Resident
from app.dormitory.rounds.calls import Call, Heads, calls
from app.dormitory.rounds.state import House, Line, State, state
from app.i18n import mark, tr
from app.station.dormitory import Dormitory
from app.station.local import LocalPost
from app.store.fact import Entry

WHY = mark("重新录入")


@dataclass(frozen=True, slots=True)
class Page:
    """What the map shows: one building as far as it is open to whoever is on duty. buildings: all that are. names:
    numbers of those who may be named. unknown: rooms of the list of people that the campus's places do not have.
    count: a later page has a greater one."""

    state: State
    building: str
    buildings: tuple[str, ...]
    names: frozenset[str]
    unknown: tuple[str, ...] = ()
    count: int = 0


class RoundBook:
    """Of an open post; from any thread."""

    def __init__(self, post: LocalPost) -> None:
        self._post, self._dormitory = post, Dormitory(post)
        self._turn, self._count = RLock(), 0
        self._round: Round = self._dormitory.round()
        self._house, self._facts = House(residents=()), Facts()
        self._building = ""
        self._buildings: tuple[str, ...] = ()
        self._unknown: tuple[str, ...] = ()
        self._heads: Heads = {}
        self._phones: Mapping[str, str] = {}

    def read(self, name: RoundName | None = None, building: str = "") -> Page:
        """Everything anew: the round of today that has that name, or the one that is on; that building, or the one it
        was. NotPermitted where no room is open to whoever is on duty."""
        self._post.permit("rounds.read")
        with self._turn:
            self._round = self._dormitory.round(None, name or "")
            self._facts = self._dormitory.facts(self._round.day)
            self._open(building or self._building)
            self._unknown = tuple(self._dormitory.placed().unknown)
            self._heads, self._phones = self._dormitory.heads(), self._dormitory.phones(self._house.residents)
            return self._page()

    def _open(self, building: str) -> None:
        house, opens = self._dormitory.house(), self._dormitory.opens()
        open_ = [one for one in house.residents if opens(one)]
        self._house = House(residents=())  # what the one before could open is not left to whoever comes next
        if not open_:
            raise NotPermitted(tr("没有指定给您的楼栋或房间。请管理员运行 gatepost account opens 指定。"))
        self._buildings = tuple(sorted({one.building for one in open_}, key=lambda one: one.zfill(4)))
        self._building = building if building in self._buildings else self._buildings[0]
        here = [one for one in open_ if one.building == self._building]
        self._house = replace(house, residents=here)

    def measured(self, number: str, celsius: float, *, instead: bool = False) -> Page:
        """A temperature that was typed beside a bed. It corrects a normal one that stands there, and is the second
        measurement of a high one; `instead` corrects that too."""
        self._post.permit("rounds.enter")
        with self._turn:
            self._measure(number, celsius, instead=instead)
            return self._page()

    def _measure(self, number: str, celsius: float, *, instead: bool) -> None:
        line = self._line(number)
        raw: dict[str, Any] = {
            "person": number, "celsius": celsius, "site": "armpit", "source": "typed", "round": self._round.name,
        }  # fmt: skip
        last = line.measurements[-1] if line.measurements else None
        if last and (instead or line.fever.state not in ("pending", "again")):
            raw |= {"corrects": last.id, "why": WHY}
            self._take(self._post.enter("temperature", raw), replaces=last.id)
        else:
            self._take(self._post.enter("temperature", raw))

    def all_well(self, building: str, room: str, said_by: str = "") -> Page:
        """The room head's word for those who live there now and are neither measured nor away: no temperatures."""
        self._post.permit("rounds.enter")
        with self._turn:
            self._speak(building, room, said_by)
            return self._page()

    def _speak(self, building: str, room: str, said_by: str) -> None:
        missing = [one for one in self._page().state.lines if one.status == "missing"]
        numbers = [
            one.resident.number for one in missing if (one.resident.building, one.resident.room) == (building, room)
        ]
        if numbers:
            raw = {
                "says": "normal", "people": [{"person": one} for one in numbers], "building": building, "room": room,
                "round": self._round.name, "said_by": said_by,
            }  # fmt: skip
            self._take(self._post.enter("statement", raw))

    def calls(self, resident: Resident) -> list[Call]:
        """Whom to call about somebody, in the order of responsibility."""
        return calls(resident, self._heads, self._phones)

    def _line(self, number: str) -> Line:
        """Of somebody whose room is open to whoever is on duty; NotPermitted otherwise."""
        found = next((one for one in self._page().state.lines if one.resident.number == number), None)
        if found is None:
            raise NotPermitted.to(self._post.role())
        return found

    def _take(self, entry: Entry, replaces: str = "") -> None:
        fresh = facts([entry])
        self._facts.measurements = [one for one in self._facts.measurements if one.id != replaces] + fresh.measurements
        self._facts.spoken += fresh.spoken

    def _page(self) -> Page:
        thresholds = self._post.level().fever_from
        found = state(self._round, self._house, self._facts, thresholds, plan(), self._post.clock())
        names = frozenset(one.resident.number for one in found.lines if self._dormitory.sees(one.resident))
        self._count += 1
        return Page(found, self._building, self._buildings, names, self._unknown, self._count)
