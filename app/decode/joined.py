"""Evidence of a symbol joined: that of a hard still picture, and that of several frames none of which is enough.

What is joined is modules, not pixels, so it does not matter how the symbol moves from frame to frame: noise averages
away, and glare that wanders is outvoted. Decided in docs/decisions/0009-joined-evidence.md.
"""

from dataclasses import replace

import cv2
import numpy as np

from app.capture.items import Image
from app.decode.grid import correct, layout, reading, render
from app.decode.grid.evidence import Evidence
from app.decode.grid.reading import Sight
from app.decode.symbol import Corners, Symbol

AREAS = (0.08, 0.25)
"""How wide the surroundings are whose mean parts dark from light, as parts of the picture's shorter side."""
SMALLEST = 31
"""Pixels of the shorter side of a picture that is looked at."""

SHARE = 0.25
"""CPU for a frame in which nothing is followed, in readings of it by zxing-cpp."""
LOOKS = ((0.5, 1.6), (0.5, 1.6), (1.0, 4.0))
"""Looks for finder patterns, in turn: the size of the picture looked at, and the CPU, in readings."""
MODULE = 1 / 250
"""CPU for laying out one module, in readings."""
TRIED = 8000
"""Modules laid out, at most, after one look."""
FOLLOWING = 5.0
"""CPU for a frame while a symbol is followed, in readings."""
SAVED = 20.0
"""CPU saved up at most, in readings."""
GONE = 1.0
"""Seconds after which a symbol that was not seen again is forgotten."""
LEAP = 0.75
"""Part of its own side by which a symbol does not move from one frame to the next."""


def salvage(grey: Image, scale: float = 1.0) -> list[Symbol]:
    """The QR codes in `grey` (height, width), a still picture in which no reader found one: takes up to seconds.

    scale: how much larger `grey` is than the picture that the corners shall fit.
    """
    if min(grey.shape) < SMALLEST:
        return []
    for area in AREAS:
        for sight in reading.sights(grey, _block(grey, area)):
            symbol = correct.printed(sight.modules, sight.version)
            data = None if symbol is None else render.payload(symbol)
            if data is not None:
                return [Symbol("QRCode", data, sight.warp.corners(scale))]
    return []


class Joiner:
    """Joins what the frames of one stream show of one symbol, module by module, until it is enough to read it."""

    def __init__(self) -> None:
        self._at = 0.0
        self._saved = 0.0
        self._look = 0
        self._sight: Sight | None = None
        self._evidence = Evidence()

    def add(self, grey: Image, at: float) -> list[Symbol]:
        """The symbol that can be read now that `grey` (height, width), taken at `at` seconds, is known too."""
        if min(grey.shape) < SMALLEST:
            return []
        if self._sight is not None and not 0 <= at - self._at <= GONE:
            self._sight = None
            self._evidence.clear()
        self._saved = min(self._saved + (SHARE if self._sight is None else FOLLOWING), SAVED)
        sight = self._found(grey) if self._sight is None else self._followed(grey, self._sight)
        if sight is None:
            return []
        self._sight, self._at = sight, at
        self._evidence.add(sight, at)
        symbol = self._evidence.symbol()
        data = None if symbol is None else render.payload(symbol)
        return [] if data is None else [Symbol("QRCode", data, sight.warp.corners(1.0))]

    def _found(self, grey: Image) -> Sight | None:
        """A symbol where none was followed."""
        size, cost = LOOKS[self._look]
        if self._saved < cost:
            return None
        self._saved -= cost
        self._look = (self._look + 1) % len(LOOKS)
        seen = np.asarray(cv2.resize(grey, None, fx=size, fy=size, interpolation=cv2.INTER_AREA), np.uint8)
        best: Sight | None = None
        for sight in reading.sights(seen, _block(seen, AREAS[0]), TRIED):
            self._saved -= layout.side_of(sight.version) ** 2 * MODULE
            best = sight if best is None or sight.fit > best.fit else best
        return None if best is None else replace(best, warp=best.warp.scaled(1 / size))

    def _followed(self, grey: Image, last: Sight) -> Sight | None:
        """The symbol that was seen last, somewhere near there."""
        if self._saved < 0:
            return None
        left, top, right, bottom = _around(last.warp.corners(1.0), grey)
        part = np.ascontiguousarray(grey[top:bottom, left:right])
        if min(part.shape) < SMALLEST:
            return None
        near = replace(last, warp=last.warp.moved(-left, -top))
        self._saved -= 2 * layout.side_of(last.version) ** 2 * MODULE + 4 * part.size / grey.size
        sight = reading.followed(part, near, _block(part, 0.2))
        return None if sight is None else replace(sight, warp=sight.warp.moved(left, top))


def _around(corners: Corners, grey: Image) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of the part of `grey` in which a symbol will be that was at `corners`."""
    points = np.array(corners)
    low, high = points.min(axis=0), points.max(axis=0)
    reach = LEAP * (high - low)
    left, top = np.clip(low - reach, 0, None).astype(int)
    right, bottom = np.clip(high + reach, 0, grey.shape[::-1]).astype(int)
    return int(left), int(top), int(right), int(bottom)


def _block(grey: Image, area: float) -> int:
    """A width of surroundings, in pixels, odd."""
    return max(SMALLEST, int(min(grey.shape) * area) | 1)
