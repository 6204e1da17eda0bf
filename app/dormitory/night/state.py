"""The checks of one night: one pure function of their steps, of the door's passages and of who lives where.

Everybody who was on the list of a check, or lived in its building while it was open, is in exactly one line of one
check, however often they moved meanwhile and whichever zones were raised or lifted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.clock import EARLIEST
from app.dormitory.day import Plan
from app.dormitory.facts import Passed
from app.dormitory.night.door import last_passage
from app.dormitory.night.hours import Hours, hours
from app.dormitory.night.line import Line, line_of
from app.dormitory.night.step import Step
from app.dormitory.resident import Absence, Resident, living
from app.dormitory.rounds.state import House, zone_in
from app.records.night_step import NightNumbers


@dataclass(frozen=True, slots=True)
class Check:
    """One building's. told: its numbers as they were when it was closed. ended: the night is over. lines: by room and
    bed. moved: who was on its list and is in another check's now, with the building."""

    hours: Hours
    building: str
    opened: Step
    closed: Step | None
    ended: bool
    lines: tuple[Line, ...]
    moved: tuple[tuple[str, str], ...] = ()

    @property
    def cases(self) -> tuple[Line, ...]:
        """Whom somebody has to call, or to settle."""
        return tuple(one for one in self.lines if one.is_case(closed=self.closed is not None))

    @property
    def numbers(self) -> NightNumbers:
        """As they are now."""
        count = {name: sum(one.standing == name for one in self.lines) for name in _COUNTED}
        return NightNumbers(
            due=len(self.lines) - count["leave"], present=count["in"], late=count["late"], absent=count["absent"],
            unseen=count["unseen"], leave=count["leave"],
        )  # fmt: skip


_COUNTED = ("in", "late", "leave", "absent", "unseen")


def checks_of(
    night: date, house: House, steps: Iterable[Step], passed: Mapping[str, Sequence[Passed]], plan: Plan, now: datetime
) -> tuple[Check, ...]:
    """The checks that were opened in that night, by building. steps: of any night, in any order; passed: by number.
    Steps that were written after `now` are not known yet."""
    own = {one.id: one for one in steps if one.night == night and one.entered_at <= now}
    ordered = sorted(own.values(), key=lambda one: one.order)
    begun = {one.said.building: one for one in reversed(ordered) if one.said.act == "opened"}
    drafts = {name: _Draft(name, opened, ordered) for name, opened in begun.items()}
    homes = _homes(drafts.values(), house.residents, hours(plan, night), now)
    said = _by_number(ordered)
    about = _About(house, passed, hours(plan, night), now)
    return tuple(_check(draft, homes, said, about) for _, draft in sorted(drafts.items(), key=_by_name))


def _by_name(pair: tuple[str, "_Draft"]) -> str:
    return pair[0].zfill(4)


class _Draft:
    """A check before its lines. listed: number → room, as it was written."""

    def __init__(self, building: str, opened: Step, ordered: Sequence[Step]) -> None:
        self.building, self.opened = building, opened
        of_it = [one for one in ordered if one.said.building == building]
        last = next(one for one in reversed(of_it) if one.said.act in ("opened", "closed"))
        self.closed = last if last.said.act == "closed" else None
        self.listed = {
            str(each.person): each.room for one in of_it if one.said.act == "listed" for each in one.said.people
        }


def _homes(
    drafts: Iterable[_Draft], residents: Iterable[Resident], hours_: Hours, now: datetime
) -> dict[str, tuple[str, Resident]]:
    """Number → the one check whose line they are in, and the room they came into last. Whoever moved between two
    buildings is in the check of the later one where that has them, else in the one that did."""
    found: dict[str, tuple[str, Resident]] = {}
    ranks: dict[str, tuple[bool, datetime]] = {}
    residents = list(residents)
    for draft in drafts:
        until = min(draft.closed.at if draft.closed else now, hours_.ends)
        here = living(residents, min(draft.opened.at, until), until)
        joins = draft.closed is None and now <= hours_.ends
        numbers = {*draft.listed, *(one.number for one in here.values() if joins and one.building == draft.building)}
        for number in numbers:
            home = here.get(number) or Resident(number=number, name=number)
            rank = home.building == draft.building, home.since or EARLIEST
            if number not in found or rank > ranks[number]:
                found[number], ranks[number] = (draft.building, home), rank
    return found


def _by_number(ordered: Iterable[Step]) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = {}
    for one in ordered:
        for person in one.said.people if one.said.act != "listed" else ():
            found.setdefault(person.person, []).append(one)
    return found


@dataclass(frozen=True, slots=True)
class _About:
    """What a line is made from beside its steps."""

    house: House
    passed: Mapping[str, Sequence[Passed]]
    hours: Hours
    now: datetime

    def absences(self, until: datetime) -> dict[str, Absence]:
        return {one.number: one for one in self.house.absences if one.covers(until)}

    def passage(self, number: str, building: str) -> Passed | None:
        end = min(self.now, self.hours.ends)
        return last_passage(self.passed.get(number, ()), building, self.hours.door_from, end)


def _check(
    draft: _Draft, homes: Mapping[str, tuple[str, Resident]], said: Mapping[str, list[Step]], about: _About
) -> Check:
    until = min(draft.closed.at if draft.closed else about.now, about.hours.ends)
    absences = about.absences(until)
    zones = [one for one in about.house.zones if one.holds(until)]
    lines = []
    for number, (building, home) in homes.items():
        if building == draft.building:
            home, moved_to = _at_home(home, draft)
            passage = about.passage(number, building)
            absence, zone = absences.get(number), zone_in(home, zones)
            lines.append(line_of(home, said.get(number, ()), passage, absence, about.hours, zone, moved_to))
    moved = [(number, homes[number][0]) for number in draft.listed if homes[number][0] != draft.building]
    ended = about.now > about.hours.ends
    return Check(
        about.hours, draft.building, draft.opened, draft.closed, ended, tuple(sorted(lines, key=_by_bed)),
        tuple(sorted(moved)),
    )  # fmt: skip


def _at_home(home: Resident, draft: _Draft) -> tuple[Resident, str]:
    """Whoever lives elsewhere by now is in the room where they were listed; and where they live."""
    if home.building == draft.building:
        return home, ""
    room = draft.listed[home.number]
    here = replace(home, building=draft.building, room=room, place=f"{draft.building}/{room}", bed="")
    return here, f"{home.building}-{home.room}" if home.building else ""


def _by_bed(line: Line) -> tuple[str, str, str]:
    one = line.resident
    return one.room.zfill(6), one.bed, one.number
