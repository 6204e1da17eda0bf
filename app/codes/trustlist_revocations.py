"""Lists of revoked SMART Health Cards: a key's revocation ids, each with the time before which it counts.

A list is `{"kid", "method": "rid", "ctr", "rids": ["rid", "rid.epoch seconds", …]}` (SMART Health Cards, revocation).
"""

import re
from collections.abc import Iterable, Mapping
from math import inf
from typing import TypeAlias

Revocations: TypeAlias = Mapping[str, float]
"""Revocation id → cards that began to hold before this time (epoch seconds) are revoked; infinity for all."""

_RID = re.compile(r"([A-Za-z0-9_-]{1,24})(?:\.([0-9]{1,15}))?", re.ASCII)


def sound(rid: object) -> bool:
    """Whether this is an entry of such a list."""
    return isinstance(rid, str) and _RID.fullmatch(rid) is not None


def write_lines(rids: Iterable[str]) -> bytes:
    """The form in which an entry keeps a list."""
    return "\n".join(rids).encode()


def read_lines(content: bytes) -> dict[str, float]:
    """The revocations that an entry keeps. One revoked twice is revoked for the longer."""
    found: dict[str, float] = {}
    for line in content.decode("ascii", "ignore").splitlines():
        if match := _RID.fullmatch(line):
            before = float(match[2]) if match[2] else inf
            found[match[1]] = max(before, found.get(match[1], -inf))
    return found
