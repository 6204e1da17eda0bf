"""Reads the codes in a picture: the frames of a stream in passing, a still picture with the whole effort.

The engines are imported when first used: they take a third of a second, and the window must not wait for them.
"""

from collections.abc import Iterable
from dataclasses import replace

from app.capture.items import Frame, Image
from app.decode.symbol import Symbol

RETRY_SHARE = 0.9
"""CPU for retries on a frame without a code, in readings by zxing-cpp: with the reading itself it stays below two."""
STILL_SIDE = 1920
"""Longer sides of still pictures are made this long before the retries, in pixels."""


class Reader:
    """Reads the frames of one stream, one after the other. A frame in which nothing is found gets at most one retry,
    from a list that is gone through in turn, as the CPU saved up by the frames before allows.
    """

    def __init__(self) -> None:
        self._turn = 0
        self._saved = 0.0

    def read(self, frame: Frame) -> list[Symbol]:
        """All symbols in view, with colours; each code once."""
        from app.decode import zxing

        grey = _grey(frame.image)
        return _finished(frame.image, zxing.read(grey) or self._retry(grey))

    def _retry(self, grey: Image) -> list[Symbol]:
        from app.decode import retries, zxing

        retry = retries.QUICK[self._turn]
        self._saved += RETRY_SHARE
        if self._saved < retry.cost:
            return []
        self._saved -= retry.cost
        self._turn = (self._turn + 1) % len(retries.QUICK)
        return zxing.read(retry.prepare(grey), retry.scale)


def read_still(image: Image) -> list[Symbol]:
    """All symbols of one picture, (height, width, 3) blue-green-red: everything is tried until something is found."""
    from app.decode import retries, zbar, zxing

    grey = _grey(image)
    if found := zxing.read(grey):
        return _finished(image, found)
    grey, scale = _bounded(grey)
    for retry in retries.THOROUGH:
        if found := zxing.read(retry.prepare(grey), scale * retry.scale):
            return _finished(image, found)
    return _finished(image, zbar.read(grey, scale))


def _grey(image: Image) -> Image:
    import cv2

    return image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)


def _bounded(grey: Image) -> tuple[Image, float]:
    """The picture, not longer than STILL_SIDE, and how much larger than before it is."""
    import cv2

    scale = STILL_SIDE / max(grey.shape)
    if scale >= 1:
        return grey, 1.0
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), scale


def _finished(image: Image, found: Iterable[Symbol]) -> list[Symbol]:
    """Each code once, with the colour it has in `image`."""
    once = {(symbol.format, symbol.data): symbol for symbol in found}
    if not once:
        return []
    from app.decode.colour import color_of

    return [replace(one, color=color_of(image, one.corners)) if one.corners else one for one in once.values()]
