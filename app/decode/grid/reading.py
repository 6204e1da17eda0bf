"""The symbols of one picture by their modules: found, laid out and sampled; and found again in the next picture."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from app.capture.items import Image
from app.decode.grid import layout
from app.decode.grid.align import aligned
from app.decode.grid.finders import LINES, Finder, binarised, finders
from app.decode.grid.information import likely_formats, version_agreement
from app.decode.grid.layout import Soft
from app.decode.grid.locate import places
from app.decode.grid.sample import sampled
from app.decode.grid.surface import Follow, near, smooth
from app.decode.grid.versions import versions
from app.decode.grid.warp import FINDER, Warp, first_warp

LIKELY = 0.5
"""How well the function patterns must fit."""
LOST = 0.9
"""With less of a fit a symbol that was followed is looked for anew."""
PLAIN = 1.2
"""With such a fit no other way to lay the grid is tried."""
LARGE = 60
"""Modules of a side from which on planes keep count of them better than one surface."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A symbol as one picture shows it. fit: how well its function patterns and its format agree, up to 2."""

    version: int
    modules: Soft
    warp: Warp
    fit: float


class Effort:
    """What may be spent on a picture. lines: rows looked at that might cross a finder pattern."""

    def __init__(self, most: int, lines: int = LINES) -> None:
        self.spent, self.lines, self._most = 0, lines, most

    def suffices(self, modules: int) -> bool:
        """Whether so many more modules may be laid out, each attempt counted anew; then they count as spent."""
        enough = self.spent + modules <= self._most
        self.spent += modules if enough else 0
        return enough


def sights(grey: Image, block: int, effort: Effort, soften: float = 0.0) -> Iterator[Sight]:
    """The symbols that may be in `grey`, the likeliest place first.

    block: how many pixels around, odd, part dark from light. soften: pixels over which noise is averaged beforehand.
    The same symbol may come several times, laid out in other ways; who can read one need not ask for the next.
    """
    binary = binarised(np.asarray(cv2.GaussianBlur(grey, (0, 0), soften), np.uint8) if soften else grey, block)
    for place in places(binary, finders(binary, effort.lines)):
        for version in versions(grey, place):
            for perspective, follows in _ways(version):
                if not effort.suffices(layout.side_of(version) ** 2):
                    return
                yield from _laid(grey, first_warp(place, layout.side_of(version), perspective), version, follows)


def _ways(version: int) -> list[tuple[bool, tuple[Follow, ...]]]:
    """How the grid is begun and followed, the likeliest way first."""
    surface: tuple[Follow, ...] = smooth(2), smooth(3)
    if layout.side_of(version) < LARGE:
        return [(True, surface), (False, surface), (True, (near,))]
    return [(True, (near,)), (False, (near,)), (True, surface)]


def followed(grey: Image, last: Sight, block: int) -> Sight | None:
    """The symbol of `last` in the next picture; where its finder patterns are hidden, it is taken as not moved."""
    ways = [last.warp]
    moved = _moved(last.warp, finders(binarised(grey, block)))
    if moved is not None:
        ways.insert(0, moved)
    best: Sight | None = None
    for warp in ways:
        for sight in _laid(grey, warp, last.version, ()):
            best = sight if best is None or sight.fit > best.fit else best
        if best is not None and best.fit > PLAIN:
            return best
    if best is None or best.fit < LOST:
        anew = sights(grey, block, Effort(last.warp.side**2))
        best = max(anew, key=lambda sight: sight.fit, default=best)
    return best


def fitness(modules: Soft, version: int) -> float:
    """How well `modules` fit what every symbol of `version` shows: 2 at best, about 0 by chance."""
    known = layout.function_patterns(version)
    timing = np.concatenate([(known * modules)[6, 8:-8], (known * modules)[8:-8, 6]])
    patterns = float(np.mean((known * modules)[known != 0]) + np.mean(timing)) / 2
    form = likely_formats(modules, version)[0][1]
    return patterns + (form + version_agreement(modules, version)) / (1 if version < layout.VERSIONED else 2)


def _laid(grey: Image, warp: Warp, version: int, follows: tuple[Follow, ...]) -> Iterator[Sight]:
    """The symbol at `warp`, aligned, as it is and as a mirror shows it, where it fits at all."""
    warp = aligned(grey, warp, *follows)
    modules = sampled(grey, warp)
    for turned in (modules, modules.T):
        fit = fitness(turned, version)
        if fit > LIKELY:
            yield Sight(version, turned, warp, fit)


def _moved(warp: Warp, seen: list[Finder]) -> Warp | None:
    """`warp`, moved as those of its finder patterns that were `seen` again; None where there are none."""
    far = warp.side - FINDER
    expected = warp.pixels(np.array([(FINDER, FINDER), (far, FINDER), (FINDER, far)], np.float32))
    reach = float(np.linalg.norm(expected[0] - expected[1])) / 2
    before, after = [], []
    for point in expected:
        near = min(seen, key=lambda one: np.hypot(one.x - point[0], one.y - point[1]), default=None)
        if near is not None and np.hypot(near.x - point[0], near.y - point[1]) < reach:
            before.append(point)
            after.append((near.x, near.y))
    if not before:
        return None
    motion = np.eye(3)
    if len(before) > 1:
        turned, _ = cv2.estimateAffinePartial2D(np.array(before, np.float64), np.array(after, np.float64))
        if turned is not None:
            motion[:2] = turned
    if len(before) == 1 or np.array_equal(motion, np.eye(3)):
        motion[:2, 2] = np.mean(np.array(after) - np.array(before), axis=0)
    return Warp(motion @ warp.perspective, warp.shift)
