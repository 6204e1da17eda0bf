"""What earlier nights left open: cases that nobody settled, checks that nobody closed; by their steps alone."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from app.dormitory.day import Plan
from app.dormitory.night.hours import hours
from app.dormitory.night.step import Step

Came = Callable[[str, str, datetime, datetime], bool]
"""Number, building, from when, until when → whether they came in by the building's door meanwhile."""


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody who was not found in an earlier night. room: where they lived then. since: when nobody found them.
    called: the calls about them."""

    night: date
    building: str
    number: str
    room: str
    since: datetime
    called: tuple[Step, ...] = ()


@dataclass(slots=True)
class Left:
    """One check of an earlier night. named: who was not found when it was closed; absent: by the ticks that stand."""

    night: date
    building: str
    closed: bool = False
    named: dict[str, Step] = field(default_factory=dict)
    absent: dict[str, Step] = field(default_factory=dict)
    found: set[str] = field(default_factory=set)
    settled: set[str] = field(default_factory=set)
    rooms: dict[str, str] = field(default_factory=dict)
    called: dict[str, list[Step]] = field(default_factory=dict)

    def take(self, step: Step) -> None:
        act, numbers = step.said.act, [str(one.person) for one in step.said.people]
        self.rooms |= {str(one.person): one.room for one in step.said.people if one.room}
        if act in ("opened", "closed"):
            self.closed = act == "closed"
            self.named = dict.fromkeys(numbers, step)
            if self.closed:  # whoever it does not name was found, or on leave
                self.absent = {number: one for number, one in self.absent.items() if number in self.named}
        for number in numbers:
            if act == "called":
                self.called.setdefault(number, []).append(step)
            elif act == "settled":
                self.settled.add(number)
            elif act in ("in", "late", "absent", "undone"):
                self._tick(number, step)

    def _tick(self, number: str, step: Step) -> None:
        self.absent.pop(number, None)
        self.found.discard(number)
        if step.said.act == "undone":
            self.named.setdefault(number, step)
            return
        self.settled.discard(number)
        if step.said.act == "absent":
            self.absent[number] = step
        else:
            self.found.add(number)

    def cases(self) -> Iterator[Case]:
        missed = {**(self.named if self.closed else {}), **self.absent}
        for number in sorted(missed.keys() - self.found - self.settled):
            calls = tuple(self.called.get(number, ()))
            yield Case(self.night, self.building, number, self.rooms.get(number, ""), missed[number].at, calls)


def left_of(steps: Iterable[Step], before: date) -> list[Left]:
    """The checks of the nights before that one, the oldest first."""
    found: dict[tuple[date, str], Left] = {}
    for step in sorted(steps, key=lambda one: one.order):
        if step.night < before:
            key = step.night, step.said.building
            found.setdefault(key, Left(*key)).take(step)
    return [found[key] for key in sorted(found)]


def cases_left(left: Iterable[Left], plan: Plan, came: Came) -> list[Case]:
    """Whoever was not found in those nights, until somebody finds them or settles it by a note; or the door did, in
    that very night."""
    found = (case for one in left for case in one.cases())
    return [one for one in found if not came(one.number, one.building, one.since, hours(plan, one.night).ends)]
