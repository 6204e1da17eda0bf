"""Short pauses in long work, so that a lane of this or another process gets its turn to write."""

import time
from collections.abc import Callable

LEAST = 0.0005
SHARE = 3
"""Seconds to rest at least, and what part of the work's time: another process asks SQLite again at its own moments."""


class Rest:
    """Call it after every piece of work."""

    def __init__(
        self, monotonic: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._monotonic, self._sleep = monotonic, sleep
        self._since = monotonic()

    def __call__(self) -> None:
        self._sleep(max(LEAST, min(self._monotonic() - self._since, 0.1) / SHARE))
        self._since = self._monotonic()
