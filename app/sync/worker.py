"""The one background thread that keeps a station in step with its centre while the program runs."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.errors import UserError
from app.sync.client import SyncClient
from app.sync.result import SyncResult
from app.sync.schedule import Schedule


@dataclass(frozen=True, slots=True)
class SyncState:
    """What the status line tells. last_success: when the centre last had everything it was sent, None for not yet.

    forked: in this attempt the centre held another history of this station, which is an incident. quarantined: records
    set aside in this attempt.
    """

    unsent: int
    last_success: datetime | None = None
    problem: str = ""
    paused: bool = False
    forked: bool = False
    quarantined: int = 0
    offset: timedelta | None = None
    next_in: float = 0.0


class SyncWorker:
    """Runs the schedule. `connect` is called in the thread, so that the store's connection may belong to it.

    on_state is called in the thread too, after every attempt.
    """

    def __init__(
        self, connect: Callable[[], SyncClient], on_state: Callable[[SyncState], None],
        rng: random.Random | None = None, monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._connect = connect
        self._on_state = on_state
        self._rng = rng or random.SystemRandom()
        self._schedule = Schedule()
        self._last_success: datetime | None = None
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._woken: Callable[[Schedule], Schedule] | None = None
        self._client: SyncClient | None = None
        self._monotonic = monotonic
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

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

    def _poke(self, how: Callable[[Schedule], Schedule]) -> None:
        with self._changed:
            if self._woken is not Schedule.link_up:
                self._woken = how
            self._changed.notify()

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                result = self._attempt()
                self._schedule = self._schedule.after(result, self._rng)
                self._tell(result)
                self._wait()
        finally:
            if self._client:
                self._client.close()

    def _attempt(self) -> SyncResult:
        """One attempt; a centre's address or a database that cannot be used is told, and tried again like any other."""
        try:
            self._client = self._client or self._connect()
        except UserError as error:
            return SyncResult(sent=0, left=0, problem=str(error))
        return self._client.run_once(stop=self._stopping.is_set)

    def _tell(self, result: SyncResult) -> None:
        if not result.problem:
            self._last_success = result.at
        self._on_state(
            SyncState(
                unsent=result.left, last_success=self._last_success, problem=result.problem, paused=result.paused,
                forked=result.forked,
                quarantined=result.quarantined, offset=result.offset, next_in=self._schedule.delay,
            )
        )  # fmt: skip

    def _wait(self) -> None:
        """Until the schedule's time or something that shortens it. A wake that changes nothing goes on waiting."""
        until = self._monotonic() + self._schedule.delay
        with self._changed:
            while not self._stopping.is_set():
                if self._woken is not None:
                    sooner = self._woken(self._schedule)
                    self._woken = None
                    if sooner.delay < self._schedule.delay:
                        self._schedule = sooner
                        return
                left = until - self._monotonic()
                if left <= 0 or not self._changed.wait(left):
                    return
