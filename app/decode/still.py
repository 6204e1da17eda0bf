"""Reads a still picture with the whole effort: everything is tried until something is found."""

from app.capture.items import Image
from app.decode.symbol import Symbol

LONG_SIDE = 1920
"""Larger pictures are made this long before the retries, in pixels; they are tried once as they are."""


def read_still(image: Image) -> list[Symbol]:
    """All symbols of a picture, (height, width, 3) blue-green-red, with colours; each code once."""
    from app.decode import findings, retries, zbar, zxing

    grey = findings.grey(image)
    if found := zxing.read(grey):
        return findings.finished(image, found)
    grey, scale = _bounded(grey)
    if min(grey.shape) < retries.SMALLEST:
        return []
    for retry in retries.THOROUGH:
        if found := zxing.read(retry(grey), scale * retry.scale):
            return findings.finished(image, found)
    return findings.finished(image, zbar.read(grey, scale))


def _bounded(grey: Image) -> tuple[Image, float]:
    """The picture, not longer than LONG_SIDE, and its scale against the picture it was."""
    import cv2
    import numpy as np

    scale = LONG_SIDE / max(grey.shape)
    if scale >= 1:
        return grey, 1.0
    size = max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale))
    smaller = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    return np.asarray(smaller, np.uint8), scale
