"""Where in a strip of print a drawn text lies: how large, how bold, and from which pixel on."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from app.pages.drawn import EM, MARGIN, Face, Row, row
from app.pages.tone import Plane

FACES = tuple(Face(bold, blur) for bold in (False, True) for blur in (1.8, 3.2))
"""Weights of letters, and how sharp a page is: one held near an upright webcam, and one in a lying one."""
_ROUGH = tuple(Face(bold, 3.2) for bold in (False, True))
_SIZES = tuple(0.85 * 1.05**one for one in range(12))
"""How high the letters' square may be, by the height of the band of ink: it is higher than its letters, by a third than
digits."""
_NEARBY = (0.978, 1.0, 1.022)
_STROKES, _AROUND = 5.0, 12.0
"""Pixels over which the paper around a stroke is looked for, and over which contrast is made even."""
_INNER = slice(10, 54)
_SLACK = 80
"""Pixels of paper around the strip, so that a text may stand at its edge."""
_QUIET = 1e-4
_BLANK = 0.2
"""Power of evened print that is no print."""

Text = tuple[str, ...]
"""At every place one letter, or several of which any may stand there."""


@dataclass(frozen=True)
class Canvas:
    """A strip of print, scaled so that its letters are EM high, with paper around: 0 for white to 1 for black.

    em: pixels of the strip that have become EM."""

    ink: Plane
    em: float

    @cached_property
    def relief(self) -> Plane:
        return relief(self.ink)

    @cached_property
    def unrest(self) -> float:
        """The paper's own, in the units of `relief`."""
        inner = self.relief[_SLACK:-_SLACK, _SLACK:-_SLACK]
        return max(_QUIET, 1.48 * float(np.median(np.abs(inner))))

    @cached_property
    def even(self) -> Plane:
        """`relief` with the same contrast everywhere, whatever glare has left of it."""
        return evened(self.relief, 2 * self.unrest)


@dataclass(frozen=True)
class Laid:
    """A text where it was found. x, y: of the drawn row's corner on the canvas. alike: their correlation, up to 1."""

    canvas: Canvas
    text: Text
    face: Face
    x: int
    y: int
    alike: float

    @cached_property
    def row(self) -> Row:
        return row(self.text, self.face)

    @property
    def left(self) -> float:
        """Letters' heights from the strip's left edge to the first letter."""
        return (self.x + MARGIN - _SLACK) / EM

    @property
    def evidence(self) -> float:
        """By how much the text explains the print, for comparing texts of different lengths."""
        return -math.log(max(1 - max(self.alike, 0.0) ** 2, 1e-6)) * float(self.row.ink.shape[1]) / EM


def relief(ink: Plane) -> Plane:
    """How much darker each place is than what is around it."""
    return np.asarray(ink - cv2.GaussianBlur(ink, (0, 0), _STROKES), np.float32)


def evened(values: Plane, floor: float) -> Plane:
    """`values` with about the same power everywhere; what has less than `floor` stays small."""
    power = cv2.GaussianBlur(values * values, (0, 0), _AROUND)
    return np.asarray(values / np.sqrt(power + floor * floor), np.float32)


def find(dark: Plane, tall: float, texts: Iterable[Text]) -> Laid | None:
    """The one of `texts` that `dark` most likely shows, and where; None where none fits in it.

    dark: a strip of the page, 0 for white to 1 for black. tall: height of the band of ink in it, in pixels.
    """
    several = list(texts)
    rough = [(size, one) for size in _SIZES for one in _laid(dark, tall * size, several, _ROUGH)]
    if not rough:
        return None
    size, best = max(rough, key=lambda one: one[1].evidence)
    fine = [one for near in _NEARBY for one in _laid(dark, tall * size * near, [best.text], FACES)]
    return max([best, *fine], key=lambda one: one.alike)


def _laid(dark: Plane, em: float, texts: Iterable[Text], faces: Sequence[Face]) -> list[Laid]:
    """Where each text lies best if a letter's square is `em` pixels."""
    scaled = cv2.resize(dark, None, fx=EM / em, fy=EM / em, interpolation=cv2.INTER_CUBIC)
    canvas = Canvas(np.asarray(cv2.copyMakeBorder(scaled, *(_SLACK,) * 4, cv2.BORDER_REPLICATE), np.float32), em)
    # A row may reach out of the strip by half a letter at every side.
    reach = _SLACK - EM // 2
    field = np.ascontiguousarray(canvas.even[reach:-reach, reach:-reach])
    found = []
    for text in texts:
        for face in faces:
            aim = np.ascontiguousarray(_aim(text, face))
            if aim.shape[0] <= field.shape[0] and aim.shape[1] <= field.shape[1]:
                alike = correlation(field, aim, _BLANK)
                _, best, _, (x, y) = cv2.minMaxLoc(alike)
                found.append(Laid(canvas, text, face, x + reach, y + reach - _INNER.start, float(best)))
    return found


def correlation(seen: Plane, aim: Plane, floor: float) -> Plane:
    """Of `aim` with `seen` at every place where it fits; with nothing where `seen` has less power than `floor`."""
    view, wanted = np.ascontiguousarray(seen), np.ascontiguousarray(aim - aim.mean())
    both = cv2.matchTemplate(view, wanted, cv2.TM_CCORR)
    total, power = (_windows(one, aim.shape) for one in cv2.integral2(view))
    spread = np.maximum(power - total * total / aim.size, 0) + aim.size * floor * floor
    return np.asarray(both / (np.sqrt(spread) * max(float(np.linalg.norm(wanted)), 1e-6)), np.float32)


def _windows(integral: NDArray[Any], size: tuple[int, ...]) -> NDArray[Any]:
    """The sum over every window of that size."""
    tall, wide = size
    return np.asarray(
        integral[tall:, wide:] - integral[:-tall, wide:] - integral[tall:, :-wide] + integral[:-tall, :-wide]
    )


@lru_cache(maxsize=128)
def _aim(text: Text, face: Face) -> Plane:
    return evened(relief(row(text, face).ink), 0.01)[_INNER]
