"""The newest frame on its way from a source's thread to a window, with at most one wake-up under way.

A window that is woken for every frame falls behind a camera; one that is woken once, and then takes the newest there
is, never does.
"""

from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """One slot; putting replaces."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._newest: T | None = None
        self._woken = False

    def put(self, thing: T) -> bool:
        """Leave the newest, from any thread; True when the taker has to be woken."""
        with self._lock:
            self._newest = thing
            due = not self._woken
            self._woken = True
            return due

    def take(self) -> T | None:
        """The newest since the last time, None when there is none; after this the next `put` wakes again."""
        with self._lock:
            thing, self._newest = self._newest, None
            self._woken = False
            return thing
