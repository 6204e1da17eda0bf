"""What goes into the engines and what comes out of them: a grey picture, and each code once, with its colour."""

from collections.abc import Iterable
from dataclasses import replace

import cv2
import numpy as np

from app.capture.items import Image
from app.decode.colour import color_of
from app.decode.symbol import Corners, Symbol

LONG_SIDE = 1920
"""What goes into costly readers is made smaller where it is larger, in pixels."""
AROUND = 1.08
"""How much larger than a code what is painted over is: corners may be half a module short."""


def grey(image: Image) -> Image:
    """`image` as a grey picture (height, width)."""
    return image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)


def finished(image: Image, found: Iterable[Symbol]) -> list[Symbol]:
    """Each code of `found` once, with the colour it has in `image`."""
    return [replace(one, color=color_of(image, one.corners)) if one.corners else one for one in each_once(found)]


def each_once(found: Iterable[Symbol]) -> list[Symbol]:
    """The first of those that are the same code."""
    once: dict[tuple[str, bytes], Symbol] = {}
    for symbol in found:
        once.setdefault((symbol.format, symbol.data), symbol)
    return list(once.values())


def moved(symbol: Symbol, across: float, down: float, left: float = 0.0, top: float = 0.0) -> Symbol:
    """`symbol`, found in a piece that was enlarged `across` and `down` times, in the picture where the piece begins at
    `left`, `top`."""
    if symbol.corners is None:
        return symbol
    first, second, third, fourth = ((x / across + left, y / down + top) for x, y in symbol.corners)
    return replace(symbol, corners=(first, second, third, fourth))


def bounded(grey: Image) -> tuple[Image, float]:
    """The picture, not longer than LONG_SIDE, and its scale against the picture it was."""
    scale = LONG_SIDE / max(grey.shape)
    if scale >= 1:
        return grey, 1.0
    size = max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8), scale


def without(grey: Image, symbols: Iterable[Symbol]) -> Image:
    """`grey` with the symbols painted over, so that what else is there comes out."""
    found = [one.corners for one in symbols if one.corners]
    if not found:
        return grey
    rest = grey.copy()
    for corners in found:
        square = np.array(corners, np.float32)
        middle = square.mean(axis=0)
        outline = np.rint((square - middle) * AROUND + middle).astype(np.int32)
        cv2.fillConvexPoly(rest, outline, int(grey.mean()))
    return rest


def within(x: float, y: float, corners: Corners) -> bool:
    """Whether the point lies in the symbol."""
    return cv2.pointPolygonTest(np.array(corners, np.float32), (x, y), False) >= 0
