"""The anchor: how far the ledger had come, kept outside the database, so that a cut tail shows.

It is a small file beside the database, and a second one outside the home, which alone knows better when somebody puts
an older copy of the whole home back. Lines are added after commits, so that it is never ahead of a sound database; it
may be behind. Every incarnation begins with a line of its own, so a ledger that has records and no line was parted
from its anchor.
"""

import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from app.store import machine
from app.store.heads import Head, Heads

EVERY = 1.0
"""Seconds between two lines: the anchor is a second look, not a second journal."""


class Anchor:
    """Of the database `path`. What cannot be written is left: a record is not lost for want of it."""

    def __init__(self, database: Path) -> None:
        self._beside, self._memory = Heads(database.with_suffix(".anchor")), Heads(machine.memory(database))
        self.path = self._beside.path
        self._latest: Head | None = None
        self._written = -EVERY

    def note(self, head: Head) -> None:
        """Remember a committed head, and write it when the last writing is long enough ago."""
        if self._latest is None or head.incarnation != self._latest.incarnation or head.seq > self._latest.seq:
            self._latest = head
        if time.monotonic() - self._written >= EVERY:
            self.flush()

    def flush(self) -> None:
        """Write what was noted."""
        if self._latest is None:
            return
        self._written = time.monotonic()
        head, self._latest = self._latest, None
        with suppress(OSError):
            self._beside.add(head)
        self._memorise(head)

    def read(self) -> dict[str, Head]:
        """Incarnation → its head, by the file beside the database."""
        return self._beside.read()

    def remembered(self) -> dict[str, Head]:
        """The same by the file outside the home; also of what no longer lies in the home."""
        return self._memory.read()

    def begin(self, head: Head) -> bool:
        """Write an incarnation's first line durably; whether that was possible. From then on it cannot be missing."""
        self._memorise(head)
        try:
            self.replace([*self.read().values(), head])
        except OSError:
            return False
        return True

    def replace(self, heads: Iterable[Head]) -> None:
        """Put these in place of all lines beside the database, durably. OSError where that is not possible. What is
        remembered outside stays: it was so."""
        self._beside.replace(heads)

    def _memorise(self, head: Head) -> None:
        with suppress(OSError):
            self._memory.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._memory.add(head)
