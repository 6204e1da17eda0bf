"""How often one token may ask: so many requests a minute, counted by all processes of the centre together, so that a
program in an endless loop takes nothing from the stations and from the others."""

import mmap
from datetime import datetime

MOST = 600
"""Requests of one token in a minute: a whole campus's list, page by page, takes 75."""
WINDOW = 60
"""Seconds, as the clock's minutes are."""
_SLOTS = 4_096
"""Tokens that are told apart; two that fall together, which hardly ever happens, share what one may ask."""


class Pace:
    """Counters in memory that forked processes share: each adds in a row of its own, and reads the sum of all."""

    def __init__(self, processes: int = 1) -> None:
        self._cells = memoryview(mmap.mmap(-1, 16 * _SLOTS * processes)).cast("q")
        self._row = 0

    def count_as(self, process: int) -> None:
        """From now on this is the process of that number."""
        self._row = process * 2 * _SLOTS

    def wait(self, token: str, now: datetime) -> int:
        """Count a request of the token of this id: 0, or how many seconds it should wait, and is not answered."""
        minute, passed = divmod(int(now.timestamp()), WINDOW)
        slot = 2 * (int(token, 16) % _SLOTS)
        if self._asked(slot, minute) >= MOST:
            return WINDOW - passed
        own = self._row + slot
        count = self._cells[own + 1] if self._cells[own] == minute else 0
        self._cells[own], self._cells[own + 1] = minute, count + 1
        return 0

    def _asked(self, slot: int, minute: int) -> int:
        rows = range(slot, len(self._cells), 2 * _SLOTS)
        return sum(self._cells[at + 1] for at in rows if self._cells[at] == minute)
