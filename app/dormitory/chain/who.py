"""Which of the people of one name is meant: by room, number, class; where that is not enough, nobody."""

from collections.abc import Sequence
from typing import NamedTuple

from app.dormitory.chain.bind import Unit
from app.dormitory.chain.names import Directory
from app.dormitory.chain.plain import plain
from app.dormitory.chain.token import Token


class Who(NamedTuple):
    """number: empty where it cannot be told; then why, and who may be meant."""

    number: str
    problem: str = ""
    candidates: tuple[str, ...] = ()


def who(unit: Unit, tokens: Sequence[Token], directory: Directory, *, alone: bool, sure: bool) -> Who:
    """alone: the unit is the whole line. sure: a bare number that may be a temperature is a room here."""
    person = unit.person
    everybody = tuple(sorted(person.numbers))
    if person.doubt:
        return Who("", person.doubt, everybody)
    if alone and _anothers_number(tokens, directory):
        return Who("", "number", everybody)
    found = set(person.numbers)
    room = _room(unit, tokens, alone=alone, sure=sure)
    if room is not None:
        in_room = directory.in_room(room.room, room.building)
        if not found & in_room:
            return Who("", "room", everybody)
        found &= in_room
    if len(found) > 1:
        found = _told_apart(found, unit, tokens, directory)
    if len(found) == 1:
        return Who(found.pop())
    return Who("", "homonym", tuple(sorted(found)))


def _anothers_number(tokens: Sequence[Token], directory: Directory) -> bool:
    """Whether a number stands there that is like the residents' own (as long, of the same years), and nobody's."""
    strange = [one.text for one in tokens if one.sort == "digits" and directory.of_number(one.text) is None]
    return any((len(one), one[:4]) in directory.years for one in strange)


def _room(unit: Unit, tokens: Sequence[Token], *, alone: bool, sure: bool) -> Token | None:
    """The room that is said for this person: the last one before the name, or one anywhere in a line of one person.
    Where the first room stands behind a name, all do (王芳 404 36.5，王芳 604 36.6)."""
    rooms = [one for one in tokens if one.sort == "room" or (one.sort == "either" and sure)]
    first = next((one.start for one in tokens if one.sort == "name"), unit.person.start)
    if not alone and rooms and rooms[0].start > first:
        return next((one for one in rooms if unit.start <= one.start < unit.end), None)
    before = [one for one in rooms if one.start < unit.person.start]
    return before[-1] if before else rooms[0] if rooms and alone else None


def _told_apart(numbers: set[str], unit: Unit, tokens: Sequence[Token], directory: Directory) -> set[str]:
    """Those of several of one name whom the end of a number, or the class or college beside it, fits."""
    own = [one for one in tokens if unit.start <= one.start < unit.end]
    tails = [one.text for one in own if one.sort == "digits"]
    fit = {one for one in numbers if any(plain(one).endswith(tail) for tail in tails)}
    if fit:
        return fit
    text = "".join(one.text for one in own)
    fit = {one for one in numbers if any(word and word in text for word in _groups(one, directory))}
    return fit or numbers


def _groups(number: str, directory: Directory) -> tuple[str, str]:
    one = directory.people[number]
    return plain(one.class_name), plain(one.college)
