"""What is typed goes to the disk in the order it was typed, one after the other."""

from collections import deque
from collections.abc import Callable
from typing import TypeAlias, TypeVar

from ui.threads import Jobs

T = TypeVar("T")
_Wait: TypeAlias = Callable[[], None]


class InTurn:
    """Like Jobs, whose threads would overtake each other: a number that corrects another comes after it."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._waiting: deque[_Wait] = deque()
        self._busy = False

    def run(self, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """As Jobs.run, after everything before."""

        def done(result: T) -> None:
            self._next()
            then(result)

        def not_done(error: Exception) -> None:
            self._next()
            failed(error)

        self._waiting.append(lambda: self._jobs.run(work, done, not_done))
        if not self._busy:
            self._next()

    def _next(self) -> None:
        self._busy = bool(self._waiting)
        if self._waiting:
            self._waiting.popleft()()
