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
from app.decode.purse import Purse
from app.decode.symbol import Corners, Symbol

NEAR, WIDE = 0.08, 0.25
"""How wide the surroundings are whose mean parts dark from light, as parts of the picture's shorter side."""
SOFT = 1.2
"""Pixels over which the noise of a dark room is averaged where finder patterns are looked for."""
STILL = ((NEAR, 0.0), (WIDE, 0.0), (NEAR, SOFT))
"""How a still picture is looked at: surroundings, softening."""
SMALLEST = 31
"""Pixels of the shorter side of a picture that is looked at."""

EFFORT = 200_000
"""Modules laid out in one still picture."""

SHARE = 0.22
"""CPU for a frame in which nothing is followed, in readings of it by zxing-cpp."""
FULL = 4.0
"""CPU of a look at a whole frame, in readings."""
SIGNED = 2.0
"""The same where something looked like a code."""
LOOKS = ((0.5, 0.0, 1.6), (1.0, SOFT, 4.5), (1 / 3, 0.0, 0.8), (0.5, 0.0, 1.6), (1.0, 0.0, FULL))
"""Looks for finder patterns, in turn: the size of the picture looked at, its softening, and the CPU, in readings."""
MODULE = 5e-3
"""CPU for laying out one module, in readings of a frame of AREA pixels."""
AREA = 1280 * 720
DECODING = 4.0
"""CPU for one attempt to read what has gathered, in the same."""
TRIED, LINES = 4500, 1500
"""Modules laid out, and rows examined, at most, in one look."""
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
    effort = reading.Effort(EFFORT)
    for area, soften in STILL:
        for sight in reading.sights(grey, _block(grey, area), effort, soften):
            symbol = correct.printed(sight.modules, sight.version)
            if symbol is not None and (found := render.read(symbol, sight.warp.corners(scale))):
                return found
    return []


class Joiner:
    """Joins what the frames of one stream show of one symbol, module by module, until it is enough to read it."""

    def __init__(self) -> None:
        self._purse = Purse(SAVED)
        self._look = 0
        self._last: tuple[Sight, float] | None = None
        self._evidence = Evidence()

    def add(self, grey: Image, at: float, *, sign: bool = False) -> list[Symbol]:
        """The symbol that can be read now that `grey` (height, width), taken at `at` seconds, is known too.

        Of a frame in which nothing was found; frames in between, which were read, need not be given.
        sign: something in it looked like a code.
        """
        if min(grey.shape) < SMALLEST:
            return []
        if self._last is not None and not 0 <= at - self._last[1] <= GONE:
            self._last = None
            self._evidence.clear()
        self._purse.earn(FOLLOWING if self._last is not None else SIGNED if sign else SHARE)
        sight = self._found(grey) if self._last is None else self._followed(grey, self._last[0])
        if sight is None or not self._evidence.add(sight, at):
            return []
        self._last = sight, at
        return self._read(grey, sight)

    def _read(self, grey: Image, sight: Sight) -> list[Symbol]:
        """What the evidence says by now, at the place of the last `sight`."""
        if not self._evidence.ready:
            return []
        self._purse.pay(DECODING * AREA / grey.size)
        symbol = self._evidence.symbol()
        return [] if symbol is None else render.read(symbol, sight.warp.corners(1.0))

    def _found(self, grey: Image) -> Sight | None:
        """A symbol where none was followed."""
        size, soften, cost = LOOKS[self._look]
        if self._purse.saved < cost:
            return None
        self._look = (self._look + 1) % len(LOOKS)
        seen = np.asarray(cv2.resize(grey, None, fx=size, fy=size, interpolation=cv2.INTER_AREA), np.uint8)
        effort, best = reading.Effort(TRIED, LINES), None
        for sight in reading.sights(seen, _block(seen, NEAR), effort, soften):
            best = sight if best is None or sight.fit > best.fit else best
            if sight.fit > reading.PLAIN:
                break
        self._purse.pay(cost + effort.spent * MODULE * AREA / grey.size)
        return None if best is None else replace(best, warp=best.warp.scaled(1 / size))

    def _followed(self, grey: Image, last: Sight) -> Sight | None:
        """The symbol that was seen last, somewhere near there."""
        left, top, right, bottom = _around(last.warp.corners(1.0), grey)
        part = np.ascontiguousarray(grey[top:bottom, left:right])
        if self._purse.saved < 0 or min(part.shape) < SMALLEST:
            return None
        modules = 2 * layout.side_of(last.version) ** 2
        self._purse.pay((modules * MODULE * AREA + FULL * part.size) / grey.size)
        sight = reading.followed(part, replace(last, warp=last.warp.moved(-left, -top)), _block(part, WIDE))
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
