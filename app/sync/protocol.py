"""What travels between a station and its centre: one set of types for both ends, JSON on the wire (msgspec).

docs/decisions/0003-sync-protocol.md says why it looks like this.
"""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from app.store.fact import Fact

VERSION = 1
"""Stands in every path, as /v1/. Fields may be added to a version, with defaults; nothing else may change."""

MOST_RECORDS = 500
"""Records in one batch at most."""

RECORDS = "/v1/records"
POSITION = "/v1/position"
ENROL = "/v1/enrol"
TOKEN = "/v1/token"  # noqa: S105 - a path
HEALTH = "/health"

_UUID = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
Name = Annotated[str, Meta(max_length=200)]
Uuid = Annotated[str, Meta(pattern=_UUID, max_length=36)]
Hash = Annotated[bytes, Meta(min_length=32, max_length=32)]
Key = Annotated[bytes, Meta(min_length=32, max_length=32)]
Seq = Annotated[int, Meta(ge=1, le=2**53 - 1)]


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One fact in its place. Its chain hash is not sent: it follows from the batch's `before` and the facts' hashes.

    fact: None where the station keeps the content back (it is in the station's quarantine). A fact whose body and
    salt are null has been forgotten. Either way the chain goes on by `hash`, the fact's hash.
    """

    seq: Seq
    hash: Hash
    fact: Fact | None = None


class Batch(Struct, frozen=True, kw_only=True):
    """Up to MOST_RECORDS records of one incarnation, sorted by `seq`, without gaps.

    before, head: the chain's hash before the first and at the last record. records: each an encoded Record, so that
    one which does not parse spoils itself alone. sent_at: the station's clock.
    """

    id: Uuid
    station: Uuid
    incarnation: Uuid
    before: Hash
    head: Hash
    sent_at: datetime
    records: Annotated[list[msgspec.Raw], Meta(min_length=1)]


class Status(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one record that was not plainly stored.

    dup: it was there already. quarantined: kept raw for a person to look at, never asked for again.
    conflict: another record stands in its place. later: not now; send it again.
    """

    seq: Seq
    status: Literal["dup", "quarantined", "conflict", "later"]
    why: str = ""


class Answer(Struct, frozen=True, kw_only=True):
    """The receipt: sent after the commit. `stored` and `statuses` together account for every record of the batch."""

    batch: Uuid
    head: Hash
    epoch: str
    stored: int
    statuses: list[Status]
    server_time: datetime


class Position(Struct, frozen=True, kw_only=True):
    """How far the centre has one incarnation of the asking station: the last `seq` (0 for nothing) and its hash."""

    epoch: str
    incarnation: Uuid
    seq: Annotated[int, Meta(ge=0)]
    hash: Hash
    server_time: datetime


Refused = Literal[
    "malformed", "unsupported", "large", "hash", "gap", "fork", "token", "station",
    "code-wrong", "code-used", "code-expired", "proof", "slow", "owned",
]  # fmt: skip


class Refusal(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Every 4xx of ours. For `gap` and `fork` (409), `seq` and `hash` are the centre's own position.

    batch: which one it refuses, so that an old refusal cannot pass for the answer to another batch; empty where it was
    not read so far.
    detail: for whoever reads the log, in English, without personal data. challenge: of `token` (401), for the station
    to sign (app.sync.renewal).
    """

    refused: Refused
    detail: str = ""
    seq: int = 0
    hash: bytes = b""
    challenge: bytes = b""
    batch: str = ""


class EnrolRequest(Struct, frozen=True, kw_only=True):
    """A station joins. The one-time code itself is not sent: `proof` shows that the station holds it.

    public_key: the station's Ed25519 key, 32 bytes raw. proof: HMAC-SHA-256 and signature: Ed25519, both over
    `app.sync.code.request_words(request)`.
    """

    station: Uuid
    name: Name
    post: Name
    public_key: Key
    nonce: Annotated[bytes, Meta(min_length=16, max_length=64)]
    proof: Hash
    signature: Annotated[bytes, Meta(min_length=64, max_length=64)]


class EnrolReply(Struct, frozen=True, kw_only=True):
    """The centre took the station in. signature: by the centre's key over `app.sync.code.reply_words(...)`."""

    token: str
    station_name: str
    centre_name: str
    centre_key: Key
    signature: bytes


class TokenRequest(Struct, frozen=True, kw_only=True):
    """A station asks for a new token. challenge: from the refusal of the old one; signature: Ed25519 by the station's
    key over `app.sync.renewal.words(station, challenge)`."""

    station: Uuid
    challenge: Annotated[bytes, Meta(min_length=40, max_length=40)]
    signature: Annotated[bytes, Meta(min_length=64, max_length=64)]


class TokenReply(Struct, frozen=True, kw_only=True):
    """A token, and until when it opens by the centre's clock."""

    token: str
    expires_at: datetime
