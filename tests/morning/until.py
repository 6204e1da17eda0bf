"""Waiting for a window without sleeping: events are taken as they come, until what is waited for is so."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

LONGEST = 60.0
"""Seconds, in which everything happens or never will."""
_AWAKE_MS = 5


def until(
    app: QApplication, so: Callable[[], bool], what: str, meanwhile: Callable[[], None] = lambda: None
) -> float:  # fmt: skip
    """Seconds that it took. AssertionError, naming what, where it did not come about. meanwhile: done again and
    again."""
    begun = time.perf_counter()
    awake = QTimer(interval=_AWAKE_MS)  # nothing else may wake a window that waits
    awake.start()
    while not so():
        assert time.perf_counter() - begun < LONGEST, f"waited in vain for {what}"
        meanwhile()
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    awake.stop()
    return time.perf_counter() - begun
