"""Whether a phone's page is held still before the camera: a cheap look at a small picture, a few times a second."""

from typing import NamedTuple

import cv2
import numpy as np

from app.capture.items import Image
from app.pages.phone import Quad, find

_LONGER = 640
"""Pixels of the longer side of the picture that is looked at: a look takes about 5 ms."""
_WIDE, _HIGH, _RIM = 64, 128, 4
_LIGHT, _PRINTED = 100.0, 20.0
"""Mean and spread of the grey of what shines and has print on it; a window pane has no print."""
_NEAR = 0.06
"""Of a page's shorter side, by which its corners may move from look to look."""
_ALIKE = 0.96
"""Correlation of two small pictures of one page. Pages of one app that differ in some small print are as alike."""
_MISSES = 2
"""Looks in a row that find no page before it counts as gone."""


class Sight(NamedTuple):
    """corners: (4, 2), in pixels of the picture, clockwise. small: the straightened page, (128, 64) grey."""

    corners: Quad
    small: Image


def sight(image: Image) -> Sight | None:
    """The bright page with print on it in `image`, (height, width, 3) blue-green-red; None where there is none."""
    scale = _LONGER / max(image.shape[:2])
    reduced = np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    corners = find(reduced)
    if corners is None:
        return None
    grey = cv2.cvtColor(cv2.GaussianBlur(reduced, (0, 0), 1), cv2.COLOR_BGR2GRAY)
    flat = np.array([(0, 0), (_WIDE, 0), (_WIDE, _HIGH), (0, _HIGH)], np.float32)
    small = cv2.warpPerspective(grey, cv2.getPerspectiveTransform(corners, flat), (_WIDE, _HIGH))
    inner = _inner(np.asarray(small, np.uint8))
    if inner.mean() < _LIGHT or inner.std() < _PRINTED:
        return None
    return Sight(np.asarray(corners / scale, np.float32), np.asarray(small, np.uint8))


def same_place(one: Sight, other: Sight) -> bool:
    """Whether the corners are about where they were."""
    moved = np.linalg.norm(one.corners - other.corners, axis=1).max()
    sides = np.linalg.norm(one.corners - np.roll(one.corners, -1, axis=0), axis=1)
    return bool(moved < _NEAR * sides.min())


def alike(one: Sight, other: Sight) -> bool:
    """Whether both may show the same page; False where they do not."""
    return bool(np.corrcoef(_inner(one.small).ravel(), _inner(other.small).ravel())[0, 1] >= _ALIKE)


def _inner(small: Image) -> Image:
    """Without the frame of the phone."""
    return small[_RIM:-_RIM, _RIM:-_RIM]


class Held:
    """Follows the page in view from look to look.

    sight: the last one; None where no page is in view. since: when it came to rest as it is, in the source's seconds.
    number: of the rest; a page that moved, changed or was away has another one.
    """

    def __init__(self) -> None:
        self.sight: Sight | None = None
        self.since = 0.0
        self.number = 0
        self._misses = 0

    def see(self, seen: Sight | None, at: float) -> None:
        """What the look at the picture of `at` found."""
        if seen is None:
            self._misses += 1
            if self._misses >= _MISSES:
                self.sight = None
            return
        self._misses = 0
        if self.sight is None or at < self.since or not (same_place(self.sight, seen) and alike(self.sight, seen)):
            self.since = at
            self.number += 1
        self.sight = seen

    def still(self, at: float) -> float:
        """For how many seconds the page has been held as it is; 0 where there is none."""
        return at - self.since if self.sight is not None else 0.0
