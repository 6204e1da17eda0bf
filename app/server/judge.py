"""Whether the content of one record can be filed, or goes to quarantine raw. Pure.

Time never counts against a record. A kind we do not know, or a newer schema of one we do, is filed as it is.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from app.records.kind import Kind
from app.records.registry import kinds
from app.server.refusals import RefusedError
from app.store import canonical
from app.store.chain import fact_hash
from app.store.fact import Fact
from app.sync.protocol import Hash, Record, Seq

WITHHELD = "withheld"
"""The station kept the content back; only the place is filed."""


class Place(msgspec.Struct, frozen=True):
    """The least a record must say so that the chain can go on over it."""

    seq: Seq
    hash: Hash


@dataclass(frozen=True, slots=True)
class Judged:
    """fact: what to file; None where `why` says that the content is withheld, or that `raw` goes to quarantine.

    body: the fact's, as canonical JSON; None where it was forgotten.
    """

    seq: int
    fact_hash: bytes
    fact: Fact | None
    raw: bytes
    why: str = ""
    body: str | None = None


def judge(raw: msgspec.Raw) -> Judged:
    """One record as it came. RefusedError where not even its place can be read."""
    try:
        place = msgspec.json.decode(raw, type=Place)
    except (ValueError, RecursionError) as error:
        raise RefusedError("malformed", "a record without its place") from error
    content = bytes(raw)
    try:
        fact = msgspec.json.decode(raw, type=Record).fact
    except (ValueError, RecursionError):
        return Judged(place.seq, place.hash, None, content, "unreadable")
    if fact is None:
        return Judged(place.seq, place.hash, None, content, WITHHELD)
    try:
        body = None if fact.body is None else canonical.text(fact.body)
        why = _fault(fact, body, place.hash)
    except (ValueError, RecursionError):
        body, why = None, "hash"
    return Judged(place.seq, place.hash, None if why else fact, content, why, body)


def _fault(fact: Fact, body: str | None, declared: bytes) -> str:
    """Why a fact cannot be filed: `unreadable`, `hash` or `body`; empty where it can. ValueError: for its `hash`."""
    if not (_uuid(fact.id) and _instant(fact.at) and _instant(fact.entered_at) and 0 <= fact.schema < 2**53):
        return "unreadable"
    if fact_hash(fact, body) != declared:
        return "hash"
    return "" if fact.body is None or _fits(fact.kind, fact.schema, fact.body) else "body"


def _fits(name: str, schema: int, body: Mapping[str, Any]) -> bool:
    """Whether the body can be read as its kind; always, where the kind or its version is beyond this program."""
    known: Kind | None = kinds().get(name)
    if known is None or schema > known.version:
        return True
    fields = {field.name for field in known.fields}
    given = {field: value for field, value in body.items() if field in fields and value not in (None, "")}
    try:
        msgspec.convert(given, known.type, strict=False)
    except (ValueError, RecursionError):
        return False
    return True


def _uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def _instant(moment: datetime) -> bool:
    """Whether it is one point in time that UTC can name."""
    try:
        return moment.tzinfo is not None and bool(moment.astimezone(UTC))
    except OverflowError:
        return False
