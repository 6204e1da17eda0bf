"""Observation on the dormitory's map: how a room of observation, or one where somebody is observed at home, stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.dormitory.observe.rooms import Occupied
from app.dormitory.observe.watched import Watched

Look: TypeAlias = Literal["attention", "due", "watched", "free"]
"""Fever, or too many; something is due; all is done; nobody is here."""
_RANK: tuple[Look, ...] = ("attention", "due", "watched", "free")
_PRESSING = {"high", "measure", "test"}


@dataclass(frozen=True, slots=True)
class RoomLook:
    """people: how many are observed there; capacity: for how many it is, 0 for a room of nobody's observation."""

    look: Look
    people: int
    capacity: int = 0


def on_map(found: Iterable[Watched], rooms: Iterable[Occupied], homes: Mapping[str, str]) -> dict[str, RoomLook]:
    """Building and room ("9/302") → how it stands. homes: number → room of whoever is observed at home."""
    inside: dict[str, list[Watched]] = {}
    for one in found:
        if one.stay.open and (place := homes.get(one.number, "") if one.stay.home else one.stay.room):
            inside.setdefault(place, []).append(one)
    capacities = {one.room.code: one.room.capacity for one in rooms}
    return {
        place: _room(inside.get(place, []), capacities.get(place, 0))
        for place in sorted({*inside, *capacities})
    }  # fmt: skip


def _room(people: list[Watched], capacity: int) -> RoomLook:
    looks: set[Look] = {_look(one) for one in people} or {"free"}
    if capacity and len(people) > capacity:
        looks.add("attention")
    return RoomLook(min(looks, key=_RANK.index), len(people), capacity)


def _look(one: Watched) -> Look:
    what = {each.what for each in one.due}
    return "attention" if "high" in what else "due" if what & _PRESSING else "watched"
