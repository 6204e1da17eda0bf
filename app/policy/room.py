"""A room as the list of people writes it: 5-316, 5栋316, A312-2."""

import re
from typing import NamedTuple

_PLACE = re.compile(
    r"\s*(?P<building>\d{1,2}|[A-Za-z]\d?)\s*(?:-|#|栋|幢|号楼|号公寓|公寓|楼|/)?\s*(?P<room>\d{3,4})"
    r"\s*(?:室|寝|宿舍)?(?:\s*[-/]\s*(?P<bed>\d{1,2}))?\s*(?:号?床)?\s*"
)


class RoomName(NamedTuple):
    """Building, room and bed as people say them ("5", "316", "2"); bed: empty where none is said."""

    building: str
    room: str
    bed: str = ""

    @property
    def floor(self) -> str:
        """What stands before a room's last two digits: 3 of 316, 12 of 1203."""
        return floor_of(self.room)


def room_of(place: str) -> RoomName | None:
    """The room that a place is, or None for an office and the like."""
    found = _PLACE.fullmatch(place)
    return RoomName(found["building"].upper(), found["room"], found["bed"] or "") if found else None


def floor_of(room: str) -> str:
    """The floor by a room's number."""
    return room[:-2]
