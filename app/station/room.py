"""Sees to the room that is set aside for a full disk: taken while there is plenty, told about when it is used,
and again for as long as there is none."""

import threading
import time
from collections.abc import Callable

from app.errors import UserError
from app.i18n import tr
from app.station.safely import OnProblem
from app.store.reserve import Reserve

FIRST, AGAIN = 30.0, 600.0
"""Seconds after the start, which has other things to do, and after every try."""


class Room:
    """tick: from the engine, about once a second; it never waits for the disk."""

    def __init__(self, reserve: Reserve, on_problem: OnProblem, clock: Callable[[], float] = time.monotonic) -> None:
        self._reserve, self._on_problem, self._clock = reserve, on_problem, clock
        self._had = reserve.there
        self._due = clock() + FIRST
        self._taking: threading.Thread | None = None
        self._refused = False

    def tick(self) -> None:
        has, now = self._reserve.there, self._clock()
        if self._had and not has:
            self._on_problem(UserError(tr("磁盘已满，正在用预留的空间继续登记。请尽快腾出空间，并通知管理员。")))
            self._due = now + AGAIN
        elif self._refused:
            self._on_problem(UserError(tr("磁盘剩余空间很少，没有预留的空间了。请尽快腾出空间，否则会不能登记。")))
        self._had, self._refused = has, False
        if not has and now >= self._due:
            self._due = now + AGAIN
            self._taking = threading.Thread(target=self._take, name="reserve", daemon=True)
            self._taking.start()

    def _take(self) -> None:
        self._refused = not self._reserve.set_aside()

    def stop(self) -> None:
        """Wait for what is being written."""
        if self._taking:
            self._taking.join()
