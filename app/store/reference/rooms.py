"""The places of the campus as rooms of buildings, as people say them, and what a place covers."""

import re
from collections.abc import Iterable, Mapping

from app.policy.building import building_of
from app.policy.room import room_of
from app.store.reference.places import BETWEEN, Place

_BUILDING, _ROOM = 2, 5
"""How many codes the path of a building and of a room has."""
_INSIDE = re.compile(r"\d{1,4}[A-Z]?")


def rooms_of(places: Iterable[Place]) -> dict[str, str]:
    """Building and room ("5/316") → path (main/5/A/3/316). The building by its code, where that is a number or a
    letter as the list of people has them, else by its title (12号楼)."""
    known = list(places)
    buildings = {one.path: _building(one) for one in known if one.depth == _BUILDING}
    found = {}
    for one in known:
        codes = one.path.split(BETWEEN)
        building = buildings.get(BETWEEN.join(codes[:_BUILDING]), "")
        if one.depth == _ROOM and building:
            room = room_of(f"{building}-{codes[-1]}") or room_of(f"{building}-{one.title}")
            if room:
                found[f"{room.building}/{room.room}"] = one.path
    return found


def covered(place: str, rooms: Mapping[str, str]) -> tuple[str, ...]:
    """What lies in a place as app.policy.zone names it: the rooms in the place of that path; and a building, floor or
    room that is written so already ("5", "5/3", "5/316") is itself."""
    inside = tuple(room for room, path in rooms.items() if path == place or path.startswith(place + BETWEEN))
    return inside or ((place,) if _is_written(place) else ())


def _is_written(place: str) -> bool:
    building, _, rest = place.partition(BETWEEN)
    return bool(building_of(building)) and (not rest or bool(_INSIDE.fullmatch(rest)))


def _building(place: Place) -> str:
    return building_of(place.path.rpartition(BETWEEN)[2]) or building_of(place.title)
