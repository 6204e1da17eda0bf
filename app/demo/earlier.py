"""A clock that can be put back: what an invented campus did some hours ago was also entered then."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from app.clock import Clock


class Earlier:
    """Stands where `clock` does, but within `ago`."""

    def __init__(self, clock: Clock) -> None:
        self._clock, self._by = clock, timedelta()

    def __call__(self) -> datetime:
        return self._clock() - self._by

    @contextmanager
    def ago(self, **much: float) -> Iterator[None]:
        """So much earlier, in the words of timedelta, until the block is left."""
        self._by = timedelta(**much)
        try:
            yield
        finally:
            self._by = timedelta()
