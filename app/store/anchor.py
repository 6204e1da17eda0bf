"""The anchor: how far the ledger had come, kept outside the database, so that a cut tail shows.

A small file beside the database: one line per incarnation, `["incarnation", seq, "chain_hash"]`. It is written after
commits, so it is never ahead of a sound database; it may be behind, and may be missing.
"""

import os
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

EVERY = 1.0
"""Seconds between two writings: the anchor is a second look, not a second journal."""


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
        heads = self.read()
        known = heads.get(self._latest.incarnation)
        if known is None or known.seq < self._latest.seq:  # another process may be ahead
            self._replace(heads | {self._latest.incarnation: self._latest})
        self._latest = None

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
                heads[head.incarnation] = head
        return heads

    def _replace(self, heads: dict[str, Head]) -> None:
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}-{threading.get_ident()}.new")
        with suppress(OSError):
            draft.write_bytes(b"".join(msgspec.json.encode(head) + b"\n" for head in heads.values()))
            draft.replace(self.path)
