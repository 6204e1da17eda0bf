"""Several temperatures of one person: the day's three, a second measurement, a corrected one, or nobody can tell."""

from collections.abc import Sequence
from typing import NamedTuple

from app.dormitory.chain.said import Reading, Site
from app.dormitory.chain.token import Round, Token

_SITES: tuple[Site, ...] = ("armpit", "forehead", "ear")
_BETWEEN = ("corrects", "again", "filler", "done")
"""Words that may stand between a label and its temperature: 晚上更正为36.5."""
_ARROWS = ("->", "=>")
MOST = 9
"""Temperatures that one person may have in a line."""
_ROUNDS: tuple[Round, ...] = ("morning", "noon", "evening")


class Values(NamedTuple):
    """problem: its code, where the readings cannot be told."""

    readings: tuple[Reading, ...]
    problem: str = ""
    corrects: bool = False


def readings(tokens: Sequence[Token]) -> Values:
    """What the tokens of one person's part of a line say of temperatures."""
    values = _measured(tokens)
    if len(values) > MOST:
        return Values((), "values")
    if any(one.sort == "bad" for one in values):
        return Values((), "impossible")
    if not values:
        return Values(())
    if values[0].sort == "either" or _vague(tokens, values):
        return Values((), "vague")
    site = _site(tokens)
    said = [_Value(one, _round(tokens, one, values[0]), _behind(tokens, one, values, "again")) for one in values]
    corrected = any(_behind(tokens, one, values, "corrects") or _arrow(tokens, one, values) for one in values[1:])
    corrects = corrected or any(one.is_word("corrects") for one in tokens)
    if corrected:
        said = said[-1:]
    return _settled(said, site, corrects)


class _Value(NamedTuple):
    token: Token
    round: Round
    second: bool


def _measured(tokens: Sequence[Token]) -> list[Token]:
    """The temperatures. A bare 36 is one only where nothing better is there, and so is a number that is a room's."""
    sure = [one for one in tokens if one.sort == "value"]
    bad = [one for one in tokens if one.sort == "bad"]
    if sure:
        return sure + [one for one in bad if not one.text.isdecimal()]
    either = [one for one in tokens if one.sort == "either"]
    counted = [one for one in tokens if one.sort == "count" and one.celsius]
    dates = [one for one in tokens if one.sort == "time" and set(one.text) <= set("0123456789.。")]
    return bad or either or counted[-1:] or [one._replace(sort="bad") for one in dates]


def _settled(said: list[_Value], site: Site, corrects: bool) -> Values:
    rounds = [one.round for one in said]
    if len(said) == 3 and not any(rounds) and not any(one.second for one in said):
        rounds = list(_ROUNDS)
    pairs = zip(said, rounds, strict=True)
    made = [Reading(round(one.token.celsius, 2), site, name, one.second) for one, name in pairs]
    first = [one for one in made if not one.second]
    if len({one.round for one in first}) < len(first):
        if len({(one.celsius, one.round) for one in first}) > 1:
            return Values((), "values", corrects)
        made = [made[0], *(one for one in made if one.second)]
    return Values(tuple(made), "", corrects)


def _site(tokens: Sequence[Token]) -> Site:
    found = [name for name in _SITES if any(one.is_word(name) for one in tokens)]
    return found[0] if len(found) == 1 else ""


def _round(tokens: Sequence[Token], value: Token, first: Token) -> Round:
    """早36.5, 早：36.5, 36.5早, 36.5（早）. The first value tells whether labels stand before or behind."""
    before = [one for one in tokens if one.start < value.start and one.sort != "gap" and not one.is_word(*_BETWEEN)]
    behind = [one for one in tokens if one.start >= value.end and one.text not in ("(", "[")]
    labelled = any(_label(one) for one in tokens if one.start < first.start)
    beside = before[-1:] if labelled else behind[:1]
    return _label(beside[0]) if beside else ""


def _label(token: Token) -> Round:
    return next((name for name in _ROUNDS if token.is_word(name)), "")


def _behind(tokens: Sequence[Token], value: Token, values: list[Token], word: str) -> bool:
    """Whether such a word stands between the value before (or the beginning) and this one."""
    start = max((one.end for one in values if one.end <= value.start), default=0)
    return any(one.is_word(word) for one in tokens if start <= one.start < value.start)


def _arrow(tokens: Sequence[Token], value: Token, values: list[Token]) -> bool:
    start = max((one.end for one in values if one.end <= value.start), default=0)
    between = "".join(one.text for one in tokens if start <= one.start < value.start)
    return "→" in between or "改" in between or any(arrow in between for arrow in _ARROWS)


def _vague(tokens: Sequence[Token], values: list[Token]) -> bool:
    """低于37.3, <37, 36度多: no measurement."""
    solid = [one for one in tokens if not (one.sort == "gap" and one.text.isspace())]
    for value in values:
        at = solid.index(value)
        before = "".join(one.text for one in solid[max(at - 2, 0) : at])
        compared = before[-1:] in ("<", ">", "≤", "≥") and before[-2:] not in _ARROWS
        if compared or any(one.is_word("vague") for one in solid[max(at - 1, 0) : at + 2]):
            return True
    return False
