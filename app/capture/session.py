"""One session with a device, from opening it to letting it go; a reconnection is a new session."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Lock


@dataclass(frozen=True)
class Timing:
    """How a source knows the time and waits, so that a test can do both without any passing.

    clock: steady seconds. wait: waits for the event at most so many seconds, and says whether it is set.
    """

    clock: Callable[[], float] = time.monotonic
    wait: Callable[[Event, float], bool] = Event.wait


REAL_TIME = Timing()


class Session:
    """What a device is given while it is read.

    began: the clock when the source (not this session) began; items count their `at` from there.
    ready: set by a device that is open and may rightly say nothing for long; the others are by their first item.
    """

    def __init__(self, timing: Timing, began: float) -> None:
        self._timing = timing
        self._began = began
        self.ready = False
        self._closed = Event()
        self._lock = Lock()
        self._hang_up: Callable[[], object] | None = None

    @property
    def closed(self) -> bool:
        """Whether the device is to be let go: check it between two reads."""
        return self._closed.is_set()

    def now(self) -> float:
        """Steady seconds, as an item's `taken`."""
        return self._timing.clock()

    def elapsed(self) -> float:
        """Seconds since the source began, as the `at` of an item that has no time of its own."""
        return self.now() - self._began

    def wait(self, seconds: float) -> bool:
        """Wait, but not longer than the session lasts; True when it is over."""
        return self._timing.wait(self._closed, seconds)

    def on_close(self, hang_up: Callable[[], object]) -> None:
        """Calls `hang_up` when the session is closed (at once if it is): it must end a read that blocks."""
        with self._lock:
            self._hang_up = hang_up
        if self.closed:
            self.close()

    def close(self) -> None:
        """End the session, from any thread, any number of times."""
        self._closed.set()
        with self._lock:
            hang_up, self._hang_up = self._hang_up, None
        if hang_up is not None:
            hang_up()
