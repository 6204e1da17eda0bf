"""What a running post does once a day by itself: a signed checkpoint, and forgetting what is due.

A clock that jumped must not empty the ledger: days count only while they follow each other. After a longer gap, or when
the clock went back, nothing is forgotten until the next day agrees.
"""

import time
from collections.abc import Callable, Iterator
from datetime import date

from app.clock import campus_day
from app.station.documents import LocalDocuments
from app.station.keeping import Keeping
from app.station.local import LocalPost
from app.store.proof import checkpoint

EVERY = 60.0
"""Seconds between two looks at the calendar."""
GAP = 3
"""Days; a post that was off over a weekend goes on."""
_DOCUMENT = "housekeeping"


class Housekeeping:
    """Called about once a second by whoever has the time; each call takes some milliseconds at most."""

    def __init__(self, post: LocalPost, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._post, self._monotonic = post, monotonic
        self._documents = LocalDocuments(post.database)
        self._work: Iterator[object] = iter(())
        self._next = monotonic()

    def tick(self) -> None:
        """A step of today's work, or a look whether there is any. A StoreFault ends it for today."""
        work, self._work = self._work, iter(())
        if next(work, None) is not None:
            self._work = work
        elif self._monotonic() >= self._next:
            self._next = self._monotonic() + EVERY
            self._look()

    def _look(self) -> None:
        today = campus_day(self._post.clock())
        known = self._documents.get(_DOCUMENT)
        before = date.fromisoformat(known["day"]) if known else None
        if before == today:
            return
        self._documents.put(_DOCUMENT, {"day": today.isoformat()})
        checkpoint.make_daily(self._post.database, self._post.ledger, self._post.clock())
        if before is not None and 0 < (today - before).days <= GAP:
            self._work = Keeping(self._post).daily_steps()
