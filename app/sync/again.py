"""Another chance for the records that the centre would not take: what refused them may have been passing, an answer
that came late, a proxy's limit, an older centre. Those that lie at the centre are asked about in the same way: a newer
program may have filed them there."""

import random
from collections.abc import Callable
from datetime import datetime

from app.store.fact import Entry
from app.sync import aside
from app.sync.attempt import Attempt
from app.sync.link import RefusedError, TimedOutError
from app.sync.ports import Marked, Outbox
from app.sync.receipt import Receipt
from app.sync.wire import TooLargeError

EVERY = 600.0
"""Seconds between two times."""

_MOST = 20
"""Records at a time, drawn by lot where there are more."""


class Again:
    """`send` makes a batch of one whole entry, in the place whose hash the centre has, and gives its receipt."""

    def __init__(
        self, outbox: Outbox, send: Callable[[Attempt, list[Entry], frozenset[str]], Receipt], rng: random.Random,
        clock: Callable[[], datetime], monotonic: Callable[[], float],
    ) -> None:  # fmt: skip
        self._outbox = outbox
        self._send = send
        self._rng = rng
        self._clock = clock
        self._monotonic = monotonic
        self._due = monotonic()

    def try_again(self, attempt: Attempt) -> None:
        """Send some of them once more, when it is time. What is refused again stays as it is."""
        if self._monotonic() < self._due:
            return
        self._due = self._monotonic() + EVERY
        kept = self._outbox.quarantined()
        for one in self._rng.sample(kept, min(_MOST, len(kept))):
            try:
                receipt = self._send(attempt, [one.entry], frozenset())
            except (RefusedError, TimedOutError, TooLargeError):
                continue
            self._settle(one, receipt)

    def _settle(self, one: Marked, receipt: Receipt) -> None:
        entry, status = one.entry, receipt.statuses.get(one.entry.seq)
        if status and status.status == "quarantined":
            if aside.is_here(one.reason):
                aside.at_centre(self._outbox, entry, status.why, self._clock())
        elif receipt.taken([entry.seq]):
            self._outbox.release(entry.fact.id)
