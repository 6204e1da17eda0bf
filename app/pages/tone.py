"""Makes faint print dark again: what glare and a screen's glow have washed out."""

from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.items import Image

Plane: TypeAlias = NDArray[np.float32]

_COARSE = 4
"""What changes slowly over the page is looked for in a picture that many times smaller."""
_REACH = 0.08
"""Part of the page's width over which white and the darkest print are looked for."""


def flattened(page: Image, floor: float) -> Image:
    """`page` with its paper white everywhere and its darkest print black.

    floor: the faintest print, as a part of white, that is still made black; what is fainter is noise and stays grey.
    """
    calm = cv2.GaussianBlur(page, (0, 0), 1.5)
    white = _largest_around(calm)
    part = np.clip(page.astype(np.float32) / np.maximum(white, 1), 0, 1.1)
    darkest = _largest_around(1 - cv2.GaussianBlur(part, (0, 0), 1.5).min(axis=2))
    stretched = 1 - (1 - part) / np.maximum(darkest, floor)[..., None] * 0.85
    return np.asarray(np.clip(stretched, 0, 1) * 255, np.uint8)


def inked(page: Image, floor: float) -> Image:
    """As `flattened`, in grey: of the channels the darkest, since coloured glare leaves one that still shows print."""
    return np.asarray(cv2.cvtColor(flattened(page, floor).min(axis=2), cv2.COLOR_GRAY2BGR), np.uint8)


def _largest_around(values: NDArray[Any]) -> Plane:
    """At every place the largest value near it, smoothly; same shape as `values`."""
    height, width = values.shape[:2]
    reach = int(width / _COARSE * _REACH) | 1
    bands: NDArray[Any] = values.reshape(height, width, -1).astype(np.float32)
    # The largest of each little square first, since making a picture smaller by averages would lose thin print.
    bands = cv2.dilate(bands, np.ones((_COARSE, _COARSE), np.uint8)).reshape(height, width, -1)
    small = np.ascontiguousarray(bands[_COARSE // 2 :: _COARSE, _COARSE // 2 :: _COARSE])
    wide = cv2.GaussianBlur(cv2.dilate(small, np.ones((reach, reach), np.uint8)), (0, 0), reach / 2)
    return np.asarray(cv2.resize(wide, (width, height)).reshape(values.shape), np.float32)
