"""The roster's people as residents, and their rooms among the campus's places; what does not match is listed."""

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from app.dormitory.resident import Resident
from app.policy.person import RESIDENTS, Person
from app.policy.room import RoomName, room_of


class Housed(NamedTuple):
    """unmatched: those of the campus's own people whose place is no room."""

    residents: list[Resident]
    unmatched: list[Person]


class Placed(NamedTuple):
    """unknown: rooms of residents ("5/316") that the campus's places do not have; empty: places where nobody lives."""

    residents: list[Resident]
    unknown: list[str]
    empty: list[str]


def housed(people: Iterable[Person]) -> Housed:
    """Everybody of the roster who lives in a room."""
    residents, unmatched = [], []
    for person in people:
        if person.kind in RESIDENTS:
            resident = resident_of(person)
            if resident.building:
                residents.append(resident)
            else:
                unmatched.append(person)
    return Housed(residents, unmatched)


def resident_of(person: Person) -> Resident:
    """Somebody in the room that the list of people has for them; in no building where that is none."""
    found = room_of(person.place) or RoomName("", "")
    return Resident(
        number=person.number, name=person.name, building=found.building, room=found.room, bed=found.bed,
        place=f"{found.building}/{found.room}", college=person.college, class_name=person.class_name,
        counsellor=person.counsellor, phone=person.phone,
    )  # fmt: skip


def placed(residents: Collection[Resident], rooms: Mapping[str, str]) -> Placed:
    """The residents at the campus's own places. rooms: building and room ("5/316") → the path of the place; see
    app.store.reference.rooms. Whoever's room is not among them stays as they were."""
    found = [dataclasses.replace(one, place=rooms.get(one.place, one.place)) for one in residents]
    lived = {one.place for one in residents}
    unknown = sorted(place for place in lived if place not in rooms) if rooms else []
    return Placed(found, unknown, sorted(path for room, path in rooms.items() if room not in lived))
