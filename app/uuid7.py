"""Ids that sort by the time they were made: UUIDs of version 7 (RFC 9562, section 5.7).

Python has them from 3.14 on. The package that has them for 3.11 reads its own metadata when it is imported, and with it
a parser of mail: 20 ms of every start and of every command.
"""

import os
import threading
import time
import uuid

_RANDOM_BITS = 62
_FRACTIONS = 4096
"""Of a millisecond: the 12 bits behind it count on, so that many ids at once do not run ahead of the clock (section
6.2, method 3)."""
_lock = threading.Lock()
_last = 0


def uuid7() -> str:
    """A new id; within one process each is greater than those before it, also where the clock was set back."""
    global _last
    with _lock:
        _last = moment = max(time.time_ns() * _FRACTIONS // 1_000_000, _last + 1)
    chance = int.from_bytes(os.urandom(8)) >> (64 - _RANDOM_BITS)
    milliseconds, fraction = divmod(moment, _FRACTIONS)
    return str(uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | chance))
