"""The one thread in which a post's lane lives. Others hand it work and go on."""

import queue
import threading
import time
from collections.abc import Callable

from app.station.safely import OnProblem, safely

Work = Callable[[], None]
TICK = 1.0


class Engine:
    """Runs what it is given, one after the other, and `tick` about once a second. Nothing of it ends the thread."""

    def __init__(self, tick: Work, on_problem: OnProblem) -> None:
        self._tick, self._on_problem = tick, on_problem
        self._work: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def do(self, work: Work) -> None:
        """Hand over `work`; returns at once."""
        self._work.put(work)

    def finish(self, work: Work) -> None:
        """Hand over `work` and wait until it is done; in the caller's thread where the engine does not run."""
        if not self._thread.is_alive():
            safely(work, self._on_problem)
            return
        done = threading.Event()
        self.do(work)
        self.do(done.set)
        done.wait()

    def stop(self) -> None:
        """Finish what was handed over before, then end; waits for it."""
        if self._thread.is_alive():
            self._work.put(None)
            self._thread.join()

    def _run(self) -> None:
        due = time.monotonic() + TICK
        while True:
            try:
                work = self._work.get(timeout=max(0.0, due - time.monotonic()))
            except queue.Empty:
                work, due = self._tick, time.monotonic() + TICK
            if work is None:
                return
            safely(work, self._on_problem)
