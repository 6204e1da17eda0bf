"""The pieces of a line as the parts of a sentence: people, others who may be people, temperatures, states."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, TypeAlias

from app.dormitory.chain import symptoms
from app.dormitory.chain.lexicon import COMPOUND, NEVER_IN_NAMES
from app.dormitory.chain.names import Directory
from app.dormitory.chain.token import Token

Part: TypeAlias = Literal["N", "P", "V", "S"]
"""N: somebody of the list. P: somebody else, or what looks like a name. V: a temperature. S: a state (正常, 请假)."""
_NICK = frozenset("小阿老大")
_LABELS = frozenset("早晨中午晚")
_CLAUSES = frozenset(",;。:")
_MEASURED = ("value", "either", "bad", "count")
_BETWEEN = frozenset("和与及跟代帮替")


@dataclass(slots=True)
class Element:
    """One part. doubt: why a person cannot be told, though there are candidates. bracket: it stands in brackets."""

    part: Part
    start: int
    end: int
    text: str
    numbers: frozenset[str] = frozenset()
    tokens: list[Token] = field(default_factory=list)
    doubt: str = ""
    bracket: bool = False


@dataclass(slots=True)
class Parts:
    """A line's parts in order, and what of it is a remark."""

    elements: list[Element]
    notes: list[Token]


def parts(tokens: Sequence[Token], directory: Directory) -> Parts:
    """The parts of a line; words that only fill are left out."""
    elements: list[Element] = []
    notes: list[Token] = []
    states = {one.start for what in ("symptom", "away", "unclear") for one in symptoms.said(tokens, what)}
    sure = any(one.sort == "value" for one in tokens)
    inside = _bracketed(tokens)
    at = 0
    while at < len(tokens):
        stop, found = _part(tokens, at, directory, states)
        if found is not None and not (
            sure and found.part == "V" and _weak(found.tokens[0]) and not _his(found, elements)
        ):
            found.bracket = tokens[at].start in inside
            elements.append(found)
        at = stop
    for one in [one for one in elements if one.part == "P" and one.bracket]:
        elements.remove(one)
        notes += one.tokens
    kept = {token.start for one in elements for token in one.tokens}
    notes += [one for one in tokens if one.sort == "unknown" and one.start not in kept]
    return Parts(elements, sorted(set(notes), key=lambda one: one.start))


def _part(tokens: Sequence[Token], at: int, directory: Directory, states: set[int]) -> tuple[int, Element | None]:
    """Where the part that begins at `at` ends, and the part; None for a word that only fills."""
    token = tokens[at]
    if token.sort == "name":
        return at + 1, _element("N", [token], token.numbers, _glued(tokens, at))
    if token.sort == "digits":
        number = directory.of_number(token.text)
        return at + 1, _element("N", [token], frozenset({number})) if number else None
    if token.sort in ("value", "either", "bad") or (token.sort == "count" and token.celsius):
        return at + 1, _element("V", [token])
    if token.is_word("normal", "unmeasured") or token.start in states:
        return at + 1, _element("S", [token])
    if token.is_word("other"):
        return at + 1, _element("P", [token])
    stop = _fragment(tokens, at)
    if stop > at and at and tokens[at - 1].text == "@" and tokens[min(stop, len(tokens) - 1)].is_word("title"):
        return stop, None  # @何老师 is spoken to
    if stop > at:
        beside = [*tokens[max(at - 1, 0) : at], *tokens[stop : stop + 1]]
        part_of_name = any(one.sort == "name" for one in beside)
        return stop, None if part_of_name else _stranger(tokens, at, stop, directory)
    return at + 1, None


def _his(found: Element, before: Sequence[Element]) -> bool:
    """张三36.5 李四36。: a bare number that touches a name is that person's, whatever the others have."""
    return found.tokens[0].sort == "count" and bool(before) and before[-1].part == "N" and before[-1].end == found.start


def _weak(token: Token) -> bool:
    """A bare number that is a temperature only where the line has none that is written as one."""
    return token.sort in ("either", "count") or (token.sort == "bad" and token.text.isdecimal())


def _element(part: Part, tokens: list[Token], numbers: frozenset[str] = frozenset(), doubt: str = "") -> Element:
    text = "".join(one.text for one in tokens)
    return Element(part, tokens[0].start, tokens[-1].end, text, numbers, tokens, doubt)


def _glued(tokens: Sequence[Token], at: int) -> str:
    """Whether characters right before or behind a name may belong to it: then it may be somebody else's."""
    if _goes_on(tokens, at):
        return "part"
    short = len(tokens[at].text) < 3
    for beside in (at - 1, at + 1):
        if 0 <= beside < len(tokens) and _may_belong(tokens, beside, short=short):
            return "part"
    return ""


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """阿依古丽·买买提·热合曼 is somebody else than 阿依古丽·买买提; and 36.5度的温暖 is no person's temperature."""
    behind, before = tokens[at + 1 : at + 3], tokens[max(at - 2, 0) : at]
    dotted = [[one.text == "·", other.sort == "unknown"] for one, other in pairwise(behind)]
    dotted += [[other.text == "·", one.sort == "unknown"] for one, other in pairwise(before)]
    of_value = len(before) == 2 and before[0].sort == "value" and before[1].text == "的"
    return [True, True] in dotted or of_value


def _may_belong(tokens: Sequence[Token], at: int, *, short: bool) -> bool:
    """short: with the character the name would still be as long as names are."""
    one = tokens[at]
    if one.sort == "count" and tokens[at - 1].sort == "name" and at:  # 张三2, but 张三2床 and 张三36
        return not one.celsius and not (at + 1 < len(tokens) and tokens[at + 1].text[0] in "号床")
    if one.sort != "word" or len(one.text) > 1 or one.text.isascii() or not short:
        return one.sort == "unknown"
    if (
        one.text in _BETWEEN
        and one.text not in NEVER_IN_NAMES
        and 0 < at < len(tokens) - 1
        and tokens[at - 1].sort == tokens[at + 1].sort == "name"
    ):
        return len(tokens[at - 1].text) < 3  # 张雨桐和李明 are two; 王志和李明 may be 王志和 and another
    if at + 1 < len(tokens) and tokens[at + 1].sort == "name" and _before_names(tokens, at):
        return False
    return one.text not in NEVER_IN_NAMES and not (one.text in _LABELS and _labelled(tokens, at))


def _before_names(tokens: Sequence[Token], at: int) -> bool:
    """5楼郑常, 7栋郑常, 19日晚郑常: behind a number these are no part of a name."""
    numbered = at > 0 and tokens[at - 1].sort in ("count", "time")
    return numbered and (tokens[at].text in _LABELS or tokens[at].text in "楼栋幢层号床")


def _labelled(tokens: Sequence[Token], at: int) -> bool:
    """张三早36.5中36.6晚36.4: one of several labels, each before its temperature."""
    labels = [n for n, one in enumerate(tokens) if n >= at and one.text in _LABELS]
    values = [any(one.sort == "value" for one in tokens[n + 1 : n + 3]) for n in labels]
    return len(labels) > 1 and all(values)


def _fragment(tokens: Sequence[Token], at: int) -> int:
    """The end of a run of characters that nothing explains, with single characters of words among them."""
    stop, unknown = at, False
    while stop < len(tokens):
        one = tokens[stop]
        if one.sort == "unknown":
            unknown = True
        elif not (one.sort == "word" and len(one.text) == 1):
            break
        stop += 1
    return stop if unknown else at


def _stranger(tokens: Sequence[Token], at: int, stop: int, directory: Directory) -> Element | None:
    """A fragment that looks like a name, or that a room makes one: 316 张; other fragments are remarks."""
    some = list(tokens[at:stop])
    text = "".join(one.text for one in some)
    surname = _of_room(tokens, at, stop, directory)
    if surname:
        return _element("N", some, surname)
    behind_name = next((one.sort == "name" for one in reversed(tokens[:at]) if one.sort != "gap"), False)
    if len(text) == 1:
        goes_on = behind_name and bool(tokens[stop:]) and tokens[stop].text not in _CLAUSES
        return _element("P", some) if goes_on or _alone_is_somebody(tokens, at, stop, text, directory) else None
    if text.isascii():
        return _element("P", some)
    measured = any(one.sort == "value" for one in tokens[:at])  # behind a temperature four signs are a remark
    longest = 3 if measured and text[:2] not in COMPOUND else 4
    named = text[0] in directory.surnames or (text[0] in _NICK and len(text) < 4)
    return _element("P", some) if named and len(text) <= longest else None


def _alone_is_somebody(tokens: Sequence[Token], at: int, stop: int, sign: str, directory: Directory) -> bool:
    """陈36.4 is somebody; but 36.5 阳（已上报） has only one."""
    behind = next((one.sort for one in tokens[stop:] if one.sort != "gap"), "gap")
    return (not at or behind in _MEASURED) and sign in directory.surnames


def _of_room(tokens: Sequence[Token], at: int, stop: int, directory: Directory) -> frozenset[str]:
    """Who is meant by a surname behind a room: 316 张, 316小张, 316 张某; nobody where a given name may follow."""
    text = "".join(one.text for one in tokens[at:stop])
    text = text[1:] if text[0] in _NICK and len(text) > 1 else text
    bare = text.rstrip("某") if len(text) > 1 else text
    before = next((one for one in reversed(tokens[:at]) if one.sort not in ("gap", "word")), None)
    behind = tokens[stop : stop + 1]
    if len(bare) != 1 or before is None or before.sort not in ("room", "either"):
        return frozenset()
    if behind and behind[0].sort in ("name", "word", "unknown") and not behind[0].is_word("title"):
        return frozenset()
    return directory.surname(before.room, bare, before.building)


def _bracketed(tokens: Sequence[Token]) -> set[int]:
    """Where the tokens inside closed brackets begin."""
    found: set[int] = set()
    open_: list[int] = []
    for at, one in enumerate(tokens):
        if one.text in ("(", "[", "【", "<", "《"):
            open_.append(at)
        elif one.text in (")", "]", "】", ">", "》") and open_:
            found |= {token.start for token in tokens[open_.pop() + 1 : at]}
    return found
