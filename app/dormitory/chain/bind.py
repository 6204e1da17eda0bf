"""Whose temperature is whose: the order of a line's parts decides, and an order that two people could read differently
decides nothing."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from app.dormitory.chain.elements import Element
from app.dormitory.chain.named import meant, stands_behind
from app.dormitory.chain.roll import is_roll, sharers
from app.dormitory.chain.token import Token

_ONE = re.compile(r"P?S*N[VS]*|P?[VS]+NS*")
"""张三 36.5 正常, 昵称 张三 36.5, 36.5 张三, 发热1人：张三 38.3."""
_NAME_FIRST = re.compile(r"P?(?:[NP][VS]+){2,}P?")
_VALUE_FIRST = re.compile(r"(?:V[NP]){2,}")
_ROWS = re.compile(r"(?P<people>N{2,})(?P<values>V{2,})")
"""姜黎/范冰洁/方圆 36.5/36.4/36.6."""
_CLAUSE = re.compile(r"NS*V[VS]*|NS+")
_PAIRS = re.compile(r"(?:NV){2,}")
_CLAUSES = frozenset(",;。|")
_JOINS = frozenset("、=/&+和与及跟")


class Unit(NamedTuple):
    """One person's part of a line. start, end: where it lies."""

    person: Element
    start: int
    end: int


class Bound(NamedTuple):
    """The units of a line; or why its parts cannot be told apart. together: all units share what the line says."""

    units: list[Unit]
    problem: str = ""
    together: bool = False


def bound(elements: list[Element], tokens: Sequence[Token], size: int) -> Bound:
    """The parts of a line, each with its person. `elements` has at least one of N."""
    elements, sharing = sharers(elements, tokens)
    line = _bound(elements, tokens, size)
    units = (
        one._replace(person=person) for one in line.units for person in (*sharing.get(one.person.start, ()), one.person)
    )
    return line._replace(units=list(units))


def _bound(elements: list[Element], tokens: Sequence[Token], size: int) -> Bound:
    elements, problem = meant(elements, tokens)
    people = [one for one in elements if one.part == "N"]
    shape = "".join(one.part for one in elements)
    if _words(tokens, "marks") or _of_more(people, shape, tokens):
        return Bound([], "several")
    if problem or not people or _words(tokens, "except", "asks") or _mentioned(people, tokens):
        return Bound([], problem or ("mention" if people else "nobody"))
    if _ONE.fullmatch(shape) and (shape[0] != "P" or shape[1] == "N"):
        return Bound([Unit(people[0], 0, size)])
    if _NAME_FIRST.fullmatch(shape) and _evenly(shape):
        return Bound(_name_first(elements, size))
    if _VALUE_FIRST.fullmatch(shape):
        return Bound(_value_first(elements))
    rows = _ROWS.fullmatch(shape)
    if rows and len(rows["people"]) == len(rows["values"]) and _told_in_rows(elements, tokens):
        return Bound(_rows(elements))
    if is_roll(elements, tokens):
        return Bound([Unit(one, 0, size) for one in people], together=True)
    if not _words(tokens, "same", "marks", "header"):
        units = _by_clause(elements, tokens, size) or _by_touch(elements, tokens, size)
        if units:
            return Bound(units)
    return Bound([], "several" if shape.count("N") + shape.count("P") > 1 else "values")


def _of_more(people: list[Element], shape: str, tokens: Sequence[Token]) -> bool:
    """Whether the line speaks of more people than it names."""
    if _with_oneself(tokens) or (_words(tokens, "all") and _remark_before_all(people, tokens)):
        return True
    return len(people) == 1 and "V" not in shape and of_all(tokens)


def _remark_before_all(people: list[Element], tokens: Sequence[Token]) -> bool:
    """陈晨，晨曦都36.5 speaks of more than one."""
    solid = [one for one in tokens if one.sort != "gap"]
    alls = [one.start for one, behind in pairwise(solid) if one.text in ("都", "均") and behind.sort == "value"]
    return any(one.sort == "unknown" and people[-1].end <= one.start < end for one in tokens for end in alls if people)


def _rows(elements: list[Element]) -> list[Unit]:
    """Everybody with the value of the same place in the second row. A unit lies where its value does."""
    half = len(elements) // 2
    pairs = zip(elements[:half], elements[half:], strict=True)
    return [Unit(person, value.start, value.end) for person, value in pairs]


def _by_clause(elements: list[Element], tokens: Sequence[Token], size: int) -> list[Unit]:
    """Units where every value stands behind the only person of its clause; who has no value there is only mentioned."""
    ends = list(_ends(tokens))
    clauses: dict[int, list[Element]] = {}
    for one in elements:
        clauses.setdefault(next((end for end in ends if end >= one.end), size), []).append(one)
    units: list[Unit] = []
    for end, some in clauses.items():
        shape = "".join(one.part for one in some)
        if _CLAUSE.fullmatch(shape):
            units.append(Unit(some[0], some[0].start, end))
        elif _PAIRS.fullmatch(shape):
            units += _name_first(some, end)
        elif "V" in shape or ("S" in shape and "N" in shape):
            return []
    return units if len(clauses) > 1 and any(one.part == "V" for one in elements) else []


def _ends(tokens: Sequence[Token]) -> Iterator[int]:
    """Where clauses end: at a sign, or at a wide gap that does not stand between somebody and his own value."""
    for before, one, behind in zip(tokens, tokens[1:], tokens[2:], strict=False):
        wide = one.text.isspace() and behind.text.isspace() and before.sort in ("value", "gap") and before.text != " "
        if one.text in _CLAUSES or wide:
            yield one.start


def _by_touch(elements: list[Element], tokens: Sequence[Token], size: int) -> list[Unit]:
    """Units where every value touches the name before it and no name behind: 缺张三 李四36.4 王五36.6; but
    张三、李四36.4 may be said of both."""
    if any(a.part == b.part == "N" and (a.end == b.start or _joined(a, b, tokens)) for a, b in pairwise(elements)):
        return []
    if any(one.part == "S" for one in elements):
        return []
    units: list[Unit] = []
    for before, one, behind in zip([None, *elements], elements, [*elements[1:], None], strict=False):
        end = behind.start if behind is not None else size
        if one.part != "V":
            continue
        if before is None or before.part != "N" or before.end != one.start or (behind is not None and end == one.end):
            return []
        units.append(Unit(before, before.start, end))
    return units if not any(one.part == "P" for one in elements) else []


def _joined(one: Element, other: Element, tokens: Sequence[Token]) -> bool:
    between = [token.text for token in tokens if one.end <= token.start < other.start and not token.text.isspace()]
    return len(between) == 1 and between[0] in _JOINS


def _with_oneself(tokens: Sequence[Token]) -> bool:
    """张三跟我都36.5: of two, and only one is named."""
    solid = [one.text for one in tokens if one.sort != "gap"]
    return any("我" in pair and not {"和", "跟", "与", "及"}.isdisjoint(pair) for pair in pairwise(solid))


def of_all(tokens: Sequence[Token]) -> bool:
    """Whether a whole room or class is said to be well: 全体正常, but not 都正常, which may be said of those named."""
    named = ("都", "均", "一切", "人人", "每人", "各位都")
    spots = [n for n, one in enumerate(tokens) if one.is_word("all") and not one.is_word("normal")]
    return any(tokens[n].text not in named and _words(tokens[n + 1 : n + 4], "normal") for n in spots)


def _words(tokens: Sequence[Token], *classes: str) -> bool:
    return any(one.is_word(*classes) for one in tokens)


def _mentioned(people: list[Element], tokens: Sequence[Token]) -> bool:
    """@张三 and 回复 张三 are spoken to, which says nothing of them; 不是张三 takes something back."""
    return any(stands_behind(one, tokens, "@", "mention", "不是") for one in people)


def _told_in_rows(elements: list[Element], tokens: Sequence[Token]) -> bool:
    """Three people and three temperatures are rows; two and two where the same sign or 分别 says so."""
    each = any(one.text.startswith("分别") for one in tokens)
    return len(elements) > 4 or each or _in_rows(elements, tokens)


def _in_rows(elements: list[Element], tokens: Sequence[Token]) -> bool:
    """王小、王小明 36.5、36.4: the same sign between the people and between the values."""
    between = [
        "".join(token.text for token in tokens if a.end <= token.start < b.start).strip()
        for a, b in pairwise(elements)
        if a.part == b.part
    ]
    return len(set(between)) == 1 and between[0] in ("、", "/", ",")


def _evenly(shape: str) -> bool:
    """Whether everybody has as many temperatures: 张三36.5 36.6 李四36.4 leaves open whose the second one is."""
    counts = {part.count("V") for part in re.findall("[NP][VS]+", shape)}
    return len(counts - {0}) <= 1 and not (0 in counts and counts != {0} and max(counts) > 1)


def _name_first(elements: list[Element], size: int) -> list[Unit]:
    people = [
        one
        for one, behind in zip(elements, [*elements[1:], None], strict=False)
        if one.part in "NP" and behind is not None and behind.part in "VS"
    ]
    ends = [*(one.start for one in people[1:]), size]
    return [Unit(one, one.start, end) for one, end in zip(people, ends, strict=True)]


def _value_first(elements: list[Element]) -> list[Unit]:
    pairs = zip(elements[::2], elements[1::2], strict=True)
    return [Unit(person, value.start, person.end) for value, person in pairs]
