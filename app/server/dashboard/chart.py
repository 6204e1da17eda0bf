"""A post's day as a picture: a bar an hour, people in above the line and out below it, all posts on one scale."""

from collections.abc import Iterator
from typing import NamedTuple

from app.server.dashboard.figures import HOURS, Day, Gate

WIDTH, HALF = 24 * 20, 28
"""Units of the picture: an hour is 20 wide, and the highest bar HALF high."""
_GAP = 3


class Bar(NamedTuple):
    """One bar. way: in or out."""

    way: str
    x: float
    y: float
    width: float
    height: float


class Strip(NamedTuple):
    """The picture of one post."""

    gate: Gate
    bars: tuple[Bar, ...]


def strips(day: Day) -> list[Strip]:
    """Pictures that can be compared: the highest bar of all is as high as it can be."""
    most = max((count for gate in day.gates for count in (*gate.into, *gate.out)), default=0)
    return [Strip(gate, tuple(_bars(gate, most))) for gate in day.gates]


def _bars(gate: Gate, most: int) -> Iterator[Bar]:
    for hour in HOURS:
        x, width = hour * 20 + _GAP / 2, 20.0 - _GAP
        for way, count, up in (("in", gate.into[hour], True), ("out", gate.out[hour], False)):
            if count:
                height = max(round(count / most * HALF, 1), 1.0)
                yield Bar(way, x, HALF - height if up else HALF + 1, width, height)
