"""Numbers that are no temperature of today: another quantity's (血氧98, 室温24.5), yesterday's, and one that the line
takes back (不是36.9，是36.4)."""

from collections.abc import Sequence

from app.dormitory.chain.token import Token

_LINKS = frozenset(":=-(是为. \t")
_NUMBERS = frozenset({"value", "either", "count", "bad", "digits", "time", "room"})
_NOTHING = frozenset({"filler"})
_CORRECTS = frozenset({"corrects"})
_VOID = frozenset({"作废", "不算", "无效", "写错", "写错了", "打错了", "错了"})
FARTHEST = 4
"""Signs between such a word and its number."""


def without_asides(tokens: Sequence[Token]) -> list[Token]:
    """The pieces, with such numbers made words that say nothing."""
    found = list(tokens)
    for at, one in enumerate(tokens):
        if one.is_word("quantity", "yesterday"):
            number = _behind(tokens, at)
            if number is not None:
                found[number] = found[number]._replace(sort="word", classes=_NOTHING, celsius=0.0)
    return _without_denied(found)


def _without_denied(tokens: list[Token]) -> list[Token]:
    """Where another number is left, the one behind 不是 is none, and the line corrects."""
    values = [n for n, one in enumerate(tokens) if one.sort in ("value", "bad")]
    denied = {n: beside for n in values if (beside := _denial(tokens, n)) is not None}
    if any(tokens[n].sort == "value" for n in values if n not in denied):
        for n, beside in denied.items():
            tokens[n] = tokens[n]._replace(sort="word", classes=_NOTHING, celsius=0.0)
            tokens[beside] = tokens[beside]._replace(classes=_CORRECTS)
    return tokens


def _denial(tokens: Sequence[Token], at: int) -> int | None:
    """Where the word stands that takes a number back: 不是36.9, 36.9作废."""
    if at and tokens[at - 1].text == "不是":
        return at - 1
    return at + 1 if at + 1 < len(tokens) and tokens[at + 1].text in _VOID else None


def _behind(tokens: Sequence[Token], at: int) -> int | None:
    for n in range(at + 1, min(at + 1 + FARTHEST, len(tokens))):
        one = tokens[n]
        if one.sort in _NUMBERS:
            return n
        if one.text not in _LINKS and one.text != "显示" and not one.is_word("armpit", "forehead", "ear"):
            return None
    return None
