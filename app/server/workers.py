"""Several processes behind one port, so that the centre uses more than one processor: one Python keeps to one.

They are forked, so this is for POSIX systems. All accept from the same socket. One that ends unasked is replaced; all
end with the process that made them.
"""

import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress

from app.caught import caught
from app.log import nameless

AGAIN = 1.0
"""Seconds until a process that ended unasked is replaced: one that cannot even begin must not keep a processor busy."""
_ENDS = (signal.SIGTERM, signal.SIGINT)

Work = Callable[[int], None]
"""What one process does until SIGTERM: it is told its number, from 0 on, which its replacement takes over."""


def possible() -> bool:
    """Whether this system can fork."""
    return hasattr(os, "fork")


def run(count: int, work: Work, ready: Callable[[], None]) -> None:
    """Do `work` in `count` processes until SIGTERM or SIGINT; return when all have ended. ready: is called when all
    have begun. To be called from the main thread, while there is no other."""
    crew = _Crew(work)
    before = [signal.signal(one, crew.end) for one in _ENDS]
    try:
        for number in range(count):
            crew.begin(number)
        ready()
        crew.wait()
    finally:
        for one, handler in zip(_ENDS, before, strict=True):
            signal.signal(one, handler)


class _Crew:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._numbers: dict[int, int] = {}
        self._ending = False

    def begin(self, number: int) -> None:
        """Start a process, unless the end has come. No signal comes between its start and its being known."""
        signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)
        try:
            if self._ending:
                return
            process = os.fork()
            if not process:
                self._worked(number)
            self._numbers[process] = number
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)

    def end(self, *_: object) -> None:
        """A signal's handler: everybody is to end in good order."""
        self._ending = True
        for process in self._numbers:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM)

    def wait(self) -> None:
        """Until all have ended."""
        while self._numbers:
            process, status = os.wait()
            number = self._numbers.pop(process, None)
            if number is None or self._ending:
                continue
            logging.getLogger(__name__).error("process %d ended (%d), another one begins", number, status)
            time.sleep(AGAIN)
            self.begin(number)

    def _worked(self, number: int) -> None:
        """What the new process does; nothing of the one that made it is unwound in it."""
        for one in _ENDS:
            signal.signal(one, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)
        status = 1
        try:
            error = caught(lambda: self._work(number))
            if error:
                logging.getLogger(__name__).error("process %d: %s", number, nameless(error))
            status = 1 if error else 0
        finally:
            logging.shutdown()
            sys.stderr.flush()
            os._exit(status)
