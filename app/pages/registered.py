"""Straightened pages laid upon each other to a part of a pixel, by their print: glare and shadow do not count."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.items import Image
from app.pages.tone import Plane

COARSE = 2
"""Pages are laid upon each other in pictures that many times smaller."""
_ROUGH = 4
"""First in pictures that many times smaller again."""
_STEPS = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 50, 1e-5)
_SAME = 0.6
"""Correlation of two reliefs below which they do not show pages of one app; noisy ones of one page have 0.8."""
_CALM = 2.0
"""Pixels of a relief over which noise is smoothed where two are compared."""
_STROKES, _ROW, _BLOCK = 1.2, 17, 41
"""Pixels of a relief: the noise that is smoothed, what print stands out from, over what its contrast is made even."""
_FAINT = 4.0
"""Grey levels of a relief that are no print."""


def laid_upon(pages: Sequence[Image]) -> list[Image]:
    """The first of `pages` and those others that show the same page, each where it lies on the first."""
    first = pages[0]
    size = first.shape[1::-1]
    aim = _even(relief(first))
    layers = [first]
    for page in pages[1:]:
        fitted = np.asarray(cv2.resize(page, size, interpolation=cv2.INTER_CUBIC), np.uint8)
        matrix = _onto(aim, _even(relief(fitted)))
        if matrix is not None:
            flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
            laid = cv2.warpPerspective(fitted, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
            layers.append(np.asarray(laid, np.uint8))
    return layers


def relief(page: Image) -> Plane:
    """How much brighter each place is than what is around it, in grey levels of the darkest channel, COARSE times
    smaller than `page`."""
    small = cv2.resize(page, (page.shape[1] // COARSE, page.shape[0] // COARSE), interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(small.min(axis=2).astype(np.float32), (0, 0), _STROKES)
    return np.asarray(grey - cv2.blur(grey, (_ROW, _ROW)), np.float32)


def _even(relief: Plane) -> Plane:
    """The same with print of about the same contrast everywhere."""
    power = np.maximum(cv2.blur(relief * relief, (_BLOCK, _BLOCK)), 0)  # a sum that rounding may make negative
    return np.asarray(relief / (np.sqrt(power) + _FAINT), np.float32)


def _onto(first: Plane, other: Plane) -> NDArray[np.float64] | None:
    """The homography from the first page's pixels to the other's; None where they are not of one page."""
    found: NDArray[np.float64] | None = np.eye(3)
    for smaller in (_ROUGH, 1):
        if found is not None:
            found = _refined(first, other, found, smaller)
    return _scaled(found, COARSE) if found is not None and _alike(first, other, found) >= _SAME else None


def _refined(first: Plane, other: Plane, start: NDArray[np.float64], smaller: int) -> NDArray[np.float64] | None:
    """`start` made better by what the two reliefs show, that many times smaller; None where no way is found."""
    views = first, other
    if smaller > 1:
        views = _reduced(first, smaller), _reduced(other, smaller)
    begin = _scaled(start, 1 / smaller).astype(np.float32)
    try:
        _, found = cv2.findTransformECC(*views, begin, cv2.MOTION_HOMOGRAPHY, _STEPS, np.array([]), 1)
    except cv2.error:  # it finds no way to lay one upon the other
        return None
    return _scaled(found.astype(np.float64), smaller)


def _reduced(relief: Plane, smaller: int) -> Plane:
    calm = cv2.GaussianBlur(relief, (0, 0), 0.75 * smaller)
    return np.asarray(cv2.resize(calm, None, fx=1 / smaller, fy=1 / smaller, interpolation=cv2.INTER_AREA), np.float32)


def _scaled(matrix: NDArray[np.float64], larger: float) -> NDArray[np.float64]:
    """The same homography between pictures that many times larger."""
    scale = np.diag([larger, larger, 1.0])
    return np.asarray(scale @ matrix @ np.linalg.inv(scale))


def _alike(first: Plane, other: Plane, matrix: NDArray[np.float64]) -> float:
    """Correlation of the two, without the frame and the title bar, which are alike on every page."""
    laid = cv2.warpPerspective(other, matrix, first.shape[::-1], flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    calm = (cv2.GaussianBlur(one, (0, 0), _CALM) for one in (first, laid))
    height, width = first.shape
    inner = np.s_[height // 6 : -height // 12, width // 12 : -width // 12]
    return float(np.corrcoef([one[inner].ravel() for one in calm])[0, 1])
