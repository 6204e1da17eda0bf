"""One round on the map: read once, then kept up to date with each number that is typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.access.roles import NotPermitted
from app.dormitory.day import Round, RoundName, plan
from app.dormitory.facts import Facts, facts
from app.dormitory.resident import Resident
from app.dormitory.rounds.calls import Call, Heads, calls
from app.dormitory.rounds.state import House, Line, State, state
from app.i18n import mark
from app.station.dormitory import Dormitory
from app.station.local import LocalPost
from app.store.fact import Entry

WHY = mark("重新录入")


@dataclass(frozen=True, slots=True)
class Page:
    """What the map shows. lines: those that whoever is on duty may open. names: numbers of those who may be named.
    unknown: rooms of the list of people that the campus's places do not have."""

    state: State
    lines: tuple[Line, ...]
    names: frozenset[str]
    unknown: tuple[str, ...] = ()


class RoundBook:
    """Of an open post. Used by one thread at a time."""

    def __init__(self, post: LocalPost) -> None:
        self._post, self._dormitory = post, Dormitory(post)
        self._round: Round = self._dormitory.round()
        self._house, self._facts = House(residents=()), Facts()
        self._opens: Callable[[Resident], bool] = lambda _one: False
        self._unknown: tuple[str, ...] = ()
        self._heads: Heads = {}
        self._phones: Mapping[str, str] = {}

    def read(self, name: RoundName | None = None, day: date | None = None) -> Page:
        """Everything anew; the round of that name, or the one that is on."""
        self._post.permit("rounds.read")
        self._round = self._dormitory.round(day, name or "")
        self._house, self._facts = self._dormitory.house(), self._dormitory.facts(self._round.day)
        self._opens = self._dormitory.opens()
        self._unknown = tuple(self._dormitory.placed().unknown)
        self._heads, self._phones = self._dormitory.heads(), self._dormitory.phones(self._house.residents)
        return self._page()

    def measured(self, number: str, celsius: float, *, instead: bool = False) -> Page:
        """A temperature that was typed beside a bed. It corrects a normal one that stands there, and is the second
        measurement of a high one; `instead` corrects that too."""
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
        return self._page()

    def all_well(self, building: str, room: str, said_by: str = "") -> Page:
        """The room head's word for those who live there now and are neither measured nor away: no temperatures."""
        missing = [one for one in self._page().lines if one.status == "missing"]
        numbers = [
            one.resident.number for one in missing if (one.resident.building, one.resident.room) == (building, room)
        ]
        if numbers:
            raw = {
                "says": "normal", "people": [{"person": one} for one in numbers], "building": building, "room": room,
                "round": self._round.name, "said_by": said_by,
            }  # fmt: skip
            self._take(self._post.enter("statement", raw))
        return self._page()

    def calls(self, resident: Resident) -> list[Call]:
        """Whom to call about somebody, in the order of responsibility."""
        return calls(resident, self._heads, self._phones)

    def _line(self, number: str) -> Line:
        """Of somebody whose room is open to whoever is on duty; NotPermitted otherwise."""
        found = next((one for one in self._page().lines if one.resident.number == number), None)
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
        lines = tuple(one for one in found.lines if self._opens(one.resident))
        names = frozenset(one.resident.number for one in lines if self._dormitory.sees(one.resident))
        return Page(found, lines, names, self._unknown)
