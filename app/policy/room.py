"""A room as the list of people writes it: 5-316, 竹园3栋316, 5号楼3层316室2床; and one whose parts stand apart."""

import re
from string import ascii_letters
from typing import NamedTuple

from app.policy.building import HOUSE, building_of, name_of

_PLACE = re.compile(
    rf"{HOUSE}\s*[-/#]?\s*(?:\d{{1,2}}\s*[层楼]\s*)?(?P<room>\d{{3,4}}[A-Za-z]?)"
    r"\s*(?:室|寝室?|宿舍)?(?:\s*[-/]\s*(?P<bed>\d{1,2})|\s*(?<=[室寝舍\s])(?P<at>\d{1,2})(?=\s*号?床))?\s*(?:号?床)?\s*"
)
_ROOM = re.compile(
    r"(?P<room>\d{1,6}[A-Za-z]?)\s*(?:室|寝室?|宿舍|房间?|号)?(?:\s*[-/]\s*(?P<bed>\d{1,2})\s*(?:号?床)?)?"
)
_FLOOR = re.compile(r"(\d{1,2})\s*(?:层|楼|[Ff])?")
_BED = re.compile(r"(\d{1,2})\s*(?:号?床位?|号)?")
_LONGEST, _TALLEST = 4, 40
"""Digits of a room's number; floors of a dormitory: 5301 in building 5 is no room of a 53rd floor."""


class RoomName(NamedTuple):
    """Building, room and bed as people say them ("5" or "竹园3", "316", "2"); bed: empty where none is said."""

    building: str
    room: str
    bed: str = ""

    @property
    def floor(self) -> str:
        """What stands before a room's last two digits: 3 of 316, 12 of 1203."""
        return floor_of(self.room)


class Contradiction(ValueError):
    """The parts of a room do not belong together."""


def room_of(place: str) -> RoomName | None:
    """The room that a place is, or None for an office and the like."""
    found = _PLACE.fullmatch(place)
    bed = (found["bed"] or found["at"] or "") if found else ""
    return RoomName(name_of(found), found["room"].upper(), bed) if found else None


def room_from(building: str, floor: str, room: str, bed: str) -> RoomName | None:
    """The room whose parts stand apart, empty ones left out. The room may name its building and bed again (5-316-2), or
    be counted within its floor (16). None where they are no room. Raises Contradiction."""
    house, alone = building_of(building), _ROOM.fullmatch(room.strip())
    if building.strip() and alone:
        number = _number(house, _digits(_FLOOR, floor), alone["room"])
        found = RoomName(house, number, alone["bed"] or "") if house and number else None
    else:
        found = room_of(room)
    if found is None:
        return None
    own = _digits(_BED, bed)
    numbered = any(sign.isascii() for sign in house)  # 北苑公寓 beside 5-301 only says where building 5 is
    if (numbered and house != found.building) or (found.bed and own and found.bed.lstrip("0") != own):
        raise Contradiction(room)
    return found._replace(bed=found.bed or own)


def floor_of(room: str) -> str:
    """The floor by a room's number, which may end with a letter (301A)."""
    return room.rstrip(ascii_letters)[:-2]


def _number(house: str, floor: str, said: str) -> str:
    """A room's number without its building's before it; empty where it is none."""
    letter = said.lstrip("0123456789")
    if letter:
        digits = _number(house, floor, said.removesuffix(letter))
        return digits + letter.upper() if digits else ""
    if len(said) < 3:
        return f"{floor}{said:0>2}" if floor else ""
    rest = said.removeprefix(house)
    if len(rest) < len(said) and len(rest) >= 3 and _begins_with_building(said, rest, floor):
        said = rest
    return said if len(said) <= _LONGEST else ""


def _begins_with_building(said: str, rest: str, floor: str) -> bool:
    if floor and floor in (floor_of(said), floor_of(rest)):
        return floor == floor_of(rest)
    return len(said) > _LONGEST or int(floor_of(said)) > _TALLEST


def _digits(pattern: "re.Pattern[str]", text: str) -> str:
    found = pattern.fullmatch(text.strip())
    return found[1].lstrip("0") if found else ""
