"""Lays a first grid on a symbol's modules."""

from dataclasses import replace

import cv2
import numpy as np

from app.capture.items import Image
from app.decode.grid.phase import phases
from app.decode.grid.surface import Follow
from app.decode.grid.warp import Floats, Warp

STILL = 0.02
"""What speaks for leaving a module where it is; noise says as much for moving it, edges say 0.1 to 0.8."""


def aligned(grey: Image, warp: Warp, *follows: Follow) -> Warp:
    """`warp`, moved onto the modules of `grey`: by each of `follows`, then every module with its neighbours."""
    for window, follow in zip((2.5, 2.0), follows, strict=False):
        off, sure = phases(grey, warp, window)
        warp = replace(warp, shift=warp.shift + follow(off, sure))
    for window in (2.0, 1.5):
        off, sure = phases(grey, warp, window)
        warp = replace(warp, shift=warp.shift + _smoothed(off, sure))
    return warp


def _smoothed(off: Floats, sure: Floats) -> Floats:
    """`off`, each module's taken together with its neighbours' by how sure they are; where nobody is, little moves."""
    weight = sure**3
    mean = cv2.GaussianBlur(off * weight, (0, 0), 1.5) / (cv2.GaussianBlur(weight, (0, 0), 1.5) + STILL)
    return np.asarray(mean, np.float32)
