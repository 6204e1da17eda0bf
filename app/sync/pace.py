"""How many records go in one batch, and how long the rest will take. Pure: the caller holds the watch."""

from app.sync.link import PATIENCE
from app.sync.protocol import MOST_RECORDS

_QUICK = PATIENCE / 4
"""Seconds within which a batch must be through before a larger one is tried: twice as many then take half of PATIENCE,
so that a slow line finds its size and stays there, and does not lose every second batch to a timeout."""

_WEIGHT = 0.3
"""Of the latest batch in the time a record takes."""


class Pace:
    """The batch's size halves on what is too much or not understood and doubles on quick success, so that one record
    that the centre cannot take is found in few requests and the others pass it by."""

    def __init__(self) -> None:
        self.size = MOST_RECORDS
        self._each: float | None = None

    def went(self, records: int, seconds: float) -> None:
        """A batch got through."""
        each = seconds / max(records, 1)
        self._each = each if self._each is None else (1 - _WEIGHT) * self._each + _WEIGHT * each
        if seconds < _QUICK:
            self.size = min(self.size * 2, MOST_RECORDS)

    def too_many(self, records: int) -> None:
        """A batch of so many did not: half as many next time."""
        self.size = (records + 1) // 2

    def seconds_for(self, records: int) -> float | None:
        """How long so many records will take; None as long as nothing got through."""
        return None if self._each is None else self._each * records
