"""What is tried on a picture in which nothing was found: one small preparation each, in the order of what they gain."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from cv2.typing import MatLike

from app.capture.items import Image

SMALLEST = 21
"""Pixels; a QR code has at least as many modules a side."""


@dataclass(frozen=True, slots=True)
class Retry:
    """One preparation.

    prepare: grey picture (height, width) → grey picture, `scale` times as large.
    cost: CPU of preparing and reading, in readings of the unprepared picture; measured at 1280x720.
    """

    name: str
    prepare: Callable[[Image], MatLike]
    cost: float
    scale: float = 1.0

    def __call__(self, grey: Image) -> Image:
        """`grey` must be at least SMALLEST pixels wide and high."""
        return np.asarray(self.prepare(grey), np.uint8)


def _equalised(grey: Image) -> MatLike:
    """Local contrast (CLAHE): shadows, dim screens."""
    return cv2.createCLAHE(clipLimit=4.0, tileGridSize=(8, 8)).apply(grey)


def _sharpened(grey: Image) -> MatLike:
    """Strong sharpening: a hand that moved, a lens out of focus."""
    return cv2.addWeighted(grey, 3.5, cv2.GaussianBlur(grey, (0, 0), 3), -2.5, 0)


def _crisped(grey: Image) -> MatLike:
    """Sharpening of what is as fine as a module: a lens a little out of focus, a symbol far away."""
    return cv2.addWeighted(grey, 3.5, cv2.GaussianBlur(grey, (0, 0), 1.5), -2.5, 0)


def _darkened(grey: Image) -> MatLike:
    """Gamma 2.2: a screen too bright for the camera."""
    return cv2.LUT(grey, _DARKER)


def _brightened(grey: Image) -> MatLike:
    """Gamma 0.5: paper in the dark."""
    return cv2.LUT(grey, _BRIGHTER)


def _thresholded(grey: Image) -> MatLike:
    """A wide adaptive threshold: light that changes across the symbol."""
    block = max(51, min(grey.shape) // 8 | 1)
    return cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, block, 5)


def _thresholded_widely(grey: Image) -> MatLike:
    """The same over surroundings as wide as a symbol held close."""
    return cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 301, 5)


def _levelled(grey: Image) -> MatLike:
    """Shading correction: divided by its own wide surroundings."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    shade = cv2.resize(cv2.blur(small, (31, 31)), grey.shape[::-1])
    return cv2.divide(grey, shade, scale=180)


def _enlarged(grey: Image) -> MatLike:
    """Half as large again: modules of two pixels or less."""
    return cv2.resize(grey, None, fx=1.5, fy=1.5, interpolation=cv2.INTER_CUBIC)


def _doubled(grey: Image) -> MatLike:
    """Twice the size: a symbol far away."""
    return cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)


def _halved(grey: Image) -> MatLike:
    """Half the size: noise, and the pixels of a photographed monitor, average away."""
    return cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)


def _opened(grey: Image) -> MatLike:
    """Dark specks grow: modules printed as dots."""
    return cv2.morphologyEx(grey, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))


def _thickened(grey: Image) -> MatLike:
    """Dark parts grow by a pixel: glare and thin print."""
    return cv2.erode(grey, np.ones((3, 3), np.uint8))


def _calmed(grey: Image) -> MatLike:
    """The median of the pixels around: a sensor's noise in the dark."""
    return cv2.medianBlur(grey, 5)


def _finely_equalised(grey: Image) -> MatLike:
    """Contrast within small tiles: a symbol that is a small part of the picture."""
    return cv2.createCLAHE(clipLimit=4.0, tileGridSize=(24, 24)).apply(grey)


def _doubled_and_sharpened(grey: Image) -> MatLike:
    """A symbol far away and out of focus."""
    return _sharpened(np.asarray(_doubled(grey), np.uint8))


def _gamma(power: float) -> Image:
    return (255 * (np.arange(256) / 255) ** power).astype(np.uint8)


_DARKER, _BRIGHTER = _gamma(2.2), _gamma(0.5)

QUICK = (
    Retry("crisp", _crisped, 2.7),
    Retry("clahe", _equalised, 4.6),
    Retry("x1.5", _enlarged, 3.1, scale=1.5),
    Retry("threshold", _thresholded, 2.1),
    Retry("thick", _thickened, 1.0),
    Retry("gamma 0.5", _brightened, 1.6),
    Retry("gamma 2.2", _darkened, 1.6),
)
"""Tried in turn on the frames of a stream: in the order of what each adds for its cost, on photos and on the same ones
made dark, small, blurred, noisy and turned."""

THOROUGH = (
    *QUICK,
    Retry("median", _calmed, 1.2),
    Retry("half", _halved, 0.8, scale=0.5),
    Retry("open", _opened, 0.9),
    Retry("shading", _levelled, 2.5),
    Retry("wide threshold", _thresholded_widely, 2.1),
    Retry("sharpen", _sharpened, 3.8),
    Retry("fine clahe", _finely_equalised, 3.8),
    Retry("x2", _doubled, 5.7, scale=2),
    Retry("x2 and sharpen", _doubled_and_sharpened, 11.6, scale=2),
)
"""Tried one after the other on a still picture."""


CHANNELS = 0.5
"""CPU of `channels`, in readings."""


def channels(image: Image) -> Image:
    """Of (height, width, 3) the darkest channel at each pixel, as a grey picture (height, width).

    Ink of any colour is dark in it: yellow on white, which is nearly white in grey, is as black as print.
    """
    blue, green, red = cv2.split(image)
    return np.asarray(cv2.min(cv2.min(blue, green), red), np.uint8)
