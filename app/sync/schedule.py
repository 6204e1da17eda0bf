"""When to try next. Pure: full jitter (Brooker, AWS Architecture Blog, 2015) from 1 s to 300 s, and never "never"."""

import random
from dataclasses import dataclass

from app.sync.result import SyncResult

SHORTEST = 1.0
LONGEST = 300.0
"""Seconds between two attempts while something is unsent."""

IDLE = 60.0
"""Seconds until the centre is asked again when there is nothing to send."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """failures: attempts in a row that did not get through. delay: seconds until the next attempt, always finite."""

    failures: int = 0
    delay: float = 0.0

    def after(self, result: SyncResult, rng: random.Random) -> "Schedule":
        """What follows an attempt. Progress starts the waiting afresh; a pause waits longest, but it too ends."""
        if result.paused or (result.forked and result.problem):
            return Schedule(self.failures + 1, rng.uniform(LONGEST / 2, LONGEST))
        if result.back:  # the centre is there and knows best; not all come back in the same moment
            return Schedule(max(1, self.failures), min(LONGEST, rng.uniform(1, 2) * max(SHORTEST, result.back)))
        if not result.problem:
            return Schedule(0, SHORTEST if result.left or result.unfinished else rng.uniform(IDLE / 2, IDLE))
        failures = 1 if result.sent else self.failures + 1
        ceiling = min(LONGEST, SHORTEST * 2 ** min(failures, 30))
        return Schedule(failures, rng.uniform(SHORTEST, ceiling))

    def link_up(self) -> "Schedule":
        """The network is back: at once, and afresh."""
        return Schedule()

    def written(self) -> "Schedule":
        """Something new was written: at once, unless the network is known to be bad; then with the next try."""
        return self if self.failures else Schedule()
