"""Which of the day's checks a line names beside its temperatures: one at its beginning, all of them, those missed."""

from collections.abc import Sequence

from app.dormitory.chain.said import Reading
from app.dormitory.chain.sites import sites
from app.dormitory.chain.token import Round, Token

_ROUNDS: tuple[Round, ...] = ("morning", "noon", "evening")
_ALIKE = frozenset({"都", "均", "都是", "均为", "均是", "全", "全部"})
_MISSED = frozenset(
    [
        "-",
        "/",
        "×",
        "无",
        "没有",
        "缺",
        "漏了",
        "忘了",
        "忘记",
        "忘记了",
        "忘报",
        "忘报了",
        "忘了报",
        "忘了报了",
        "忘记报了",
    ]
)


def of_check(tokens: Sequence[Token]) -> Round:
    """The check that a line begins with: 早检：."""
    solid = [one for one in tokens if not one.text.isspace()]
    named = len(solid) > 1 and solid[1].text == ":"
    return next((name for name in _ROUNDS if solid[0].is_word(name)), "") if named else ""


def of_every_check(tokens: Sequence[Token], values: list[Token]) -> tuple[Reading, ...]:
    """早中晚都是36.5: one temperature of each check that stands before it."""
    before = [one for one in tokens if one.start < values[0].start and one.sort != "gap"]
    labels = [n for n, one in enumerate(before) if any(one.is_word(name) for name in _ROUNDS)]
    if len(values) != 1 or not labels or not any(one.text in _ALIKE for one in before[labels[-1] + 1 :]):
        return ()
    named = [name for name in _ROUNDS if any(before[n].is_word(name) for n in labels)]
    site = sites(tokens, values, lambda _: None)[0]
    return tuple(Reading(round(values[0].celsius, 2), site, name) for name in named) if len(named) > 1 else ()


def without_missed(tokens: Sequence[Token]) -> list[Token]:
    """The pieces without the labels of checks that were missed: 早36.5 中- 晚36.5; 晚上36.5，早上中午忘了."""
    found = list(tokens)
    for at in range(len(tokens) - 1, -1, -1):
        behind = next((one for one in found[at + 1 :] if not one.text.isspace()), None)
        missed = behind is not None and (behind.text in _MISSED or behind.is_word("unmeasured"))
        if missed and any(tokens[at].is_word(name) for name in _ROUNDS):
            found.pop(at)
    return found
