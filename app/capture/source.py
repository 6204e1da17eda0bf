"""A source: a device with its two drivers, the caller's own thread (headless lane) or one of its own (window)."""

import threading
from collections.abc import Callable, Generator
from contextlib import closing
from typing import TypeAlias

from app.capture.device import Device
from app.capture.items import Item
from app.capture.run import OnState, Run
from app.capture.session import REAL_TIME, Timing
from app.capture.states import SourceError, State, explain

OnItem: TypeAlias = Callable[[Item], object]

STOP = 1.0  # seconds; longer, and a person notices


def ignore(_state: State) -> None:
    """For those who do not ask how the source is."""


class Source(Device):
    """The base of every device; one source is driven by one driver at a time.

    state: the newest state. complaints: sentences for the user on what was skipped, of sources that have an end.
    """

    def __init__(self, timing: Timing = REAL_TIME) -> None:
        self.state = State.STOPPED
        self.complaints: list[str] = []
        self._timing = timing
        self._run: Run | None = None
        self._thread: threading.Thread | None = None

    def explain(self, state: State) -> str:
        """What `state` of this source means for the person at the post, and what to do."""
        return explain(state, self.name)

    def items(self, on_state: OnState = ignore) -> Generator[Item, None, None]:
        """Every item, in the caller's thread; `stop()`, from another one or from `on_state`, ends it.

        Raises SourceError when something that has an end (a file, a folder) cannot be read. A live device is
        waited for and opened again instead: its troubles are states.
        """
        return self._checked(self._begin(on_state))

    def start(self, on_item: OnItem, on_state: OnState = ignore) -> None:
        """Read in a thread, which calls `on_item` and `on_state`. What it was doing before is stopped first."""
        self.stop()
        self._thread = threading.Thread(
            target=_drive, args=(self._begin(on_state), on_item), name="gatepost-source", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """End whichever driver runs; no callback is called after this returns, and the device is let go.

        Takes at most about STOP seconds: a thread that a driver holds even then ends by itself later.
        """
        if self._run is not None:
            self._run.stop()
        thread, self._thread = self._thread, None
        if thread is not None and thread is not threading.current_thread():
            thread.join(STOP)

    def check(self) -> None:
        """After the end of what has one (a file, a folder): raises SourceError when it could not be read."""
        if self._run is not None:
            self._check(self._run)

    def _begin(self, on_state: OnState) -> Run:
        def note(state: State) -> None:
            if self._run is run:
                self.state = state
            on_state(state)

        run = Run(self, self._timing, note)
        self._run = run
        self.complaints.clear()
        return run

    def _checked(self, run: Run) -> Generator[Item, None, None]:
        yield from run.items()
        self._check(run)

    def _check(self, run: Run) -> None:
        if run.trouble is not None and not self.live:
            raise SourceError(run.trouble.sentence or self.explain(run.trouble.state))


def _drive(run: Run, on_item: OnItem) -> None:
    with closing(run.items()) as items:
        for item in items:
            on_item(item)
