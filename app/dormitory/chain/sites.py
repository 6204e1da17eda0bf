"""Where several temperatures of one person were measured: 腋温36.5, 早腋温36.5 晚36.1, 额温36.8 腋温36.5."""

from collections.abc import Callable, Sequence

from app.dormitory.chain.said import Site
from app.dormitory.chain.token import Token

SITES: tuple[Site, ...] = ("armpit", "forehead", "ear")
_CHECKS = ("morning", "noon", "evening")


def sites(tokens: Sequence[Token], values: Sequence[Token], beside: Callable[[Token], Token | None]) -> list[Site]:
    """Of each value where it was measured: several sites each of the value beside it, one of all values, but one that
    is said of a check only of that check's. beside: the piece where a value's label stands."""
    words = [one for one in tokens if one.is_word(*SITES)]
    found = {_site(one) for one in words}
    if len(found) > 1:
        return [_site(beside(one)) for one in values]
    site = found.pop() if found else ""
    own = _of_checks(tokens, values, words)
    return [site if own is None or n in own else "" for n in range(len(values))]


def ahead(tokens: Sequence[Token]) -> Site:
    """The only site of a line that says it before anybody's name: 905（额温枪）张三36.3 李四36.2."""
    words = [one for one in tokens if one.is_word(*SITES)]
    first = next((one.start for one in tokens if one.sort == "name"), 0)
    return _site(words[0]) if len(words) == 1 and words[0].start < first else ""


def _of_checks(tokens: Sequence[Token], values: Sequence[Token], words: Sequence[Token]) -> set[int] | None:
    """Which values the words belong to, where each has its check before it and the words stand among them; else None:
    at the line's beginning or end a site is said of all."""
    starts = [one.start for one in tokens if one.is_word(*_CHECKS)]
    if len(starts) != len(values) or any(start > one.start for start, one in zip(starts, values, strict=True)):
        return None
    if any(one.start < starts[0] or one.start >= values[-1].end for one in words):
        return None
    return {sum(start <= one.start for start in starts) - 1 for one in words}


def _site(token: Token | None) -> Site:
    return next((name for name in SITES if token is not None and token.is_word(name)), "")
