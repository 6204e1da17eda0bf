"""Numbers that are no temperature of today: another quantity's (血氧98, 室温24.5), yesterday's, and one that the line
takes back (不是36.9，是36.4)."""

from collections.abc import Sequence

from app.dormitory.chain.token import Token

_LINKS = frozenset(":=-(是为. \t")
_NUMBERS = frozenset({"value", "either", "count", "bad", "digits", "time", "room"})
_NOTHING = frozenset({"filler"})
_CORRECTS = frozenset({"corrects"})
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
    values = [n for n, one in enumerate(tokens) if one.sort == "value"]
    denied = [n for n in values if n and tokens[n - 1].text == "不是"]
    if len(values) > len(denied):
        for n in denied:
            tokens[n] = tokens[n]._replace(sort="word", classes=_NOTHING, celsius=0.0)
            tokens[n - 1] = tokens[n - 1]._replace(classes=_CORRECTS)
    return tokens


def _behind(tokens: Sequence[Token], at: int) -> int | None:
    for n in range(at + 1, min(at + 1 + FARTHEST, len(tokens))):
        one = tokens[n]
        if one.sort in _NUMBERS:
            return n
        if one.text not in _LINKS and not one.is_word("armpit", "forehead", "ear"):
            return None
    return None
