"""The colour of a symbol's dark modules, against its own white, so that a cast of the light or camera cancels out.

Bands are strict: what lies between two colours is unknown, since a wrong colour admits or refuses somebody.
"""

import colorsys

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.items import Image
from app.decode.symbol import Color, Corners

SIDE = 160
"""Pixels of the symbol's side once rectified: 0.9 to 8 a module, for versions 40 to 1."""
LOGO = (SIDE * 3 // 8, SIDE * 5 // 8)
"""Where a logo may lie; its colours are not the code's."""

HUES: tuple[tuple[Color, float, float], ...] = (
    ("red", -18, 12), ("orange", 19, 36), ("yellow", 42, 65), ("green", 90, 168),
)  # fmt: skip
"""Name, lowest and highest hue in degrees."""
FLAT_GREY, PLATEAU = 0.52, 0.85
"""A grey code has no darker pixels than this part of white, nor many below this part of its own usual one; a dark one
out of focus has."""
BRIGHT = 120
"""On a dimmer page stray light makes black look grey."""
DARKEST = 30
"""Per cent of the dark pixels that count; in a small symbol the others are mixed with light."""
CLIPPED, SURELY_YELLOW = 250, 46
"""White that the camera may have cut off was brighter than it looks: then orange comes out nearer to yellow."""
NEUTRAL = 0.06
"""A black or grey code differs no more than this, as a part of white, between its channels; dark green does."""


def color_of(image: Image, corners: Corners) -> Color:
    """The colour of the symbol at `corners` in `image`, (height, width, 3) blue-green-red."""
    if image.ndim != 3:
        return "unknown"
    pixels = _rectified(image, corners)
    dark, light = _parts(pixels)
    if len(dark) < 50 or len(light) < 50:
        return "unknown"
    white = np.median(light, axis=0)
    if white.min() < 40:
        return "unknown"
    ratio = np.clip(np.median(dark, axis=0) / white, 0, 1)
    red, green, blue = (float(part) for part in ratio[::-1])
    name = name_of(red, green, blue)
    if name == "grey" and not _flat(dark.max(axis=1), float(white.max())):
        return "unknown"
    if name == "yellow" and white.max() >= CLIPPED and _hue(red, green, blue) < SURELY_YELLOW:
        return "unknown"
    return name


def name_of(red: float, green: float, blue: float) -> Color:
    """The colour's name; each channel 0 to 1, as a part of white."""
    brightest, chroma = max(red, green, blue), max(red, green, blue) - min(red, green, blue)
    if brightest < 0.4 and chroma < NEUTRAL:
        return "black"
    if chroma < 0.1:
        return "grey" if 0.56 < brightest < 0.8 and chroma < NEUTRAL else "unknown"
    if chroma < 0.3:
        return "unknown"
    hue = _hue(red, green, blue)
    for name, low, high in HUES:
        if low <= hue <= high or low <= hue - 360 <= high:
            return name
    return "unknown"


def _hue(red: float, green: float, blue: float) -> float:
    """In degrees."""
    return colorsys.rgb_to_hsv(red, green, blue)[0] * 360


def _flat(dark: NDArray[np.uint8], white: float) -> bool:
    """Whether the dark modules are as light as they seem: not black with light between them, or with haze before it."""
    darkest, darker, usual = np.percentile(dark, (5, 10, 50))
    return bool(white >= BRIGHT and darkest >= FLAT_GREY * white and darker >= PLATEAU * usual)


def _rectified(image: Image, corners: Corners) -> Image:
    """The symbol's square, SIDE pixels wide."""
    square = np.array([(0, 0), (SIDE, 0), (SIDE, SIDE), (0, SIDE)], np.float32)
    matrix = cv2.getPerspectiveTransform(np.array(corners, np.float32), square)
    pixels = cv2.warpPerspective(image, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(pixels, np.uint8)


def _parts(pixels: Image) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The pixels surely in dark modules and those surely in light ones, (n, 3) each.

    The darkest channel tells them apart for every colour (yellow is white in red and green); of both sides only the
    outer half counts, since the inner one is edges.
    """
    darkest = pixels.min(axis=2)
    threshold, _ = cv2.threshold(darkest, 0, 255, cv2.THRESH_OTSU)
    usable = np.ones(darkest.shape, bool)
    usable[LOGO[0] : LOGO[1], LOGO[0] : LOGO[1]] = False
    dark, light = usable & (darkest <= threshold), usable & (darkest > threshold)
    if not dark.any() or not light.any():
        return pixels[dark], pixels[light]
    dark &= darkest <= np.percentile(darkest[dark], DARKEST)
    light &= darkest >= np.median(darkest[light])
    return pixels[dark], pixels[light]
