"""Several people of whom one thing is said together: 张三、李四 正常; 请假（2人）：张三，李四."""

import re
from collections.abc import Sequence
from itertools import pairwise

from app.dormitory.chain.elements import Element
from app.dormitory.chain.token import Token

_TOGETHER = re.compile(r"N{2,}S+|S+N{2,}")
_SHARED = re.compile(r"N{2,}V")
_EACH = frozenset("都均")
_COUNTED = re.compile(r"(\d{1,2})\s?[人名位]")
_ROLL = frozenset(["", "、", ",", "/", ";"])


def is_roll(elements: list[Element], tokens: Sequence[Token]) -> bool:
    """Whether the line's people share its state; a temperature only where the line says that it is each one's."""
    if _each_has_it(elements, tokens):
        return True
    if not _TOGETHER.fullmatch("".join(one.part for one in elements)):
        return False
    people = [one for one in elements if one.part == "N"]
    return _listed(people, tokens) or any(one.is_word("all") for one in tokens) or _rolled(elements, people, tokens)


def _each_has_it(elements: list[Element], tokens: Sequence[Token]) -> bool:
    """张三、李四均为36.5: a list, and then nothing but that all of them have it."""
    if not _SHARED.fullmatch("".join(one.part for one in elements)) or not _listed(elements[:-1], tokens):
        return False
    behind = [one for one in tokens if one.start >= elements[-2].end and one.sort != "gap"]
    between = [one for one in behind if one.start < elements[-1].start]
    return any(one.text in _EACH for one in between) and all(
        one.text in _EACH or one.is_word("filler", "yes") for one in between
    )


def _listed(people: list[Element], tokens: Sequence[Token]) -> bool:
    """张三、李四、王五: nothing but such signs between them."""
    pairs = pairwise(people)
    return all(
        any(token.text in ("、", "和", "及", "与") for token in tokens if a.end <= token.start < b.start)
        and all(token.text in ("、", "和", "及", "与", " ") for token in tokens if a.end <= token.start < b.start)
        for a, b in pairs
    )


def _rolled(elements: list[Element], people: list[Element], tokens: Sequence[Token]) -> bool:
    """请假（2人）：张三，李四, or three and more with the same sign between them: a list. A count must be theirs."""
    counted = _COUNTED.search("".join(one.text for one in tokens))
    pairs = list(pairwise(people))
    between = {"".join(one.text for one in tokens if a.end <= one.start < b.start).strip() for a, b in pairs}
    solid = [one.text for one in tokens if one.end <= people[0].start and not one.text.isspace()]
    headed = elements[0].part == "S" and solid[-1:] == [":"]
    if (counted and int(counted[1]) != len(people)) or len(between) != 1 or between - _ROLL:
        return False
    return headed or len(people) > 2
