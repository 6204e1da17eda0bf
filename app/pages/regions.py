"""Chinese provinces and prefectures as travel cards print them, found in text that OCR has misread in places."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from app.pages.line import Line
from app.pages.misread import alike

_AHEAD = 0.05
"""Between names of one province a single character decides: the best must be ahead."""
_SEPARATORS = re.compile(r"[，,、。.;；]+")


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """By what a name begins with, the whole names; those that stand alone by themselves."""
    read = tomllib.loads((files("resources") / "pages" / "regions.toml").read_text(encoding="utf-8"))
    full = {one: tuple(one + city for city in cities.split()) for one, cities in read["provinces"].items()}
    return {one: (one,) for one in read["alone"]} | full


@cache
def names() -> tuple[str, ...]:
    """All of them, longest first."""
    return tuple(sorted((name for several in _table().values() for name in several), key=len, reverse=True))


def provinces() -> tuple[str, ...]:
    """What a name may begin with: a province, or a place that stands alone."""
    return tuple(_table())


def within(province: str) -> tuple[str, ...]:
    """The names that begin with one of `provinces`."""
    return _table()[province]


@cache
def _exact() -> re.Pattern[str]:
    return re.compile("|".join(names()))


def split(line: Line) -> list[tuple[str, int, int, float]]:
    """The places in `line`: name, start, end, and how alike what was read is to it (1 where it was read rightly).

    A name that is none of the known ones stays as it was read, with 0.
    """
    found = [(match[0], match.start(), match.end(), 1.0) for match in _exact().finditer(line.text)]
    start = 0
    for _, begin, end, _ in [*found, ("", len(line.text), len(line.text), 1.0)]:
        found += _between(line, start, begin)
        start = end
    return sorted(found, key=lambda one: one[1])


def _between(line: Line, start: int, end: int) -> list[tuple[str, int, int, float]]:
    pieces = []
    begin = start
    for match in [*_SEPARATORS.finditer(line.text, start, end), None]:
        stop = match.start() if match else end
        letters = [place for place in range(begin, stop) if re.match(r"[一-鿿]", line.text[place])]
        if len(letters) >= 2:
            first, last = letters[0], letters[-1] + 1
            name, score = nearest(line.cut(first, last))
            pieces.append((name or line.text[first:last], first, last, score))
        begin = match.end() if match else end
    return pieces


def nearest(piece: Line) -> tuple[str, float]:
    """The known name that `piece` is nearest to and how alike; ("", 0) where it could be several, or none."""
    ranked = sorted(((alike(piece.text, name, piece.others), name) for name in names()), reverse=True)[:2]
    (best, name), (second, _) = ranked
    return (name, best) if best >= 0.6 and best - second >= _AHEAD else ("", 0.0)
