"""The roster's people as residents: whose place is a room (5-316, 5栋316, A312-2), and what does not match."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from app.dormitory.resident import Resident
from app.policy.person import RESIDENTS, Person

_PLACE = re.compile(
    r"\s*(?P<building>\d{1,2}|[A-Za-z]\d?)\s*(?:-|#|栋|幢|号楼|号公寓|公寓|楼|/)?\s*(?P<room>\d{3,4})"
    r"\s*(?:室|寝|宿舍)?(?:\s*[-/]\s*(?P<bed>\d{1,2}))?\s*(?:号?床)?\s*"
)


class Housed(NamedTuple):
    """unmatched: those of the campus's own people whose place is no room."""

    residents: list[Resident]
    unmatched: list[Person]


def housed(people: Iterable[Person]) -> Housed:
    """Everybody of the roster who lives in a room."""
    residents, unmatched = [], []
    for person in people:
        if person.kind not in RESIDENTS:
            continue
        found = _PLACE.fullmatch(person.place)
        if found is None:
            unmatched.append(person)
            continue
        building, room = found["building"].upper(), found["room"]
        residents.append(
            Resident(
                number=person.number, name=person.name, building=building, room=room, bed=found["bed"] or "",
                place=f"{building}/{room}", college=person.college, class_name=person.class_name,
                counsellor=person.counsellor, phone=person.phone,
            )
        )  # fmt: skip
    return Housed(residents, unmatched)
