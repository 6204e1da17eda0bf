"""Which of the people of one name is meant: by room, number, class; where that is not enough, nobody."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from app.dormitory.chain.bind import Unit
from app.dormitory.chain.names import Directory
from app.dormitory.chain.plain import plain
from app.dormitory.chain.token import Token

BEDS = ("床", "号床", "号铺", "床位")


_CLASS = ("班", "级", "届")
TAIL = 4
"""Digits of the end of a number or a phone as people write it."""
_DAY_OR_YEAR = re.compile(r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|20[12]\d")


class Who(NamedTuple):
    """number: empty where it cannot be told; then why, and who may be meant."""

    number: str
    problem: str = ""
    candidates: tuple[str, ...] = ()


def who(
    unit: Unit, tokens: Sequence[Token], directory: Directory, *, alone: bool, sure: bool, heading: Token | None = None
) -> Who:
    """alone: the unit is the whole line. sure: a bare number that may be a temperature is a room here. heading: the
    room whose heading the line stands below."""
    person = unit.person
    everybody = tuple(sorted(person.numbers))
    if person.doubt:
        return Who("", person.doubt, everybody)
    if alone and (_anothers_number(tokens, directory) or _anothers_tail(unit, tokens, directory)):
        return Who("", "number", everybody)
    found = set(person.numbers)
    if alone and _two_rooms(tokens, sure=sure):
        return Who("", "room", everybody)
    room = _room(unit, tokens, alone=alone, sure=sure)
    if room is not None:
        in_room = directory.in_room(room.room, room.building)
        if not found & in_room:
            return Who("", "room", everybody)
        found &= in_room
    if len(found) > 1:
        found = _told_apart(found, unit, tokens, directory)
    bed = _bed(unit, tokens) if len(found) > 1 else ""
    if bed:
        found = {one for one in found if plain(directory.people[one].bed) == bed} or found
    if len(found) > 1 and heading is not None and room is None:
        found = found & directory.in_room(heading.room, heading.building) or found
    if len(found) == 1:
        return Who(found.pop())
    return Who("", "homonym", tuple(sorted(found)))


def _two_rooms(tokens: Sequence[Token], *, sure: bool) -> bool:
    """Whether the line names two rooms: 李思琪401/410."""
    rooms = {one.room for one in tokens if one.sort == "room" or (one.sort == "either" and sure)}
    return len(rooms) > 1


def _anothers_number(tokens: Sequence[Token], directory: Directory) -> bool:
    """Whether a number stands there that is like the residents' own (as long, of the same years), and nobody's."""
    strange = [one.text for one in tokens if one.sort == "digits" and directory.of_number(one.text) is None]
    return any((len(one), one[:4]) in directory.years for one in strange)


def _anothers_tail(unit: Unit, tokens: Sequence[Token], directory: Directory) -> bool:
    """Whether four digits that are no day, year or class stand beside the name, and end no number of whoever has it."""
    for at, one in enumerate(tokens):
        if one.sort != "digits" or len(one.text) != TAIL or _DAY_OR_YEAR.fullmatch(one.text):
            continue
        before = next((n for n in range(at - 1, -1, -1) if not _between(tokens[n])), -1)
        behind = next((n for n in range(at + 1, len(tokens)) if not _between(tokens[n])), -1)
        if not any(n >= 0 and tokens[n].sort == "name" for n in (before, behind)) or tokens[at + 1].text in _CLASS:
            continue
        if not any(_is_his(who, one.text, directory) for who in unit.person.numbers):
            return True
    return False


def _is_his(number: str, digits: str, directory: Directory) -> bool:
    """Whether four digits end somebody's number, or are his class's, or his building's and room's in one (6302)."""
    one = directory.people[number]
    return (
        directory.ends_with(number, digits)
        or digits in plain(one.class_name)
        or digits == "".join(sign for sign in plain(one.building) if sign.isdecimal()) + plain(one.room)
    )


def _between(token: Token) -> bool:
    """What may stand between a name and the end of its number."""
    return token.sort == "gap" or token.is_word("filler", "title")


def _room(unit: Unit, tokens: Sequence[Token], *, alone: bool, sure: bool) -> Token | None:
    """The room that is said for this person: the last one before the name, or one anywhere in a line of one person.
    Where the first room stands behind a name, all do (王芳 404 36.5，王芳 604 36.6)."""
    rooms = [one for one in tokens if one.sort == "room" or (one.sort == "either" and sure)]
    first = next((one.start for one in tokens if one.sort == "name"), unit.person.start)
    if not alone and rooms and rooms[0].start > first:
        return next((one for one in rooms if unit.start <= one.start < unit.end), None)
    before = [one for one in rooms if one.start < unit.person.start]
    return before[-1] if before else rooms[0] if rooms and alone else None


def _bed(unit: Unit, tokens: Sequence[Token]) -> str:
    """The bed that is said for this person, by the same rule as the room: 402-1, 3床."""
    beds = [(one.start, one.bed) for one in tokens if one.sort == "room" and one.bed]
    beds += [(one.start, one.text) for one, behind in pairwise(tokens) if one.sort == "count" and behind.text in BEDS]
    beds.sort()
    first = next((one.start for one in tokens if one.sort == "name"), unit.person.start)
    if beds and beds[0][0] > first:
        return next((bed for start, bed in beds if unit.start <= start < unit.end), "")
    return next((bed for start, bed in reversed(beds) if start < unit.person.start), "")


def _told_apart(numbers: set[str], unit: Unit, tokens: Sequence[Token], directory: Directory) -> set[str]:
    """Those of several of one name whom the end of a number, or the class or college beside it, fits."""
    own = [one for one in tokens if unit.start <= one.start < unit.end]
    tails = [one.text for one in own if one.sort == "digits"]
    fit = {one for one in numbers if any(directory.ends_with(one, tail) for tail in tails)}
    if fit:
        return fit
    text = "".join(one.text for one in own)
    fit = {one for one in numbers if any(word and word in text for word in _groups(one, directory))}
    return fit or numbers


def _groups(number: str, directory: Directory) -> tuple[str, str]:
    one = directory.people[number]
    return plain(one.class_name), plain(one.college)
