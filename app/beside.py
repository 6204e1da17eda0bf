"""Processes beside the program: they end with it, leave Ctrl+C to it, and what goes wrong in one is told to it."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress

from app.caught import caught
from app.log import nameless


def run(work: Callable[[], None], tell: Callable[[str], None], *, nice: int, hopeless: int) -> None:
    """Do `work` until it returns or the program at the other end of its pipe has gone.

    tell: is told what went wrong, as text for the log that quotes nobody; Python itself would print it, with the name
    that was just read, where the program's owner looks for something else. nice: how far behind the program it stands.
    hopeless: see `within`.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(nice)
    within(hopeless)
    error = caught(work)  # whatever a library raises on a picture, the program goes on without
    if error and not isinstance(error, EOFError | BrokenPipeError | ConnectionResetError):
        with suppress(OSError):
            tell(nameless(error))


def within(seconds: int) -> None:
    """Ends this process after so many seconds, also in the middle of a C library, so that nothing hangs on when the
    program is long gone; 0: does not."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)
