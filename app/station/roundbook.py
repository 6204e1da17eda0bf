"""One round on the map: read once, then kept up to date with each number that is typed."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from threading import RLock
from typing import Any, Literal

from app.access.roles import NotPermitted
from app.clock import campus
from app.dormitory.chain.said import Site
from app.dormitory.day import Round, RoundName, plan
from app.dormitory.facts import Facts, facts
from app.dormitory.observe.looks import RoomLook
from app.dormitory.resident import Resident
from app.dormitory.rounds.calls import Call, Heads, calls
from app.dormitory.rounds.fever import is_high
from app.dormitory.rounds.referral import owed
from app.dormitory.rounds.state import House, Line, State, state
from app.i18n import mark, tr
from app.policy.rule import Fever
from app.station.dormitory import Dormitory
from app.station.local import LocalPost
from app.station.observation import ObservationPost
from app.store.fact import Entry
from app.store.faults import DiskFull

WHY = mark("重新录入")
Source = Literal["typed", "thermometer"]


@dataclass(frozen=True, slots=True)
class Page:
    """What the map shows: one building as far as it is open to whoever is on duty. buildings: all that are; rooms: the
    building's among the campus's places, whether somebody lives there or not. names:
    numbers of those who may be named. unknown: rooms of the list of people that the campus's places do not have.
    referred: numbers of those whom the medical duty room has. high_from: °C by site. observed: rooms of observation,
    and where somebody is observed at home, by their numbers. count: a later page has a greater one."""

    state: State
    building: str
    buildings: tuple[str, ...]
    names: frozenset[str]
    unknown: tuple[str, ...] = ()
    referred: frozenset[str] = frozenset()
    high_from: Fever = field(default_factory=Fever)
    observed: Mapping[str, RoomLook] = field(default_factory=dict)
    rooms: tuple[str, ...] = ()
    count: int = 0


class RoundBook:
    """Of an open post; from any thread."""

    def __init__(self, post: LocalPost) -> None:
        self._post, self._dormitory = post, Dormitory(post)
        self._observation = ObservationPost(post)
        self._turn, self._count = RLock(), 0
        self._round: Round = self._dormitory.round()
        self._house, self._facts = House(residents=()), Facts()
        self._state = State(self._round, post.clock(), (), ())
        self._building = ""
        self._buildings: tuple[str, ...] = ()
        self._rooms: tuple[str, ...] = ()
        self._unknown: tuple[str, ...] = ()
        self._names: frozenset[str] = frozenset()
        self._observed: Mapping[str, RoomLook] = {}
        self._heads: Heads = {}
        self._phones: Mapping[str, str] = {}

    @property
    def operator(self) -> str:
        """Who is on duty."""
        return self._post.operator()

    def read(self, name: RoundName | None = None, building: str = "") -> Page:
        """Everything anew: the round of today that has that name, or the one that is on; that building, or the one it
        was. NotPermitted where no room is open to whoever is on duty."""
        self._post.permit("rounds.read")
        with self._turn:
            self._round = self._dormitory.round(None, name or "")
            self._facts = self._dormitory.facts(self._round.day)
            self._open(building or self._building)
            self._observed = self._observation_rooms()
            self._unknown = tuple(self._dormitory.placed().unknown)
            self._heads, self._phones = self._dormitory.heads(), self._dormitory.phones(self._house.residents)
            self._state = self._stands(self._house, self._facts)
            self._names = frozenset(one.number for one in self._house.residents if self._dormitory.sees(one))
            self._refer_others()
            return self._page()

    def _open(self, building: str) -> None:
        house, opens = self._dormitory.house(), self._dormitory.opens()
        open_ = [one for one in house.residents if opens(one)]
        rooms = [one for one in self._dormitory.every_room() if opens(one)]
        self._house = House(residents=())  # what the one before could open is not left to whoever comes next
        self._state = replace(self._state, lines=())
        if not open_ and not rooms:
            raise NotPermitted(tr("没有指定给您的楼栋或房间。请管理员在“账号”页指定，或运行 gatepost account opens。"))
        self._buildings = tuple(sorted({one.building for one in (*open_, *rooms)}, key=_by_number))
        lived = sorted({one.building for one in open_}, key=_by_number)
        self._building = building if building in self._buildings else (lived or self._buildings)[0]
        self._rooms = tuple(one.room for one in rooms if one.building == self._building)
        here = [one for one in open_ if one.building == self._building]
        self._house = replace(house, residents=here)

    def _observation_rooms(self) -> dict[str, RoomLook]:
        """Of the building, as far as they are open to whoever is on duty, by their numbers."""
        opens, rooms = self._dormitory.opens(), self._dormitory.rooms()
        here = {one.room for one in self._house.residents}
        found = {}
        for code, look in self._observation.on_map().items():
            building, _, room = code.partition("/")
            nobody = Resident(number="", name="", building=building, room=room, place=rooms.get(code, code))
            if building == self._building and (room in here or opens(nobody)):
                found[room] = look
        return found

    def _refer_others(self) -> None:
        """Whoever was high again by records that were made elsewhere at this post. A full disk keeps nobody from
        looking."""
        patient = self._post.patients.of
        numbers = {one.resident.number for one in self._state.lines if owed(one, patient(one.resident.number))}
        if numbers and self._post.may("rounds.enter"):
            with suppress(DiskFull), self._post.database.write():
                self._dormitory.refer(numbers, self._house.residents, self._round.day)

    # What is entered

    def measured(
        self, number: str, celsius: float, *, instead: bool = False, second: bool = False, site: Site = "armpit",
        source: Source = "typed",
    ) -> Page:  # fmt: skip
        """A temperature beside a bed. It corrects a normal one that stands there; after the rest, or where `second`
        says so, it is the second measurement of a high one, which goes to the medical duty room where it is high
        again; `instead` corrects that too."""
        self._post.permit("rounds.enter")
        raw = {"person": number, "celsius": celsius, "site": site, "source": source, "second": second}
        with self._turn:
            self._measure(number, raw, instead=instead)
            return self._page()

    def _measure(self, number: str, raw: Mapping[str, Any], *, instead: bool) -> None:
        line = self._line(number)
        last = line.measurements[-1] if line.measurements else None
        replaced = last if last and (instead or line.fever.state not in ("pending", "again")) else None
        why = {"corrects": replaced.id, "why": WHY} if replaced else {}
        with self._post.database.write():
            entry = self._post.enter("temperature", {**raw, "round": self._round.name, **why})
            if any(is_high(one, self._high_from) for one in facts([entry]).measurements):
                self._dormitory.refer([number], [line.resident], campus(entry.fact.at).date())
        self._take(entry, [number], replaces=replaced.id if replaced else "")

    def all_well(self, building: str, room: str, said_by: str = "") -> Page:
        """The room head's word for those who live there now and are neither measured nor away: no temperatures."""
        self._post.permit("rounds.enter")
        with self._turn:
            self._speak(building, room, said_by)
            return self._page()

    def _speak(self, building: str, room: str, said_by: str) -> None:
        here = [
            one.resident
            for one in self._state.missing
            if (one.resident.building, one.resident.room) == (building, room)
        ]
        numbers = [one.number for one in here]
        if numbers:
            head = next((one.name for one in self.calls(here[0]) if one.whose == "room"), "")
            raw = {
                "says": "normal", "people": [{"person": one} for one in numbers], "building": building, "room": room,
                "round": self._round.name, "said_by": said_by or head,
            }  # fmt: skip
            self._take(self._post.enter("statement", raw), numbers)

    def calls(self, resident: Resident) -> list[Call]:
        """Whom to call about somebody, in the order of responsibility."""
        return calls(resident, self._heads, self._phones)

    def _line(self, number: str) -> Line:
        """Of somebody whose room is open to whoever is on duty; NotPermitted otherwise."""
        found = next((one for one in self._state.lines if one.resident.number == number), None)
        if found is None:
            raise NotPermitted.to(self._post.role())
        return found

    def _take(self, entry: Entry, numbers: Collection[str], replaces: str = "") -> None:
        """It was written; only the lines of these people are computed anew."""
        fresh = facts([entry])
        self._facts.measurements = [one for one in self._facts.measurements if one.id != replaces] + fresh.measurements
        self._facts.spoken += fresh.spoken
        residents = [one for one in self._house.residents if one.number in numbers]
        theirs = Facts(
            measurements=[one for one in self._facts.measurements if one.number in numbers],
            spoken=[one for one in self._facts.spoken if not set(numbers).isdisjoint(one.numbers)],
        )
        anew = self._stands(replace(self._house, residents=residents), theirs)
        lines = {one.resident.number: one for one in anew.lines}
        kept = tuple(lines.get(one.resident.number, one) for one in self._state.lines)
        self._state = replace(self._state, now=anew.now, lines=kept)

    @property
    def _high_from(self) -> Fever:
        return self._post.level().fever_from

    def _stands(self, house: House, known: Facts) -> State:
        return state(self._round, house, known, self._high_from, plan(), self._post.clock())

    def _page(self) -> Page:
        self._count += 1
        referred = frozenset(one.number for one in self._post.patients.worklist())
        return Page(
            self._state, self._building, self._buildings, self._names, self._unknown, referred, self._high_from,
            self._observed, self._rooms, self._count,
        )  # fmt: skip


def _by_number(building: str) -> str:
    return building.zfill(4)
