"""Reads a device that blocks in a thread of its own, so that whoever waits for it can stop waiting at any time.

A read inside a driver cannot be interrupted from Python. The thread is therefore a daemon that is left behind when the
driver does not return in time, and lets the device go as soon as it does.
"""

from collections import deque
from contextlib import closing
from threading import Condition, Thread

from app.capture.device import Reads
from app.capture.items import Item
from app.capture.session import Session
from app.capture.states import DeviceError, State

TICK = 0.1
LET_GO = 0.5


class _Handover:
    """Items on their way from the device's thread to the reader's: at most one, the newest or the next."""

    def __init__(self, newest_only: bool) -> None:
        self._newest_only = newest_only
        self._items: deque[Item] = deque(maxlen=1)
        self._changed = Condition()
        self._trouble: Exception | None = DeviceError(State.LOST)  # unless it is known to be something else
        self._done = False

    def fill(self, reads: Reads, session: Session) -> None:
        """The device's thread."""
        try:
            with closing(reads):
                for item in reads:
                    if session.closed:
                        break
                    if item is not None:
                        self._put(item, session)
            self._trouble = None
        except (DeviceError, OSError) as error:
            self._trouble = error
        finally:
            with self._changed:
                self._done = True
                self._changed.notify_all()

    def _put(self, item: Item, session: Session) -> None:
        with self._changed:
            while self._items and not self._newest_only and not session.closed:
                self._changed.wait(TICK)
            self._items.append(item)
            self._changed.notify_all()

    def take(self) -> tuple[Item | None, bool]:
        """The item (None when none came within TICK seconds), and whether it was the last; raises the trouble."""
        with self._changed:
            if not self._items and not self._done:
                self._changed.wait(TICK)
            if self._items:
                self._changed.notify_all()
                return self._items.popleft(), False
            if self._done and self._trouble is not None:
                raise self._trouble
            return None, self._done


def pumped(reads: Reads, session: Session, *, newest_only: bool) -> Reads:
    """`reads`, read in a thread; gives None every TICK seconds while nothing comes."""
    handover = _Handover(newest_only)
    thread = Thread(target=handover.fill, args=(reads, session), name="gatepost-device", daemon=True)
    thread.start()
    try:
        done = False
        while not done:
            item, done = handover.take()
            yield item
    finally:
        session.close()
        thread.join(LET_GO)
