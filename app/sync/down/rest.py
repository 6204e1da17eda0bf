"""Long work beside a lane: short pauses, so that a lane of this or another process gets its turn to write, and an
interpreter that is handed on quickly."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PIECE = 0.003
"""Seconds of work after which a pause is due."""
LEAST = 0.0005
SHARE = 6
"""Seconds to rest at least, and what part of the work's time: another process asks SQLite again at its own moments."""
TURN = 0.0002
"""Seconds for which Python goes on with one thread while another one waits; writing a record takes some thirty turns.
Left alone it is 0.005 s, in which a record waits 0.1 s."""


class Rest:
    """Call it after every piece of work."""

    def __init__(
        self, monotonic: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._monotonic, self._sleep = monotonic, sleep
        self._since = monotonic()

    def __call__(self) -> None:
        worked = self._monotonic() - self._since
        if worked >= PIECE:
            self._sleep(max(LEAST, min(worked, 0.1) / SHARE))
            self._since = self._monotonic()


@contextmanager
def sharing() -> Iterator[None]:
    """Other threads get their turn soon, until the block is left."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
