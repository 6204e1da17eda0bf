"""Several frames of one page laid upon each other: noise averages out, and glare that moves disappears."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.items import Image

_COARSE = 2
"""Pages are laid upon each other in pictures that many times smaller."""
_STEPS = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 40, 1e-4)
_SAME = 0.5
"""Correlation below which two pictures do not show the same page."""
_DARK = 30
"""Percentile of a place over all frames that is kept: glare only ever brightens, and wanders."""


def stacked(pages: Sequence[Image]) -> Image:
    """What straightened pages show together, after they are laid upon the first; those that do not fit are left out.

    That all frames show one person's page is for whoever chooses them to know: pages of one app are much alike.
    """
    first = pages[0]
    size = (first.shape[1], first.shape[0])
    grey = _grey(first, size)
    layers = [first]
    for page in pages[1:]:
        fitted = np.asarray(cv2.resize(page, size, interpolation=cv2.INTER_CUBIC), np.uint8)
        matrix = _onto(grey, _grey(fitted, size))
        if matrix is not None:
            flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
            layers.append(np.asarray(cv2.warpPerspective(fitted, matrix, size, flags=flags), np.uint8))
    return np.percentile(np.stack(layers), _DARK, axis=0).astype(np.uint8) if len(layers) > 2 else layers[0]


def _grey(page: Image, size: tuple[int, int]) -> Image:
    small = cv2.resize(page, (size[0] // _COARSE, size[1] // _COARSE), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (0, 0), 1.5), np.uint8)


def _onto(first: Image, other: Image) -> NDArray[np.float32] | None:
    """The homography from the first page's pixels to the other's; None where they are not of one page."""
    start = np.eye(3, dtype=np.float32)
    try:
        _, found = cv2.findTransformECC(first, other, start, cv2.MOTION_HOMOGRAPHY, _STEPS, np.array([]), 5)
    except cv2.error:  # it finds no way to lay one upon the other
        return None
    laid = cv2.warpPerspective(other, found, first.shape[::-1], flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    # The frame and the title bar are alike on every page.
    height, width = first.shape
    inner = np.s_[height // 6 : -height // 12, width // 12 : -width // 12]
    if np.corrcoef(first[inner].ravel(), laid[inner].ravel())[0, 1] < _SAME:
        return None
    scale = np.diag([1 / _COARSE, 1 / _COARSE, 1.0])
    return np.asarray(np.linalg.inv(scale) @ found @ scale, np.float32)
