"""How far the incarnations of a ledger had come, as a file: one line a look, `["incarnation", seq, "chain_hash"]`.

After a power cut the last lines may be missing or torn, those before are there: nothing is ever written over.
"""

import os
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from app import durable

MOST_BYTES = 65_536
"""From here on the file is written anew with one line an incarnation."""


class Head(NamedTuple):
    """The last record of an incarnation: its place and its chain hash."""

    incarnation: str
    seq: int
    chain_hash: bytes


class Heads:
    """The file at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path

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

    def add(self, head: Head) -> None:
        """One line more, without waiting for the disk; OSError where that is not possible."""
        if self.path.exists() and self.path.stat().st_size > MOST_BYTES:
            self.replace([*self.read().values(), head])
            return
        with self.path.open("ab") as file:
            file.write(b"\n" + _line(head))  # the line before may be torn

    def replace(self, heads: Iterable[Head]) -> None:
        """Put these in place of all lines, durably. OSError where that is not possible."""
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}-{threading.get_ident()}.new")
        latest = {head.incarnation: head for head in heads}
        durable.write(draft, b"".join(b"\n" + _line(head) for head in latest.values()))
        draft.replace(self.path)
        durable.settle(self.path.parent)


def _line(head: Head) -> bytes:
    return msgspec.json.encode(head)
