"""The hashes that make the ledger provable. Shared by the post and the centre, so pure: no database here.

content    = SHA-256(salt ‖ {"body": …, "operator": …})
fact_hash  = SHA-256({"at": …, "boot": …, "content": hex of the content's hash, …}), all of a fact that is no content
chain_hash = SHA-256(previous chain_hash ‖ station ‖ incarnation ‖ seq, 8 bytes big-endian ‖ fact_hash)

Both JSON texts are canonical (RFC 8785). A fact is hashed in two steps so that its content can be forgotten and the
rest of it, above all when it was and of which kind, is still proven; without the salt nobody can confirm a guess.
Station and incarnation are UUIDs and go in as their 16 bytes, so that no two places can be written the same way.
"""

import hashlib
import uuid
from datetime import UTC, datetime
from functools import lru_cache

import msgspec

from app.store import canonical
from app.store.fact import Fact

GENESIS = bytes(32)
"""What stands before the first record of an incarnation."""
CONTENT = b'%b{"body":%b,"operator":%b}'
"""The text that is hashed of a content: the salt, the body as it is kept, and the operator as JSON."""
_LONG = 10**15

encode = msgspec.json.Encoder().encode
"""Canonical for any text, and for a number that is `plain`."""


class Frame(msgspec.Struct, frozen=True, gc=False):
    """What of a fact stays for ever, as it is hashed: times as `moment` writes them, the content's hash in hex.

    In the order of RFC 8785, so that `encode` writes the canonical text of it, many times faster than canonical.dumps.
    """

    at: str
    boot: str
    content: str
    entered_at: str
    id: str
    kind: str
    mono: float
    policy: str
    post: str
    reference: str
    schema: int


def content_hash(salt: bytes, body: bytes, operator: str) -> bytes:
    """Of what is forgotten one day; body: canonical JSON, as the ledger keeps it."""
    return hashlib.sha256(CONTENT % (salt, body, _known(operator))).digest()


def frame_hash(frame: Frame) -> bytes:
    """The hash of the whole fact, from its frame."""
    if plain(encode(frame.mono), frame.mono):
        return hashlib.sha256(encode(frame)).digest()
    return hashlib.sha256(canonical.dumps(msgspec.structs.asdict(frame))).digest()


def plain(number: bytes, value: float) -> bool:
    """Whether msgspec's text of a number is the canonical one: neither 36.0 nor 1e-5 is, nor what is very large."""
    return not number.endswith(b".0") and b"e" not in number and value < _LONG


def fact_hash(fact: Fact, body: str | None = None) -> bytes:
    """The hash of a fact, or of what is left of one that was forgotten; see `frame_of`."""
    return frame_hash(frame_of(fact, body))


def frame_of(fact: Fact, body: str | None = None) -> Frame:
    """What of a fact stays for ever.

    body: its body as canonical JSON, where the caller has it. ValueError where half of its content is gone, and for a
    body that is no JSON.
    """
    if fact.body is not None and fact.salt is not None and fact.content is None:
        content = content_hash(fact.salt, body.encode() if body else canonical.dumps(fact.body), fact.operator)
    elif fact.body is None and fact.salt is None and fact.content is not None and not fact.operator:
        content = fact.content
    else:
        raise ValueError("a fact has either its content or the hash of it")
    at = moment(fact.at)
    entered_at = at if fact.entered_at is fact.at else moment(fact.entered_at)
    return Frame(
        at, fact.boot, content.hex(), entered_at, fact.id, fact.kind, fact.mono, fact.policy, fact.post,
        fact.reference, fact.schema,
    )  # fmt: skip


def forgotten(fact: Fact) -> Fact:
    """What is left of a fact when its content is forgotten: it has the same hash."""
    if fact.body is None or fact.salt is None:
        return fact
    content = content_hash(fact.salt, canonical.dumps(fact.body), fact.operator)
    return msgspec.structs.replace(fact, body=None, salt=None, operator="", content=content)


def chain_hash(previous: bytes, station: str, incarnation: str, seq: int, fact: bytes) -> bytes:
    """The hash that binds a fact's hash to its place: 32 bytes."""
    return link(previous, whose(station, incarnation), seq, fact)


def link(previous: bytes, ours: bytes, seq: int, fact: bytes) -> bytes:
    """`chain_hash`, where `whose` is known."""
    return hashlib.sha256(previous + ours + seq.to_bytes(8, "big") + fact).digest()


def moment(value: datetime) -> str:
    """A time as facts are hashed and kept: UTC in ISO 8601 with microseconds, so that text sorts as time does."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")


@lru_cache(maxsize=64)
def whose(station: str, incarnation: str) -> bytes:
    """Station and incarnation as they are hashed: 32 bytes."""
    return uuid.UUID(station).bytes + uuid.UUID(incarnation).bytes


@lru_cache(maxsize=1024)
def _known(text: str) -> bytes:
    """What few different texts are written for many records."""
    return encode(text)
