"""A round as a map: the floors of a building, the rooms with their beds, and what stands out in each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from app.dormitory.observe.looks import RoomLook
from app.dormitory.rounds.state import Line
from app.policy.room import floor_of
from app.policy.zone import ZONE_KINDS, ZoneKind

Look: TypeAlias = Literal["attention", "missing", "begun", "done", "away"]
"""Fever or illness; nobody said anything; some are missing; nobody is; nobody is here."""


@dataclass(frozen=True)
class RoomState:
    """One room. lines: its beds, in their order; none where nobody lives. observed: where it
    is such a room, or somebody is observed in it. What follows from them is counted once: a map asks for it often."""

    building: str
    room: str
    lines: tuple[Line, ...]
    observed: RoomLook | None = None

    @cached_property
    def due(self) -> int:
        """How many of them something is due of."""
        return sum(one.status != "away" for one in self.lines)

    @cached_property
    def done(self) -> int:
        """How many of those have been measured, or spoken of."""
        return sum(one.status in ("measured", "stated") for one in self.lines)

    @cached_property
    def zone(self) -> ZoneKind | Literal[""]:
        kinds = {one.zone for one in self.lines}
        return next((kind for kind in ZONE_KINDS if kind in kinds), "")

    @cached_property
    def look(self) -> Look:
        """What the room is to look like."""
        if any(one.urgent or one.fever.state == "pending" for one in self.lines):
            return "attention"
        if not self.due:
            return "away"
        return "done" if self.done == self.due else "begun" if self.done else "missing"


@dataclass(frozen=True, slots=True)
class Floor:
    """One floor. rooms: in the order of their numbers."""

    name: str
    rooms: tuple[RoomState, ...]


def floors(
    building: str, lines: Iterable[Line], observed: Mapping[str, RoomLook], rooms: Iterable[str] = ()
) -> tuple[Floor, ...]:
    """The floors of one building as they stand, the highest first. observed: by the rooms' numbers. rooms: those that
    there are, whether somebody lives there or not."""
    beds: dict[str, list[Line]] = {room: [] for room in (*rooms, *observed)}
    for line in lines:
        beds.setdefault(line.resident.room, []).append(line)
    found: dict[str, list[RoomState]] = {}
    for room, some in sorted(beds.items(), key=lambda pair: pair[0].zfill(6)):
        made = RoomState(building, room, tuple(some), observed.get(room))
        found.setdefault(floor_of(room), []).append(made)
    return tuple(Floor(name, tuple(some)) for name, some in sorted(found.items(), key=_height, reverse=True))


def _height(floor: tuple[str, list[RoomState]]) -> str:
    return floor[0].zfill(4)
