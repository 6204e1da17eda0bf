"""Reads one code that the network found: cut out, brought to a size that suits it, prepared, and given to zxing-cpp.

The box tells how large the code is, so that every try costs a tenth of a reading of the frame. The list was found by
measurement, on photos and on the same photos made small, dark, blurred and glaring; it stands in the order of what each
try adds for its cost.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from cv2.typing import MatLike

from app.capture.items import Image

CLOSE, WIDE = 0.12, 0.35
"""Margins around the box, as parts of its sides."""
MAGNIFIED = 4.0
"""A code is not made larger than this many times: there is nothing more to see."""


Prepare: TypeAlias = Callable[[Image], MatLike]


@dataclass(frozen=True, slots=True)
class Try:
    """One try.

    prepare: grey picture → grey picture of the same size; what reads it is the caller's.
    side: pixels of the longer side of the cut, which decides how many a module has; 3 to 6 are best.
    cost: CPU of preparing and reading, in readings of a 1280x720 frame.
    square: also stretched to a square, which undoes most of a slanted look.
    by_module: read module by module, not by zxing-cpp.
    """

    prepare: Prepare
    side: int
    cost: float
    margin: float = CLOSE
    square: bool = False
    by_module: bool = False


def scaled(cut: Image, one: Try) -> Image | None:
    """`cut` at the size of the try; None where it would have to be magnified too much."""
    if one.side > MAGNIFIED * max(cut.shape):
        return None
    return fitted(cut, one.side, square=one.square)


def fitted(cut: Image, side: int, *, square: bool = False) -> Image:
    """`cut` with its longer side, or both where it shall be a square, of `side` pixels."""
    height, width = cut.shape
    factor = side / max(height, width)
    size = (side, side) if square else (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(cut, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC), np.uint8)


def prepared(picture: Image, prepare: Prepare) -> Image:
    return np.asarray(prepare(picture), np.uint8)


def _equalised(limit: float, tiles: int) -> Prepare:
    """Local contrast (CLAHE)."""
    return lambda grey: cv2.createCLAHE(limit, (tiles, tiles)).apply(grey)


def _sharpened(strength: float, sigma: float) -> Prepare:
    return lambda grey: cv2.addWeighted(grey, strength, cv2.GaussianBlur(grey, (0, 0), sigma), 1 - strength, 0)


def _thresholded(part: int, darker: int) -> Prepare:
    """Dark is what is `darker` than the mean of a window of a `part`th of the side."""

    def prepare(grey: Image) -> MatLike:
        block = max(3, min(grey.shape) // part | 1)
        return cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, block, darker)

    return prepare


def _gamma(power: float) -> Prepare:
    table = (255 * (np.arange(256) / 255) ** power).astype(np.uint8)
    return lambda grey: cv2.LUT(grey, table)


def _closed(size: int) -> Prepare:
    """Thin dark lines vanish: scratches, and frames that touch the code."""
    return lambda grey: cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))


def _dark_parts(grey: Image) -> MatLike:
    """What is darker than all around it (black-hat): shades and shines of any kind vanish."""
    size = max(3, min(grey.shape) // 5 | 1)
    depth = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((size, size), np.uint8))
    return cv2.bitwise_not(cv2.normalize(depth, np.empty_like(grey), 0, 255, cv2.NORM_MINMAX))


def _plain(grey: Image) -> MatLike:
    return grey


TRIES = (
    Try(_thresholded(8, 0), 120, 0.1),
    Try(_thresholded(16, 3), 180, 0.15),
    Try(_equalised(4, 8), 364, 0.6, WIDE),
    Try(_sharpened(6, 2), 260, 0.35, square=True),
    Try(_thresholded(8, 0), 180, 0.15),
    Try(_sharpened(6, 2), 180, 0.25),
    Try(_dark_parts, 120, 0.15),
    Try(_thresholded(8, 5), 120, 0.1),
    Try(_equalised(2, 4), 120, 0.1),
    Try(_thresholded(16, 3), 364, 0.4, WIDE),
    Try(_sharpened(3.5, 3), 550, 1.6),
    Try(_gamma(4), 260, 0.15),
    Try(_closed(5), 260, 0.2, margin=0.06),
    Try(_sharpened(3.5, 3), 180, 0.3),
    Try(_closed(3), 260, 0.2, square=True),
    Try(_plain, 180, 0.1),
    Try(_sharpened(4, 6), 120, 0.3),
    Try(_gamma(2.2), 260, 0.15),
    Try(_equalised(4, 8), 260, 0.4, square=True),
    Try(_thresholded(8, 0), 260, 0.2, square=True),
    Try(_thresholded(16, 3), 260, 0.2, square=True),
    Try(_thresholded(16, 3), 380, 0.4),
    Try(_equalised(4, 8), 380, 0.7),
    Try(_sharpened(6, 2), 380, 0.7),
    Try(_closed(3), 550, 0.5),
    Try(_thresholded(16, 3), 800, 1.5),
    Try(_sharpened(6, 2), 800, 2.4),
)
MODULE_BY_MODULE = (
    Try(_plain, 330, 25, square=True, by_module=True),
    Try(_equalised(4, 8), 330, 25, square=True, by_module=True),
    Try(_sharpened(4, 3), 330, 25, square=True, by_module=True),
    Try(_equalised(4, 8), 260, 25, by_module=True),
    Try(_plain, 420, 25, WIDE, by_module=True),
)
"""Tried on what zxing-cpp cannot read: bent, slanted, damaged. The cost is that of a code that is read; what looks like
none costs less, and one that is not read more."""
STREAM = (*TRIES[:12], *MODULE_BY_MODULE[:2], *TRIES[12:], *MODULE_BY_MODULE[2:])
"""Tried in turn on the frames of a stream; on a still picture all of TRIES, then all of MODULE_BY_MODULE."""
ENLARGED = (_plain, _thresholded(16, 3), _sharpened(6, 2), _thresholded(8, 0))
"""Tried on what the network enlarged."""
