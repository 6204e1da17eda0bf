"""The digest of a whole reference, which follows single changes: a sum of its rows' hashes (Bellare, Micciancio 1997).

docs/decisions/0021-reference-down.md says why 4096 bits.
"""

import hashlib

_BYTES = 512
_RING = 1 << (8 * _BYTES)


class SetDigest:
    """The rows of a state, in any order. Taking a row away undoes adding it."""

    def __init__(self, total: bytes = b"") -> None:
        self._total = int.from_bytes(total)

    def add(self, section: str, key: str, value: bytes) -> None:
        """A row; value: the JSON as it travels."""
        self._total += _element(section, key, value)

    def remove(self, section: str, key: str, value: bytes) -> None:
        """A row that was added."""
        self._total -= _element(section, key, value)

    def total(self) -> bytes:
        """What to keep, so that a later change can go on from here; 512 bytes."""
        self._total %= _RING
        return self._total.to_bytes(_BYTES)

    def digest(self) -> bytes:
        """32 bytes that name this state."""
        return hashlib.sha256(b"gatepost-reference-state\0" + self.total()).digest()


def _element(section: str, key: str, value: bytes) -> int:
    head = b"".join(len(part).to_bytes(4, "big") + part for part in (section.encode(), key.encode()))
    return int.from_bytes(hashlib.shake_128(head + value).digest(_BYTES))
