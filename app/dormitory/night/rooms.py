"""A night check as a map: the floors of a building, the rooms with their beds, and what stands out in each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from app.dormitory.floors import Look
from app.dormitory.night.line import Line
from app.policy.zone import ZONE_KINDS, ZoneKind


@dataclass(frozen=True, slots=True)
class NightRoom:
    """One room. lines: its beds, in their order. cases: how many of them have to be called."""

    building: str
    room: str
    lines: tuple[Line, ...]
    cases: int = 0

    @property
    def due(self) -> int:
        """How many are to be there."""
        return sum(one.due for one in self.lines)

    @property
    def done(self) -> int:
        """How many of those were found."""
        return sum(one.found for one in self.lines)

    @property
    def zone(self) -> ZoneKind | Literal[""]:
        kinds = {one.zone for one in self.lines}
        return next((kind for kind in ZONE_KINDS if kind in kinds), "")

    @property
    def observed(self) -> None:
        """Whoever is observed there is not looked for at night."""

    @property
    def look(self) -> Look:
        """Somebody is not there; nobody was looked for yet; some were; all were found; all are on leave."""
        if self.cases:
            return "attention"
        if not self.due:
            return "away"
        return "done" if self.done == self.due else "begun" if self.done else "missing"


@dataclass(frozen=True, slots=True)
class NightFloor:
    """One floor. rooms: in the order of their numbers."""

    name: str
    rooms: tuple[NightRoom, ...]


def floors(lines: Iterable[Line], *, closed: bool) -> tuple[NightFloor, ...]:
    """The floors of one building as they stand, the highest first. closed: whoever was not found is a case."""
    beds: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        beds.setdefault((line.resident.floor, line.resident.room), []).append(line)
    found: dict[str, list[NightRoom]] = {}
    for (floor, room), some in sorted(beds.items(), key=lambda pair: pair[0][1].zfill(6)):
        cases = sum(one.is_case(closed=closed) for one in some)
        found.setdefault(floor, []).append(NightRoom(some[0].resident.building, room, tuple(some), cases))
    return tuple(NightFloor(name, tuple(some)) for name, some in sorted(found.items(), key=_height, reverse=True))


def _height(floor: tuple[str, list[NightRoom]]) -> str:
    return floor[0].zfill(4)
