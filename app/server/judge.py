"""Whether the content of one record can be filed, or goes to quarantine raw. Pure.

Time never counts against a record. A kind we do not know, or a newer schema of one we do, is filed as it is.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from app.server.reading import Said, plain, read
from app.server.refusals import RefusedError
from app.store import canonical
from app.store.chain import Frame, content_hash, frame_hash, moment
from app.sync.protocol import Hash, Seq

WITHHELD = "withheld"
"""The station kept the content back; only the place is filed."""

_UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NOTHING = msgspec.Raw(b"null")


class Sent(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A fact (app.store.fact) whose times and body are still the text that came: mostly what the station hashed."""

    id: str
    kind: str
    schema: int
    at: str
    entered_at: str
    mono: float
    boot: str
    operator: str
    post: str
    policy: str = ""
    reference: str = ""
    body: msgspec.Raw = _NOTHING
    salt: bytes | None = None
    content: bytes | None = None


class Whole(msgspec.Struct, frozen=True, gc=False):
    """A record as it travels (app.sync.protocol)."""

    seq: Seq
    hash: Hash
    fact: Sent | None = None


class Place(msgspec.Struct, frozen=True):
    """The least a record must say so that the chain can go on over it."""

    seq: Seq
    hash: Hash


class Content(msgspec.Struct, frozen=True, gc=False):
    """What is filed of a fact. at, entered_at: as app.store.chain.moment writes them.

    body: canonical JSON, None where it was forgotten; said: what of it is counted.
    """

    fact: Sent
    at: str
    entered_at: str
    body: str | None
    said: Said


class Judged(msgspec.Struct, frozen=True, gc=False):
    """content: what to file; None where `why` says that it is withheld, or that `raw` goes to quarantine."""

    seq: int
    fact_hash: bytes
    content: Content | None
    raw: msgspec.Raw
    why: str = ""


class _Faulty(ValueError):
    """Why a fact cannot be filed: `unreadable`, `hash` or `body`."""


_whole = msgspec.json.Decoder(Whole).decode
_place = msgspec.json.Decoder(Place).decode


def judge(raw: msgspec.Raw) -> Judged:
    """One record as it came. RefusedError where not even its place can be read."""
    try:
        whole = _whole(raw)
    except (ValueError, RecursionError):
        return _unreadable(raw)
    if whole.fact is None:
        return Judged(whole.seq, whole.hash, None, raw, WITHHELD)
    try:
        return Judged(whole.seq, whole.hash, _content(whole.fact, whole.hash), raw)
    except _Faulty as fault:
        return Judged(whole.seq, whole.hash, None, raw, str(fault))


class Pieces:
    """A batch's records, judged piece by piece as they are asked for, and once for all who ask. Not for threads.

    first: the seq of the first one, which is judged at once. RefusedError, here and while they are gone through, where
    not even a record's place can be read.
    """

    def __init__(self, raws: Sequence[msgspec.Raw], size: int) -> None:
        self._raws = [raws[at : at + size] for at in range(0, len(raws), size)]
        self._judged: list[list[Judged]] = []
        self.first = self._piece(0)[0].seq

    def __iter__(self) -> Iterator[list[Judged]]:
        return map(self._piece, range(len(self._raws)))

    def _piece(self, number: int) -> list[Judged]:
        if number == len(self._judged):
            self._judged.append([judge(raw) for raw in self._raws[number]])
        return self._judged[number]


def _unreadable(raw: msgspec.Raw) -> Judged:
    try:
        place = _place(raw)
    except (ValueError, RecursionError) as error:
        raise RefusedError("malformed", "a record without its place") from error
    return Judged(place.seq, place.hash, None, raw, "unreadable")


def _content(fact: Sent, declared: bytes) -> Content:
    if not (_UUID.fullmatch(fact.id) and 0 <= fact.schema < 2**53):
        raise _Faulty("unreadable")
    try:
        at = _moment(fact.at)
        entered_at = at if fact.entered_at == fact.at else _moment(fact.entered_at)
        sent = None if fact.body == _NOTHING else bytes(fact.body)
        body = None if sent is None else sent.decode()
    except (ValueError, OverflowError):
        raise _Faulty("unreadable") from None
    if _hash(fact, at, entered_at, sent) != declared:
        body = None if body is None else _in_order(body)
        sent = None if body is None else body.encode()
        if _hash(fact, at, entered_at, sent) != declared:
            raise _Faulty("hash")
    try:
        return Content(fact, at, entered_at, body, Said() if sent is None else read(fact.kind, fact.schema, sent))
    except (ValueError, RecursionError):
        raise _Faulty("body") from None


def _moment(text: str) -> str:
    """A time that came, as app.store.chain.moment writes it. ValueError or OverflowError where it is none, or has no
    zone; the usual writing of a station is not taken apart and put together again."""
    if len(text) == 27 and text[4] == text[7] == "-" and text[10] == "T" and text[19] == "." and text[26] == "Z":
        datetime.fromisoformat(text)
        return f"{text[:26]}+00:00"
    value = msgspec.convert(text, datetime)
    if value.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment(value)


def _in_order(body: str) -> str:
    """The same as RFC 8785 wants it, however it was written on its way."""
    try:
        return canonical.text(plain(body))
    except (ValueError, RecursionError):
        raise _Faulty("hash") from None


def _hash(fact: Sent, at: str, entered_at: str, body: bytes | None) -> bytes:
    """The fact's hash, as app.store.chain.fact_hash makes it; of nothing where half of its content is gone."""
    if body is not None and fact.salt is not None and fact.content is None:
        own = content_hash(fact.salt, body, fact.operator)
    elif body is None and fact.salt is None and fact.content is not None and not fact.operator:
        own = fact.content
    else:
        return b""
    return frame_hash(
        Frame(
            at, fact.boot, own.hex(), entered_at, fact.id, fact.kind, fact.mono, fact.policy, fact.post,
            fact.reference, fact.schema,
        )
    )  # fmt: skip
