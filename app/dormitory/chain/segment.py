"""A line cut into pieces so that as little as possible is left unexplained, and the names that this leaves open."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from app.dormitory.chain.lexicon import WORDS
from app.dormitory.chain.names import Directory
from app.dormitory.chain.numbers import number_at
from app.dormitory.chain.token import Token

_NOTHING = frozenset({"filler"})
_UNKNOWN, _KNOWN = 1000, 1
"""What a piece costs."""
_LONGEST = max(map(len, WORDS))
_STARTS = frozenset(word[0] for word in WORDS)


class Cut(NamedTuple):
    """open_: names that explain the line as well as those chosen: who is meant cannot be told."""

    tokens: list[Token]
    open_: list[Token]


def cut(text: str, directory: Directory) -> Cut:
    """Every character of `text` in exactly one piece."""
    size = len(text)
    ways = [list(_pieces(text, at, directory)) for at in range(size)]
    after = [0] * (size + 1)
    best: list[Token] = []  # from the end
    for at in range(size - 1, -1, -1):
        piece = min(ways[at], key=lambda one: (_cost(one) + after[one.end], -one.end))
        after[at] = _cost(piece) + after[piece.end]
        best.append(piece)
    chosen: list[Token] = []
    at = 0
    while at < size:
        chosen.append(best[size - 1 - at])
        at = chosen[-1].end
    return Cut(chosen, _open(ways, after, chosen))


def _open(ways: list[list[Token]], after: list[int], chosen: list[Token]) -> list[Token]:
    """Names on another way through the line that leaves no more unexplained than the chosen one."""
    taken = {(one.start, one.end) for one in chosen}
    if not any(one.sort == "name" and (one.start, one.end) not in taken for some in ways for one in some):
        return []
    before = [_UNKNOWN * (len(ways) + 1)] * (len(ways) + 1)
    before[0] = 0
    for at, some in enumerate(ways):
        for one in some:
            before[one.end] = min(before[one.end], before[at] + _cost(one))
    least = after[0] // _UNKNOWN
    return [
        one
        for at, some in enumerate(ways)
        for one in some
        if one.sort == "name"
        and (one.start, one.end) not in taken
        and (before[at] + _cost(one) + after[one.end]) // _UNKNOWN <= least
    ]


def _cost(token: Token) -> int:
    return _UNKNOWN if token.sort == "unknown" else _KNOWN


def _pieces(text: str, at: int, directory: Directory) -> Iterator[Token]:
    """What may begin at `at`, always something."""
    sign = text[at]
    yield from _numbers(text, at, directory)
    if not (_latin(sign) and at and _latin(text[at - 1])):
        yield from _names(text, at, directory)
        yield from _words(text, at)
        yield from _habits(text, at, directory)
    if unicodedata.category(sign)[0] in "LNM":
        yield Token("unknown", at, _end_of_word(text, at), text[at : _end_of_word(text, at)])
    else:
        yield Token("gap", at, at + 1, sign)


def _numbers(text: str, at: int, directory: Directory) -> Iterator[Token]:
    """403周 may be weeks, and 周 the surname of 周婷; 320房 a room, and 房 somebody's."""
    number = number_at(text, at, directory.rooms)
    if number is None:
        return
    yield number
    if text[number.end - 1] in directory.surnames:
        shorter = number_at(text[: number.end - 1], at, directory.rooms)
        if shorter is not None:
            yield shorter


def _names(text: str, at: int, directory: Directory) -> Iterator[Token]:
    for end, numbers in directory.names_at(text, at):
        if not (_latin(text[end - 1]) and end < len(text) and _latin(text[end])):
            yield Token("name", at, end, text[at:end], numbers=numbers)


def _habits(text: str, at: int, directory: Directory) -> Iterator[Token]:
    for habit in directory.habits:
        if text.startswith(habit, at):
            yield Token("word", at, at + len(habit), habit, classes=_NOTHING)


def _words(text: str, at: int) -> Iterator[Token]:
    if text[at] not in _STARTS:
        return
    for end in range(at + 1, min(at + _LONGEST, len(text)) + 1):
        word = text[at:end]
        if word in WORDS and not (_latin(word[-1]) and end < len(text) and _latin(text[end])):
            yield Token("word", at, end, word, classes=WORDS[word])


def _end_of_word(text: str, at: int) -> int:
    """An unknown Latin word is one piece, other unknown characters are each their own."""
    end = at + 1
    if at and _latin(text[at - 1]):  # never begun here; looking for its end from every letter would take for ever
        return end
    while _latin(text[at]) and end < len(text) and _latin(text[end]):
        end += 1
    return end


def _latin(sign: str) -> bool:
    return "a" <= sign <= "z"
