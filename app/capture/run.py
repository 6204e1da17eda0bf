"""One run of a source: sessions with its device one after the other, and the states they lead through."""

import math
from collections.abc import Callable, Generator
from contextlib import closing
from threading import Event
from typing import TypeAlias

from app.capture.darkness import Darkness
from app.capture.device import Device
from app.capture.items import Frame, Item
from app.capture.pump import pumped
from app.capture.session import Session, Timing
from app.capture.states import DeviceError, State

OnState: TypeAlias = Callable[[State], object]

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 5.0  # seconds between two attempts to open a device again
FIRST_ITEM = 5.0  # seconds: a webcam needs some for its first picture


def pause(attempt: int) -> float:
    """Seconds to wait after the `attempt`th failure in a row, counted from 0: doubling, and bounded."""
    return min(math.ldexp(FIRST_PAUSE, min(attempt, 16)), LONGEST_PAUSE)


class Run:
    """From a start to a stop; a stopped run never comes back, so what is left behind of one cannot disturb the next.

    trouble: why the last session broke, None when none did.
    """

    def __init__(self, device: Device, timing: Timing, on_state: OnState) -> None:
        self.trouble: DeviceError | None = None
        self._device = device
        self._timing = timing
        self._on_state = on_state
        self._began = timing.clock()
        self._stop = Event()
        self._session: Session | None = None
        self._state: State | None = None
        self._darkness = Darkness()
        self._heard = self._began
        self._worked = False
        self._failures = 0

    def stop(self) -> None:
        """End the run, from any thread; returns at once."""
        self._stop.set()
        if self._session is not None:
            self._session.close()

    def items(self) -> Generator[Item, None, None]:
        """The items of all sessions, until the device ends, or (a live one) until `stop()`."""
        self._enter(State.OPENING)
        last = State.STOPPED
        try:
            while not self._stop.is_set():
                yield from self._read()
                if self.trouble is None or not self._device.live or self._stop.is_set():
                    last = self._outcome()
                    break
                self._enter(self._outcome())
                self._timing.wait(self._stop, pause(self._failures))
                self._failures += 1
        finally:
            self._enter(last)

    def _read(self) -> Generator[Item, None, None]:
        """One session; leaves why it broke in `trouble`."""
        session = self._session = Session(self._timing, self._began)
        if self._stop.is_set():  # between the last look and the session's being known to stop()
            return
        self._heard = self._timing.clock() + FIRST_ITEM
        self.trouble = None
        reads = self._device.read(session)
        if self._device.blocking:
            reads = pumped(reads, session, newest_only=self._device.newest_only)
        try:
            with closing(reads):
                for item in reads:
                    if self._stop.is_set():
                        return
                    if item is not None:
                        self._note(item)
                        yield item
                    elif session.ready:
                        self._note(None)
                    else:
                        self._expect()
        except DeviceError as error:
            self.trouble = error
        except OSError:
            self.trouble = DeviceError(State.LOST)
        finally:
            session.close()

    def _note(self, item: Item | None) -> None:
        """The device works: an item came, or none had to."""
        self._heard = self._timing.clock()
        self._failures = 0
        self._worked = True
        dark = self._device.live and isinstance(item, Frame) and self._darkness.watch(item.image, self._heard)
        self._enter(State.DARK if dark else State.RUNNING)

    def _expect(self) -> None:
        """Nothing came: too long for this device?"""
        if self._timing.clock() - self._heard > self._device.silence:
            raise DeviceError(State.LOST)

    def _outcome(self) -> State:
        if self._stop.is_set():
            return State.STOPPED
        if self.trouble is None:
            return State.ENDED
        if self._worked and self.trouble.state is State.MISSING:
            return State.LOST  # pulled out, and still out
        return self.trouble.state

    def _enter(self, state: State) -> None:
        if state is not self._state:
            self._state = state
            self._on_state(state)
