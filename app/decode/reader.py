"""Reads the frames of a stream in passing; a still picture gets the whole effort, in app.decode.still.

The engines are imported when first used: they take a third of a second, and the window must not wait for them.
"""

from app.capture.items import Frame, Image
from app.decode.symbol import Symbol

RETRY_SHARE = 0.9
"""CPU for retries on a frame without a code, in readings by zxing-cpp: with the reading itself it stays below two."""


class Reader:
    """Reads the frames of one stream, one after the other. A frame in which nothing is found gets at most one retry,
    from a list that is gone through in turn, as the CPU saved up by the frames before allows.
    """

    def __init__(self) -> None:
        self._turn = 0
        self._saved = 0.0

    def read(self, frame: Frame) -> list[Symbol]:
        """All symbols in view, with colours; each code once."""
        from app.decode import findings, zxing

        grey = findings.grey(frame.image)
        return findings.finished(frame.image, zxing.read(grey) or self._retry(grey))

    def _retry(self, grey: Image) -> list[Symbol]:
        from app.decode import retries, zxing

        retry = retries.QUICK[self._turn]
        self._saved += RETRY_SHARE
        if self._saved < retry.cost or min(grey.shape) < retries.SMALLEST:
            return []
        self._saved -= retry.cost
        self._turn = (self._turn + 1) % len(retries.QUICK)
        return zxing.read(retry(grey), retry.scale)
