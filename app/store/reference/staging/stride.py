"""How many rows go into one transaction: as many as take a few milliseconds, on this machine and for this work."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.store.cipher import Connection
from app.store.database import Database

TIME = 0.004
"""Seconds that a transaction may keep a lane from writing."""
LEAST = 5


class Stride:
    """rows: for the next transaction, never more than `most`."""

    def __init__(self, most: int, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.rows = self._most = most
        self._monotonic = monotonic

    @contextmanager
    def write(self, database: Database, rows: int) -> Iterator[Connection]:
        """A transaction that writes that many; how long it took says how many the next one may."""
        begun = self._monotonic()
        with database.write() as connection:
            begun = self._monotonic()  # whoever waited for the lock has held up nobody
            yield connection
        taken = self._monotonic() - begun
        fitting = rows * TIME / taken if taken > TIME / 2 else 2.0 * self.rows
        self.rows = round(min(max(fitting, LEAST), self._most, 2 * self.rows))
