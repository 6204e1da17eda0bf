"""The records of some kinds, followed as they are written: all of the last days at first, then only what is new.

Those that other posts wrote come as well, where their kind is shared.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from app.clock import Clock, campus_day
from app.store.chain import GENESIS
from app.store.fact import Entry
from app.store.heads import Head
from app.store.ledger import Ledger


class News(NamedTuple):
    """anew: whatever was made of earlier entries is to be forgotten, since all that stand are given again."""

    anew: bool
    entries: Sequence[Entry]


class Following:
    """kept: how far back records are read. ledger: gives the one that is open now. By one thread at a time.

    Once a campus day, in another incarnation, and where what was read last was never committed, everything comes anew:
    what was forgotten meanwhile is not in it.
    """

    def __init__(self, ledger: Callable[[], Ledger], kinds: Sequence[str], kept: timedelta, clock: Clock) -> None:
        self._ledger, self._kinds, self._kept, self._clock = ledger, kinds, kept, clock
        self._read, self._day = Head("", 0, GENESIS), date.min
        self._ahead: set[str] = set()
        self._others = 0

    def news(self) -> News:
        """What was written since it was asked last, each record once; also by another window or command."""
        ledger, today = self._ledger(), campus_day(self._clock())
        head, others = ledger.head(), ledger.others.last()
        if (self._read, self._others, self._day) == (head, others, today):
            return News(anew=False, entries=())
        anew = (self._read.incarnation, self._day) != (head.incarnation, today) or not ledger.stands(self._read)
        before, start = set() if anew else self._ahead, self._clock() - self._kept
        known = 0 if anew else self._others
        told = [one for kind in self._kinds for one in ledger.others.between(kind, known, others, start)]
        found = [
            entry
            for kind in self._kinds
            for entry in ledger.entries(kind, since_seq=None if anew else self._read.seq, start=start)
            if entry.fact.id not in before
        ]
        self._read, self._others, self._day = head, others, today
        # Written while the others were read: they lie behind the head, and come once more the next time.
        self._ahead = {one.fact.id for one in found if one.incarnation == head.incarnation and one.seq > head.seq}
        return News(anew, [*told, *found])
