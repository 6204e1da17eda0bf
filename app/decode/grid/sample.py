"""Each module's darkness against the dark and the light around it, as a soft value."""

import cv2
import numpy as np

from app.capture.items import Image
from app.decode.grid.layout import Soft
from app.decode.grid.warp import Floats, Warp

PIXELS = 5
AROUND = 4, 2
"""Modules on each side among which the darkest and the lightest are looked for; where light changes quickly the two
disagree."""
FAINT = 0.25
"""Where the contrast is less than this part of the symbol's usual one, what is read counts less."""
NOISE, CLEAR = 0.42, 0.75
"""Mean distance from the middle between dark and light, of modules of mere noise and of well seen ones."""


def sampled(grey: Image, warp: Warp) -> Soft:
    """(side, side): +1 surely dark, -1 surely light."""
    return soft(levels(grey, warp))


def levels(grey: Image, warp: Warp) -> Floats:
    """(side, side): the grey value of each module, its inner part only."""
    seen = warp.rectified(grey, PIXELS).reshape(warp.side, PIXELS, warp.side, PIXELS)
    return np.asarray(seen[:, 1:-1, :, 1:-1].mean(axis=(1, 3)), np.float32)


def soft(values: Floats) -> Soft:
    """Grey values of modules to soft ones, by the dark and the light around each."""
    return np.asarray(np.mean([_soft(values, around) for around in AROUND], axis=0), np.float32)


def _soft(values: Floats, around: int) -> Soft:
    """Where all values lie between dark and light, as noise and blur have them, and not at either, they count less."""
    size = 2 * around + 1, 2 * around + 1
    light = cv2.blur(cv2.dilate(values, np.ones(size, np.uint8)), (around, around))
    dark = cv2.blur(cv2.erode(values, np.ones(size, np.uint8)), (around, around))
    contrast = np.maximum(light - dark, 1)
    faint = np.minimum(1, contrast / (FAINT * float(np.percentile(contrast, 90))))
    sides = np.clip((light + dark - 2 * values) / contrast * 1.2, -1, 1)
    apart = cv2.blur(np.abs(sides), size)
    return np.asarray(sides * faint * np.clip((apart - NOISE) / (CLEAR - NOISE), 0.05, 1), np.float32)
