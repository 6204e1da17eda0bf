"""Several people of whom one thing is said together: 张三、李四 正常; 请假（2人）：张三，李四."""

import re
from collections.abc import Sequence
from itertools import pairwise

from app.dormitory.chain.elements import Element
from app.dormitory.chain.token import Token

_TOGETHER = re.compile(r"N{2,}S+|S+N{2,}")
_SHARED = re.compile(r"N{2,}V")
_EACH = frozenset({"都", "均", "都是", "均是"})
_NEXT = frozenset(["、", "和", "及", "与", " "])
_COUNTED = re.compile(r"(\d{1,2})\s?[人名位]")
_ROLL = frozenset(["", "、", ",", "/", ";"])


def sharers(elements: list[Element], tokens: Sequence[Token]) -> tuple[list[Element], dict[int, list[Element]]]:
    """The parts of a line without those who share a temperature with whoever stands behind them (刘禹 元稹 都36.5
    柳宗36.8), and these by where that person stands."""
    kept: list[Element] = []
    sharing: dict[int, list[Element]] = {}
    run: list[Element] = []
    for one in elements:
        sure = one.part == "N" and (not one.doubt or (run and _each_behind(one, tokens)))
        if sure and (not run or _beside(run[-1], one, tokens)):
            run.append(one)
            continue
        if len(run) > 1 and one.part == "V" and _each(run[-1], one, tokens):
            sharing[run[-1].start] = run[:-1]
            run[-1].doubt = ""
            kept.append(run[-1])
        else:
            kept += run
        run = [one] if one.part == "N" and not one.doubt else []
        kept += [] if run else [one]
    return [*kept, *run], sharing


def _each_behind(one: Element, tokens: Sequence[Token]) -> bool:
    """段然、韩梅均36.5: behind a list 均 is no part of the last name."""
    at = next(n for n, token in enumerate(tokens) if token.start == one.start)
    behind = tokens[at + 1 : at + 2]
    return bool(behind) and behind[0].text in _EACH and tokens[at - 1].sort == "gap"


def _beside(one: Element, other: Element, tokens: Sequence[Token]) -> bool:
    return all(token.text in _NEXT for token in tokens if one.end <= token.start < other.start)


def _each(person: Element, value: Element, tokens: Sequence[Token]) -> bool:
    """Whether nothing stands there but that each of them has it: 都, 均为, 都是."""
    between = [one for one in tokens if person.end <= one.start < value.start and one.sort != "gap"]
    return any(one.text in _EACH for one in between) and all(
        one.text in _EACH or one.is_word("filler", "yes") for one in between
    )


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
    return _each(elements[-2], elements[-1], tokens)


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
