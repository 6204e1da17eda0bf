"""The one background thread that keeps a station in step with its centre while the program runs."""

import random
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.sync.rounds import Rounds
from app.sync.schedule import Schedule
from app.sync.state import SyncState

if TYPE_CHECKING:
    from app.sync.client import SyncClient  # with httpx, a tenth of a second

NAP = 10.0
"""Seconds of one piece of a wait: so soon after its waking a machine that slept is noticed."""
SLEPT = 30.0
"""Seconds by which the wall clock ran ahead of the other: the machine slept, or the clock was set."""


class SyncWorker:
    """Goes through the rounds. `connect` is called in the thread, so that the store's connection may belong to it.

    on_state is called in the thread too, after every batch and every attempt. changed: waits and is woken; with
    `monotonic` and `wall`, what a test puts its own clock behind.
    """

    def __init__(
        self, connect: "Callable[[], SyncClient]", on_state: Callable[[SyncState], None],
        rng: random.Random | None = None, monotonic: Callable[[], float] = time.monotonic,
        changed: threading.Condition | None = None, wall: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        self._rounds = Rounds(connect, on_state, rng or random.SystemRandom())
        self._changed = changed or threading.Condition()
        self._stopping = threading.Event()
        self._woken: Callable[[Schedule], Schedule] | None = None
        self._monotonic, self._wall = monotonic, wall
        self._apart = wall() - monotonic()
        self._thread = threading.Thread(target=self.run, name="sync", daemon=True)

    def start(self) -> None:
        """Begin with an attempt at once."""
        self._thread.start()

    def wake(self) -> None:
        """A record was written. Cheap, never blocks on the network."""
        self._poke(Schedule.written)

    def link_up(self) -> None:
        """The network came back, or somebody asked for an attempt now."""
        self._poke(Schedule.link_up)

    def stop(self, within: float = 5.0) -> bool:
        """End between two batches; whether the thread has ended within those seconds. What is unsent stays unsent."""
        self._stopping.set()
        self._poke(Schedule.link_up)
        if self._thread.is_alive():
            self._thread.join(within)
        return not self._thread.is_alive()

    def run(self) -> None:
        """Attempts and waits until it is stopped: what the thread does."""
        while not self._stopping.is_set():
            self._rounds.attempt(self._stopping.is_set)
            self._wait()
        self._rounds.close()

    def _poke(self, how: Callable[[Schedule], Schedule]) -> None:
        with self._changed:
            if self._woken is not Schedule.link_up:
                self._woken = how
            self._changed.notify()

    def _wait(self) -> None:
        """Until the schedule's time or something that shortens it. A wake that changes nothing goes on waiting."""
        rounds = self._rounds
        until = self._monotonic() + rounds.schedule.delay
        with self._changed:
            while not self._stopping.is_set():
                if self._woken is not None:
                    sooner = self._woken(rounds.schedule)
                    self._woken = None
                    if sooner.delay < rounds.schedule.delay:
                        rounds.schedule = sooner
                        return
                left = until - self._monotonic()
                if left <= 0:
                    return
                notified = self._changed.wait(min(left, NAP))
                if self._slept():
                    self._woken = Schedule.link_up
                elif left <= NAP and not notified:
                    return

    def _slept(self) -> bool:
        """Whether the wall clock went on while the other stood still, as in a machine that sleeps: its network is
        another one, and what was to be waited for is over."""
        apart = self._wall() - self._monotonic()
        slept, self._apart = apart - self._apart >= SLEPT, apart
        return slept
