"""When a frame is worth the network's look: something in it looked like a code, or the picture has changed."""

import numpy as np

from app.capture.items import Image

OFTEN, SELDOM = 1.0, 8.0
"""Seconds of the source's time between looks at a picture that changes, and at most at one that does not."""
ENOUGH = 5
"""Looks at a picture that does not change; after them only what looks like a code is worth another."""
EVERY = 40
"""Pixels between those that are compared."""
DIFFERENT, CHANGED = 25, 0.03
"""Grey levels that are no noise, and the part of the pixels that differ so much where something else is in view."""


class Attention:
    """Of one stream."""

    def __init__(self) -> None:
        self._looks = 0
        self._at: float | None = None
        self._seen: Image | None = None

    def wanted(self, grey: Image, at: float, *, sign: bool) -> bool:
        """Whether to look at `grey`, taken at `at` seconds. sign: something in it looked like a code."""
        if sign or self._at is None or at < self._at:
            return True
        if at - self._at < OFTEN:
            return False
        if self._changed(grey):
            self._looks = 0
        return self._looks < ENOUGH and at - self._at >= min(SELDOM, OFTEN * 2**self._looks)

    def looked(self, grey: Image, at: float) -> None:
        """The network looks at this one."""
        self._looks += 1
        self._at, self._seen = at, _sample(grey)

    def _changed(self, grey: Image) -> bool:
        now, before = _sample(grey), self._seen
        if before is None or now.shape != before.shape:
            return True
        return float(np.mean(np.abs(now.astype(np.int16) - before) > DIFFERENT)) > CHANGED


def _sample(grey: Image) -> Image:
    return grey[EVERY // 2 :: EVERY, EVERY // 2 :: EVERY].copy()
