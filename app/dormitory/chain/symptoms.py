"""Words of illness: which of them a line says, and which it denies. In doubt it says them."""

from collections.abc import Iterator, Sequence

from app.dormitory.chain.token import Token

_DENIES = frozenset({"没有", "没", "无", "未", "不", "未见"})
_DENIES_LATIN = frozenset({"no", "not", "without"})
FARTHEST = 24
"""Pieces that a list of denied words may be long."""
_LISTS = frozenset("、/和及或与等")


def said(tokens: Sequence[Token], what: str = "symptom") -> Iterator[Token]:
    """The words of illness, or of being away, that are not denied: 无发烧、咳嗽 and 咳嗽：无 say none, but 无发烧，咳嗽
    says one; 未离校 does not say that somebody is away, nor does
    昨天请假 today."""
    for at, token in enumerate(tokens):
        past = what == "away" and at > 0 and tokens[at - 1].is_word("yesterday")
        if token.is_word(what) and not past and not _denied_before(tokens, at) and not _denied_after(tokens, at):
            yield token


def _denied_before(tokens: Sequence[Token], at: int) -> bool:
    at, first = at - 1, max(at - FARTHEST, -1)
    while at > first and (tokens[at].is_word("symptom", "away") or tokens[at].text in _LISTS):
        at -= 1
    latin = at > 0 and tokens[at].text == " " and tokens[at - 1].text in _DENIES_LATIN
    return latin or (at >= 0 and tokens[at].text in _DENIES)


def _denied_after(tokens: Sequence[Token], at: int) -> bool:
    rest = [one for one in tokens[at + 1 : at + 4] if one.sort != "gap"]
    if not rest or rest[0].text not in (*_DENIES, "否"):
        return False
    return len(rest) < 2 or not rest[1].is_word("symptom")
