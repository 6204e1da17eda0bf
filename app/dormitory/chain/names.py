"""Everybody who may be meant: residents by name, number, nickname, room and surname."""

import copy
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.dormitory.chain.lexicon import SURNAMES
from app.dormitory.chain.numbers import Rooms
from app.dormitory.chain.plain import plain
from app.dormitory.resident import Resident

_LEFT_OUT = " ·.'-,"
_BETWEEN = " ·."
LONGEST_TAIL = 7
"""Digits of the end of a number that somebody writes for the whole."""
_END = ""
"""Under this key a node of the tree has the people whose name ends there."""


class Directory:
    """The people of whom a text may speak. nicknames: what somebody is called → number, as the officer settled it."""

    def __init__(self, residents: Iterable[Resident], nicknames: Mapping[str, str] | None = None) -> None:
        self.people = {one.number: one for one in residents}
        self.rooms = Rooms({(plain(one.building), plain(one.room)) for one in self.people.values() if one.room})
        self.habits: frozenset[str] = frozenset()
        self._tree: dict[str, Any] = {}
        self._numbers = {plain(number): number for number in self.people}
        phones = Counter(plain(one.phone) for one in self.people.values())
        self._phones = {
            plain(one.phone): n
            for n, one in self.people.items()
            if phones[plain(one.phone)] == 1 and len(one.phone) > LONGEST_TAIL
        }
        self.years = {(len(one), one[:4]) for one in self._numbers if len(one) > LONGEST_TAIL}
        self._surnames: dict[tuple[str, str], set[str]] = {}
        self._in_room: dict[str, set[str]] = {}
        self.surnames = SURNAMES | {plain(one.name)[:1] for one in self.people.values()}
        for one in self.people.values():
            self._add(one)
        for nickname, number in (nicknames or {}).items():
            if number in self.people:
                self._grow(key(nickname), number)

    def with_habits(self, habits: frozenset[str]) -> "Directory":
        """The same people, in a text where these words beside a name say nothing."""
        made = copy.copy(self)
        made.habits = habits
        return made

    def _add(self, one: Resident) -> None:
        for spelling in spellings(one.name):
            self._grow(spelling, one.number)
        if not key(one.name).isascii():  # 江河 Jiang He
            self._grow(key(one.name) + _sound(key(one.name)), one.number)
        self._in_room.setdefault(plain(one.room), set()).add(one.number)
        self._surnames.setdefault((plain(one.room), plain(one.name)[:1]), set()).add(one.number)

    def _grow(self, spelling: str, number: str) -> None:
        if len(spelling) < 2:  # 李 alone is nobody's name: only a room makes it one
            return
        node = self._tree
        for sign in spelling:
            node = node.setdefault(sign, {})
        node[_END] = node.get(_END, frozenset()) | {number}

    def of_number(self, written: str) -> str | None:
        """Whose number (学工号) that is, or whose phone if it is nobody else's."""
        return self._numbers.get(written) or self._phones.get(written)

    def ends_with(self, number: str, tail: str) -> bool:
        """Whether somebody's number (学工号) or phone ends like that."""
        return len(tail) > 2 and (plain(number).endswith(tail) or plain(self.people[number].phone).endswith(tail))

    def of_tail(self, tail: str, room: str = "", building: str = "") -> frozenset[str]:
        """Whose number (学工号) ends like that, of those who live in that room, or of all."""
        some = self.in_room(room, building) if room else self.people
        return frozenset(one for one in some if plain(one).endswith(tail))

    def in_room(self, room: str, building: str = "") -> frozenset[str]:
        """Who lives in a room of that number; of all buildings where none is said."""
        return frozenset(
            one for one in self._in_room.get(room, ()) if not building or plain(self.people[one].building) == building
        )

    def in_bed(self, room: str, bed: str, building: str = "") -> frozenset[str]:
        """Who sleeps in that bed of that room."""
        return frozenset(one for one in self.in_room(room, building) if plain(self.people[one].bed) == bed)

    def surname(self, room: str, surname: str, building: str = "") -> frozenset[str]:
        """Who of that surname lives in that room."""
        return frozenset(self._surnames.get((room, surname), ())) & self.in_room(room, building)

    def names_at(self, text: str, at: int) -> Iterator[tuple[int, frozenset[str]]]:
        """Ends and people of all names that begin at `at`; blanks and dots inside a name do not matter."""
        node, spot, length = self._tree, at, len(text)
        while spot < length:
            sign = text[spot]
            if sign in node:
                node, spot = node[sign], spot + 1
                if _END in node:
                    yield spot, node[_END]
            elif node is not self._tree and spot + 1 < length and _inside(text[spot - 1], sign):
                spot += 1
            elif spot > at + 1 and sign == text[spot - 1] == " " and text[at + 1 : spot].isspace():
                spot += 1  # 李  明: names of two characters are drawn as wide as those of three
            else:
                return


def _inside(before: str, sign: str) -> bool:
    """Whether a name may go on behind `sign`: one blank or dot, and in Latin ones also what is written there."""
    if before.isascii() and before.isalpha():
        return sign in _LEFT_OUT
    return (sign in _BETWEEN and before not in _LEFT_OUT) or (before == "," and sign == " ")


def key(name: str) -> str:
    """A name as the tree has it."""
    return "".join(sign for sign in plain(name) if sign not in _LEFT_OUT)


def spellings(name: str) -> set[str]:
    """A name as people write it: one of several Latin words also with the last one first."""
    words = plain(name).replace(",", " ").replace(".", " ").split()
    if len(words) > 1 and all(word.isascii() for word in words):
        return {"".join(map(key, [*words[n:], *words[:n]])) for n in range(len(words))}
    return {key(name)}


def _sound(name: str) -> str:
    """How a name is written in pinyin."""
    from pypinyin import lazy_pinyin  # half a second to load, and 60 MB: not before a text is read

    return "".join(lazy_pinyin(name))
