"""The anchor: how far the ledger had come, kept outside the database, so that a cut tail shows.

A small file beside the database, one line a look: `["incarnation", seq, "chain_hash"]`. Lines are added after commits,
so that it is never ahead of a sound database; it may be behind. Every incarnation begins with a line of its own, so a
ledger that has records and no line was parted from its anchor. After a power cut the last lines may be missing or
torn, those before are there: nothing is ever written over.
"""

import os
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from app import durable

EVERY = 1.0
"""Seconds between two lines: the anchor is a second look, not a second journal."""
MOST_BYTES = 65_536
"""From here on the file is written anew with one line an incarnation."""


class Head(NamedTuple):
    """The last record of an incarnation: its place and its chain hash."""

    incarnation: str
    seq: int
    chain_hash: bytes


class Anchor:
    """The file beside the database `path`. What cannot be written is left: a record is not lost for want of it."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_suffix(".anchor")
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
            if self.path.exists() and self.path.stat().st_size > MOST_BYTES:
                self.replace([*self.read().values(), head])
                return
            with self.path.open("ab") as file:
                file.write(b"\n" + _line(head))  # the line before may be torn

    def read(self) -> dict[str, Head]:
        """Incarnation → its head, as far as the file can be read."""
        heads: dict[str, Head] = {}
        try:
            lines = self.path.read_bytes().splitlines()
        except OSError:
            return heads
        for line in lines:
            with suppress(msgspec.DecodeError):
                head = msgspec.json.decode(line, type=Head)
                if head.incarnation not in heads or heads[head.incarnation].seq <= head.seq:
                    heads[head.incarnation] = head
        return heads

    def begin(self, head: Head) -> bool:
        """Write an incarnation's first line durably; whether that was possible. From then on it cannot be missing."""
        try:
            self.replace([*self.read().values(), head])
        except OSError:
            return False
        return True

    def replace(self, heads: Iterable[Head]) -> None:
        """Put these in place of all lines, durably. OSError where that is not possible."""
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}-{threading.get_ident()}.new")
        latest = {head.incarnation: head for head in heads}
        durable.write(draft, b"".join(b"\n" + _line(head) for head in latest.values()))
        draft.replace(self.path)
        durable.settle(self.path.parent)


def _line(head: Head) -> bytes:
    return msgspec.json.encode(head)
