"""Several temperatures of one person: the day's three, a second measurement, a corrected one, or nobody can tell."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from app.dormitory.chain.checks import of_every_check, without_missed
from app.dormitory.chain.doubtful import is_doubtful
from app.dormitory.chain.said import Reading, Site
from app.dormitory.chain.sites import SITES, sites
from app.dormitory.chain.times import of_times
from app.dormitory.chain.token import Round, Token

_BETWEEN = ("corrects", "again", "filler", "done", "normal")
"""Words that may stand between a label and its temperature: 晚上更正为36.5."""
_ARROWS = ("->", "=>")
_TIMES = re.compile(r"[×x*]\d")
_EACH = re.compile(r"([两三])[次遍回](?:都|均|全|一样)")
_GAP = re.compile(r"\s*/\s*-*\s*/\s*")
_MISSED_LAST = re.compile(r"\s*/\s*(?:-+|无|缺)?\s*$")
_MISSED_FIRST = re.compile(r"(?:^|\s)(?:-+|无|缺)?\s*/\s*$")
_GOODS = frozenset("盒份箱瓶元块")
_AFTER = ("后", "过了", "隔了")
_NOT = frozenset({"不是", "没有", "没", "不到"})
_TODAY = frozenset({"今天", "今日", "今早", "今晨", "今晚", "现在", "目前"})
MOST = 9
"""Temperatures that one person may have in a line."""
_ROUNDS: tuple[Round, ...] = ("morning", "noon", "evening")


class Values(NamedTuple):
    """problem: its code, where the readings cannot be told."""

    readings: tuple[Reading, ...]
    problem: str = ""
    corrects: bool = False


def readings(tokens: Sequence[Token], checks: tuple[Round, ...] = ()) -> Values:
    """What the tokens of one person's part of a line say of temperatures. checks: those that a heading names, in its
    order, where it names several."""
    tokens = without_missed(tokens)
    values = _measured(tokens)
    if len(values) > MOST:
        return Values((), "values")
    problem = _no_measurement(tokens, values)
    if problem or not values:
        return Values((), problem)
    every = of_every_check(tokens, values)
    if every:
        return Values(every)
    often = _times_said(tokens)
    if _labels_together(tokens) or _label_ahead(tokens, values) or (often > 2 and often != len(checks)):
        return Values((), "values")
    measured_at = sites(tokens, values, lambda one: _beside(tokens, one, values, *SITES))
    later = [n > 0 and _later(tokens, one, values) for n, one in enumerate(values)]
    said = [
        _Value(one, _round(tokens, one, values), _behind(tokens, one, values, "again") or second, site)
        for one, second, site in zip(values, later, measured_at, strict=True)
    ]
    corrected = any(
        _behind(tokens, one.token, values, "corrects") or (not one.second and _arrow(tokens, one.token, values))
        for one in said[1:]
    )
    corrects = corrected or any(one.is_word("corrects") for one in tokens)
    if corrected:
        said = said[-1:]
    found = _settled(_in_order(_each_time(said, tokens, checks), tokens, checks), corrects)
    if not found.problem and any(map(is_doubtful, values)):
        return found._replace(problem="rare")
    return found


def _no_measurement(tokens: Sequence[Token], values: list[Token]) -> str:
    """Why the numbers are none of today's body: the problem's code; empty where they may be."""
    if any(one.sort == "bad" for one in values):
        return "impossible"
    if not values:
        return ""
    if values[0].sort == "either" or _vague(tokens, values):
        return "vague"
    if any(one.is_word("elsewhere") for one in tokens):
        return "site"
    return "past" if _of_yesterday(tokens, values) else ""


def _times_said(tokens: Sequence[Token]) -> int:
    """三次都是36.5: how often something was the same; 0 where the line does not say."""
    found = _EACH.search("".join(one.text for one in tokens))
    return "两三".index(found[1]) + 2 if found else 0


class _Value(NamedTuple):
    token: Token
    round: Round
    second: bool
    site: Site


def _measured(tokens: Sequence[Token]) -> list[Token]:
    """The temperatures. A bare 36 is one only where nothing better is there, and so is a number that is a room's."""
    sure = [one for one in tokens if one.sort == "value"]
    garbled = _garbled(tokens)
    bad = [one for one in tokens if one.sort == "bad"] + garbled
    if sure:
        return sure + [one for one in bad if not one.text.isdecimal() or one in garbled]
    either = [one for one in tokens if one.sort == "either"]
    counted = [one for one in tokens if one.sort == "count" and one.celsius]
    away = any(one.is_word("away") for one in tokens)  # 请假到3.25
    dates = [one for one in tokens if not away and one.sort == "time" and set(one.text) <= set("0123456789.。")]
    return bad or either or counted[-1:] or [one._replace(sort="bad") for one in dates]


def _garbled(tokens: Sequence[Token]) -> list[Token]:
    """晚3605, 晚36.: a number that is none, right behind a check or a site."""
    return [
        one._replace(sort="bad")
        for before, one, behind in zip(tokens, tokens[1:], [*tokens[2:], None], strict=False)
        if one.start == before.end and before.is_word(*_ROUNDS, *SITES)
        if one.sort == "digits" or (one.sort == "count" and behind is not None and behind.text in ".。")
    ]


def _each_time(said: list[_Value], tokens: Sequence[Token], checks: tuple[Round, ...]) -> list[_Value]:
    """One value that is said of as many checks as the heading names is every check's."""
    if len(said) > 1 or said[0].round or not checks or _times_said(tokens) != len(checks):
        return said
    return [said[0]._replace(round=name) for name in checks]


def _in_order(said: list[_Value], tokens: Sequence[Token], checks: tuple[Round, ...]) -> list[_Value]:
    """Values without a label: the day's three, as many as the heading's checks, each with its own time, or two
    measurements of which the line says that they are two (两次)."""
    if len(said) < 2 or any(one.round or one.second for one in said):
        return said
    if len(said) == 2 and any(one.is_word("twice") for one in tokens):
        return [said[0], said[1]._replace(second=True)]
    rounds = of_times(tokens, [one.token for one in said]) or _around_gap(said, tokens, checks)
    if not rounds and len({one.site for one in said}) < 2:
        rounds = list(_ROUNDS if len(said) == 3 else checks if len(said) == len(checks) else ())
    return [one._replace(round=name) for one, name in zip(said, rounds, strict=True)] if rounds else said


def _around_gap(said: list[_Value], tokens: Sequence[Token], checks: tuple[Round, ...]) -> list[Round]:
    """36.3/-/36.4 is the day's first and last; where a heading names three, 36.3/36.4/- its first two."""
    if len(said) != 2 or checks not in ((), _ROUNDS):
        return []
    between = "".join(one.text for one in tokens if said[0].token.end <= one.start < said[1].token.start)
    if _GAP.fullmatch(between):
        return ["morning", "evening"]
    before = "".join(one.text for one in tokens if one.end <= said[0].token.start)
    behind = "".join(one.text for one in tokens if one.start >= said[1].token.end)
    if between.strip() != "/" or not checks:
        return []
    ends, begins = bool(_MISSED_LAST.match(behind)), bool(_MISSED_FIRST.search(before))
    return ["morning", "noon"] if ends and not begins else ["noon", "evening"] if begins and not ends else []


def _of_yesterday(tokens: Sequence[Token], values: list[Token]) -> bool:
    """补昨天的 36.5: before the first number the line speaks of yesterday, and not of today behind it."""
    before = [one for one in tokens if one.start < values[0].start]
    days = [one for one in before if one.is_word("yesterday") or one.text in _TODAY]
    return (
        bool(days)
        and days[-1].is_word("yesterday")
        and not any(_label(one) for one in before if one.start > days[-1].start)
    )


def _settled(said: list[_Value], corrects: bool) -> Values:
    made = [Reading(round(one.token.celsius, 2), one.site, one.round, one.second) for one in said]
    first = [one for one in made if not one.second]
    if any(one.round for one in first) and not all(one.round for one in first) and len({one.site for one in first}) < 2:
        return Values((), "values", corrects)
    if len({(one.round, one.site) for one in first}) < len(first):
        if len({(one.celsius, one.round, one.site) for one in first}) > 1:
            return Values((), "values", corrects)
        made = [made[0], *(one for one in made if one.second)]
    return Values(tuple(made), "", corrects)


def _round(tokens: Sequence[Token], value: Token, values: list[Token]) -> Round:
    """早36.5, 早：36.5, 36.5早, 36.5（早）."""
    beside = _beside(tokens, value, values, *_ROUNDS)
    return _label(beside) if beside is not None else ""


def _beside(tokens: Sequence[Token], value: Token, values: list[Token], *labels: str) -> Token | None:
    """The piece where the label of a value stands. The first value tells whether labels stand before or behind; before
    the only one there may also be a name: 3/14早 张三 36.5."""
    aside = (*_BETWEEN, *(() if set(labels) & set(SITES) else SITES))
    before = [
        one
        for one in tokens
        if one.start < value.start and one.sort != "gap" and not one.is_word(*aside)
        and not (one.sort == "name" and len(values) == 1)
    ]  # fmt: skip
    behind = [one for one in tokens if one.start >= value.end and one.text not in ("(", "[", "/", " ")]
    labelled = any(one.is_word(*labels) for one in tokens if one.start < values[0].start)
    return next(iter(before[-1:] if labelled else behind[:1]), None)


def _label(token: Token) -> Round:
    return next((name for name in _ROUNDS if token.is_word(name)), "")


def _labels_together(tokens: Sequence[Token]) -> bool:
    """早中晚36.5: how many temperatures that is nobody can tell."""
    solid = [one for one in tokens if one.sort != "gap"]
    several = any(sum(one.is_word(name) for name in _ROUNDS) > 1 for one in solid)
    return several or any(_label(a) and _label(b) and _label(a) != _label(b) for a, b in pairwise(solid))


def _label_ahead(tokens: Sequence[Token], values: list[Token]) -> bool:
    """36.5 晚36.6: only a later one has a label, and it stands before it, so that the first one's is not known."""
    if any(_label(one) for one in tokens if one.start < values[0].start or one.start >= values[-1].end):
        return False
    return any(_label(a) and b in values for a, b in pairwise(tokens))


def _later(tokens: Sequence[Token], value: Token, values: list[Token]) -> bool:
    """Whether the text says that this one was taken some time after the one before: 37.2 → 15分钟后 37.0; or it is one
    of a row that goes on (38.9→38.1→37.6)."""
    start = max((one.end for one in values if one.end <= value.start), default=0)
    between = "".join(one.text for one in tokens if start <= one.start < value.start)
    return any(sign in between for sign in _AFTER) or (len(values) > 2 and _arrow(tokens, value, values))


def _behind(tokens: Sequence[Token], value: Token, values: list[Token], word: str) -> bool:
    """Whether such a word stands between the value before (or the beginning) and this one."""
    start = max((one.end for one in values if one.end <= value.start), default=0)
    return any(one.is_word(word) for one in tokens if start <= one.start < value.start)


def _arrow(tokens: Sequence[Token], value: Token, values: list[Token]) -> bool:
    start = max((one.end for one in values if one.end <= value.start), default=0)
    between = "".join(one.text for one in tokens if start <= one.start < value.start)
    return "→" in between or "改" in between or any(arrow in between for arrow in _ARROWS)


def _paid(price: Token, values: list[Token]) -> bool:
    """张三 36.4 奶茶15元: a price behind a temperature leaves it as it is; one before it may be of the same goods."""
    return price.text[-1] in "元块" and values[0].sort == "value" and price.start > values[0].start


def _vague(tokens: Sequence[Token], values: list[Token]) -> bool:
    """低于37.3, <37, 36度多, 37.3算发烧吗, 1盒36.8: no measurement."""
    if any(one.text in ("吗", "?") and one.start > values[0].start for one in tokens) or any(
        one.sort == "time" and one.text[-1:] in _GOODS and not _paid(one, values) for one in tokens
    ):
        return True
    solid = [one for one in tokens if not (one.sort == "gap" and one.text.isspace())]
    for value in values:
        at = solid.index(value)
        before = "".join(one.text for one in solid[max(at - 2, 0) : at])
        compared = before[-1:] in ("<", ">", "≤", "≥") and before[-2:] not in _ARROWS
        after = "".join(one.text for one in solid[at + 1 : at + 3])
        denied = tokens[tokens.index(value) - 1].text in _NOT and value is not tokens[0]
        if (
            denied
            or compared
            or _TIMES.match(after)
            or any(one.is_word("vague") for one in solid[max(at - 1, 0) : at + 2])
        ):
            return True
    return False
