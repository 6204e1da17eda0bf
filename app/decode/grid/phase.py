"""How far a grid is off the modules: edges lie where modules meet, so their phase tells it, but for whole modules."""

import cv2
import numpy as np

from app.capture.items import Image
from app.decode.grid.warp import Floats, Warp

PIXELS = 6
"""A module's pixels while its edges are measured."""


def phases(grey: Image, warp: Warp, window: float) -> tuple[Floats, Floats]:
    """(side, side, 2) each: how far the edges around each module are off, -0.5 to 0.5, and how sure that is, 0 to 1.

    window: modules around (standard deviation) whose edges count.
    """
    seen = cv2.GaussianBlur(warp.rectified(grey, PIXELS), (0, 0), 1)
    angle = 2 * np.pi * (np.arange(len(seen)) + 0.5).astype(np.float32) / PIXELS
    off, sure = [], []
    for edges, turned in (
        (cv2.Sobel(seen, cv2.CV_32F, 1, 0), angle),
        (cv2.Sobel(seen, cv2.CV_32F, 0, 1), angle[:, None]),
    ):
        power = edges * edges
        cosine, sine = (_by_module(power * wave, window) for wave in (np.cos(turned), np.sin(turned)))
        off.append(np.arctan2(sine, cosine) / (2 * np.pi))
        sure.append(np.hypot(cosine, sine) / (_by_module(power, window) + 1e-3))
    return np.stack(off, axis=2).astype(np.float32), np.stack(sure, axis=2).astype(np.float32)


def _by_module(pixels: Floats, window: float) -> Floats:
    side = len(pixels) // PIXELS
    means = cv2.resize(pixels, (side, side), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(means, (0, 0), window, borderType=cv2.BORDER_CONSTANT), np.float32)
