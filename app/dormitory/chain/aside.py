"""Numbers that are no temperature of today: another quantity's (血氧98, 室温24.5), and yesterday's."""

from collections.abc import Sequence

from app.dormitory.chain.token import Token

_LINKS = frozenset(":=-(是为. \t")
_NUMBERS = frozenset({"value", "either", "count", "bad", "digits", "time", "room"})
_NOTHING = frozenset({"filler"})
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
    return found


def _behind(tokens: Sequence[Token], at: int) -> int | None:
    for n in range(at + 1, min(at + 1 + FARTHEST, len(tokens))):
        one = tokens[n]
        if one.sort in _NUMBERS:
            return n
        if one.text not in _LINKS and not one.is_word("armpit", "forehead", "ear"):
            return None
    return None
