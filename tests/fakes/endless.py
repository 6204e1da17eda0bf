"""A guard against what never ends: hostile input that would keep a reader busy fails the test instead of hanging it."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

LONGEST = 10
"""Seconds of processor time: a thousand times what any of it takes, whatever else the machine does."""


@contextmanager
def ended() -> Iterator[None]:
    """What stands inside comes to an end."""

    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"still busy after {LONGEST} s of processor time")

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
