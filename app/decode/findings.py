"""What goes into the engines and what comes out of them: a grey picture, and each code once, with its colour."""

from collections.abc import Iterable
from dataclasses import replace

import cv2
import numpy as np

from app.capture.items import Image
from app.decode.colour import color_of
from app.decode.symbol import Symbol


def grey(image: Image) -> Image:
    """`image` as a grey picture (height, width)."""
    return image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)


def finished(image: Image, found: Iterable[Symbol]) -> list[Symbol]:
    """Each code of `found` once, with the colour it has in `image`."""
    once = {(symbol.format, symbol.data): symbol for symbol in found}
    return [replace(one, color=color_of(image, one.corners)) if one.corners else one for one in once.values()]
