"""Slowing down whoever guesses PINs: each wrong one makes the next try wait longer, and nobody is ever shut out."""

from datetime import datetime, timedelta

import msgspec

FREE = 3
"""Wrong PINs that cost nothing: cold hands mistype."""
LONGEST = timedelta(minutes=5)
"""A person with the right PIN has to wait no longer than this, whatever somebody else has typed before."""
FORGOTTEN = timedelta(hours=12)
"""After a quiet shift the count begins anew."""


class Tries(msgspec.Struct, frozen=True):
    """wrong: PINs refused in a row; last: when the newest was tried."""

    wrong: int
    last: datetime

    def after(self, now: datetime) -> "Tries":
        """One more, counted before the PIN is looked at, so that many tries at once are all counted."""
        return Tries(1 if self._old(now) else self.wrong + 1, now)

    def wait(self, now: datetime) -> timedelta:
        """How long the next try has to wait at `now`. A clock that was set back makes nobody wait longer."""
        if self.wrong < FREE or self._old(now):
            return timedelta()
        asked = min(timedelta(seconds=2 ** min(self.wrong - FREE + 1, 20)), LONGEST)
        return max(asked - abs(now - self.last), timedelta())

    def _old(self, now: datetime) -> bool:
        return abs(now - self.last) >= FORGOTTEN
