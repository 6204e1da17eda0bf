"""Whose codes are printed: by college, class, dormitory or a few words; in the order in which they are given out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.policy.person import Person


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that is given must fit. place: a building ("5"), a floor ("5-3") or a room ("5-316"). words: each fits a
    name, a college, a class, a place or the beginning of a number."""

    college: str = ""
    class_name: str = ""
    place: str = ""
    words: str = ""

    def takes(self, person: Person) -> bool:
        return (
            (not self.college or person.college == self.college)
            and (not self.class_name or person.class_name == self.class_name)
            and (not self.place or _inside(person.place, self.place))
            and all(_fits(person, word) for word in self.words.split())
        )


def chosen(people: Iterable[Person], wanted: Wanted) -> list[Person]:
    """Those whom `wanted` takes: a dormitory's by room, others by college and class."""
    found = [person for person in people if wanted.takes(person)]
    places = [wanted.place, *wanted.words.split()]
    by_room = any(place and all(_inside(person.place, place) for person in found) for place in places)
    return sorted(found, key=_by_room if by_room else _by_class)


def _fits(person: Person, word: str) -> bool:
    spelt = any(word in text for text in (person.name, person.college, person.class_name))
    return spelt or person.number.startswith(word) or _inside(person.place, word)


def _inside(place: str, outer: str) -> bool:
    """Building 5 holds 5-316 and not 50-101; the third floor, 5-3, holds 5-316."""
    if not place.startswith(outer):
        return False
    return "-" in outer or not (outer[-1:].isdigit() and place[len(outer) :][:1].isdigit())


def _by_room(person: Person) -> tuple[list[tuple[int, str]], str]:
    return _counted(person.place), person.number


def _by_class(person: Person) -> tuple[str, list[tuple[int, str]], str]:
    return person.college, _counted(person.class_name), person.number


def _counted(text: str) -> list[tuple[int, str]]:
    """Sorts 5-36 before 5-316."""
    return [(int(number or 0), word) for word, number in re.findall(r"([^0-9]+)|([0-9]{1,18})", text)]
