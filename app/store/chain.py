"""The two hashes that make the ledger provable. Shared by the post and the centre, so pure: no database here.

fact_hash  = SHA-256(salt ‖ canonical JSON of the fact without its salt, RFC 8785)
chain_hash = SHA-256(previous chain_hash ‖ station ‖ incarnation ‖ seq, 8 bytes big-endian ‖ fact_hash)

Station and incarnation are UUIDs and go in as their 16 bytes, so that no two places can be written the same way.
"""

import hashlib
import uuid
from datetime import UTC, datetime
from functools import lru_cache

from app.store import canonical
from app.store.fact import Fact

GENESIS = bytes(32)
"""What stands before the first record of an incarnation."""


def fact_hash(fact: Fact) -> bytes:
    """SHA-256 over the whole fact; its body and salt must still be there (ValueError otherwise)."""
    if fact.body is None or fact.salt is None:
        raise ValueError("a forgotten fact has no content to hash")
    content = {
        "id": fact.id, "kind": fact.kind, "schema": fact.schema,
        "at": moment(fact.at), "entered_at": moment(fact.entered_at),
        "mono": fact.mono, "boot": fact.boot, "operator": fact.operator, "post": fact.post,
        "policy": fact.policy, "reference": fact.reference, "body": fact.body,
    }  # fmt: skip
    return hashlib.sha256(fact.salt + canonical.dumps(content)).digest()


def chain_hash(previous: bytes, station: str, incarnation: str, seq: int, fact: bytes) -> bytes:
    """The hash that binds a fact's hash to its place: 32 bytes."""
    return hashlib.sha256(previous + _whose(station, incarnation) + seq.to_bytes(8, "big") + fact).digest()


def moment(value: datetime) -> str:
    """A time as facts are hashed and kept: UTC in ISO 8601 with microseconds, so that text sorts as time does."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")


@lru_cache(maxsize=64)
def _whose(station: str, incarnation: str) -> bytes:
    return uuid.UUID(station).bytes + uuid.UUID(incarnation).bytes
