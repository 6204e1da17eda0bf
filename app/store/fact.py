"""A fact and its place in the chain: what is written at the post, kept for ever unchanged, and sent to the centre."""

from datetime import datetime
from typing import Any

import msgspec


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants written. `at` is the time of the fact; None means now (it differs for a late entry).

    policy, reference: versions of the control level and of the reference it was decided with, where it was decided.
    """

    kind: str
    body: dict[str, Any]
    operator: str
    post: str
    at: datetime | None = None
    schema: int = 1
    policy: str = ""
    reference: str = ""


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """The part of a record that never changes, wherever it is placed.

    id: UUIDv7, made at the post. at, entered_at: aware, UTC. mono: seconds of the monotonic clock; boot: names the
    start of the machine it belongs to. salt: 16 random bytes, so that a short body cannot be guessed from its hash.
    body, salt: None once forgotten, and the operator empty; content: then the hash of what they were.
    """

    id: str
    kind: str
    schema: int
    at: datetime
    entered_at: datetime
    mono: float
    boot: str
    operator: str
    post: str
    policy: str = ""
    reference: str = ""
    body: dict[str, Any] | None = None
    salt: bytes | None = None
    content: bytes | None = None

    @property
    def forgotten(self) -> bool:
        """Whether its time was over, or somebody asked for it: what it said is gone."""
        return self.body is None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A fact in its place: `seq` 1, 2, 3 … without gaps in one incarnation of one station's database."""

    fact: Fact
    station: str
    incarnation: str
    seq: int
    fact_hash: bytes
    chain_hash: bytes
