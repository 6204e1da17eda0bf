"""Of those whom a line names, whom it speaks of: not whoever only reports, is compared with, or is named twice."""

import re
from collections.abc import Sequence
from itertools import pairwise

from app.dormitory.chain.elements import Element
from app.dormitory.chain.token import Token

_PRONOUN = re.compile(r"NS+P(?=V)")


def meant(elements: list[Element], tokens: Sequence[Token]) -> tuple[list[Element], str]:
    """A line's parts, each person once; and why that cannot be told, empty where it can."""
    kept, problem = _one_each(_without_compared(elements, tokens), tokens)
    return _without_same(kept), problem


def stands_behind(one: Element, tokens: Sequence[Token], *what: str) -> bool:
    """Whether the person stands right behind one of the signs, or a word of one of the classes."""
    before = next((token for token in reversed(tokens) if token.end <= one.start and not token.text.isspace()), None)
    return before is not None and (before.text in what or before.is_word(*what))


def _without_compared(elements: list[Element], tokens: Sequence[Token]) -> list[Element]:
    """Without those whom somebody with a value of his own is compared with or speaks to: 36.4 同金鑫,
    孙浩：@李明 36.6."""
    first = elements[0]
    speaks = first.part == "N" and any(one.start == first.end and one.text == ":" for one in tokens)
    before = ("same", "@") if speaks else ("same",)
    return [one for one in elements if one.part != "N" or one is first or not stands_behind(one, tokens, *before)]


def _one_each(elements: list[Element], tokens: Sequence[Token]) -> tuple[list[Element], str]:
    """The elements without those who only report for others, and with what speaks of one person twice made one."""
    kept: list[Element] = []
    for one in elements:
        last = kept[-1] if kept else None
        if one.part != "N" or last is None:
            kept.append(one)
        elif last.part == "P" and (one.bracket or _adjacent(last, one, tokens, "other")):
            kept[-1] = one  # 小明（王小明）, 室友李四
        elif last.part == "N" and one.numbers & last.numbers and not _between(last, one, tokens, "for"):
            last.numbers, last.end = one.numbers & last.numbers, one.end
            last.tokens += one.tokens
            last.doubt = last.doubt or one.doubt
        else:
            kept.append(one)
    kept = _without_repeats(_without_pronouns(kept))
    reporters = [one for one in kept if _reports(one, tokens)]
    if reporters and not any(one.part == "N" for one in kept if one not in reporters):
        return kept, "mention"
    kept = [one for one in kept if one not in reporters]
    clash = next((b for a, b in pairwise(kept) if a.part == b.part == "N" and b.bracket), None)
    by_number = any(
        a.part == b.part == "N" and ("digits" in {a.tokens[0].sort, b.tokens[0].sort}) for a, b in pairwise(kept)
    )
    return kept, "number" if by_number else "several" if clash else ""


def _without_repeats(elements: list[Element]) -> list[Element]:
    """A line that names one and the same person again (to sign, or to speak of him) names him once."""
    people = [one for one in elements if one.part == "N"]
    first = people[0] if people else None
    if first is None or first.doubt or len(first.numbers) != 1 or any(one.numbers != first.numbers for one in people):
        return elements
    return [one for one in elements if one.part != "N" or one is first]


def _without_same(elements: list[Element]) -> list[Element]:
    """看错了是36.8，张三36.8: what is said twice of the only person of a line is said once."""
    shape = "".join(one.part for one in elements)
    same = shape == "VNV" and elements[0].tokens[0].celsius == elements[2].tokens[0].celsius
    return elements[1:] if same else elements


def _without_pronouns(elements: list[Element]) -> list[Element]:
    """段子瑶的手机没电，她36.4: 她 is the only one named who has no temperature yet."""
    shape = "".join(one.part for one in elements)
    without = [found.start() for found in re.finditer("N(?=[SP]*(?:N|PV|$))", shape)]
    spot = _PRONOUN.search(shape, without[0]) if len(without) == 1 else None
    if spot is None or spot.start() != without[0] or elements[spot.end() - 1].text not in ("他", "她"):
        return elements
    said = elements[spot.start() + 1 : spot.end() - 1]
    unmeasured = all(one.tokens[0].is_word("unmeasured") for one in said)
    return [one for n, one in enumerate(elements) if n != spot.end() - 1] if unmeasured else elements


def _reports(one: Element, tokens: Sequence[Token]) -> bool:
    """Whether somebody reports for another: 李四代报, 李四帮张三."""
    behind = next((token for token in tokens if token.start >= one.end and token.text not in (" ", ":")), None)
    return one.part in "NP" and behind is not None and behind.is_word("proxy", "for")


def _adjacent(one: Element, other: Element, tokens: Sequence[Token], word: str) -> bool:
    between = [token for token in tokens if one.end <= token.start < other.start]
    return one.tokens[-1].is_word(word) and all(token.sort == "gap" for token in between)


def _between(one: Element, other: Element, tokens: Sequence[Token], *words: str) -> bool:
    return any(token.is_word(*words, "proxy") for token in tokens if one.end <= token.start < other.start)
