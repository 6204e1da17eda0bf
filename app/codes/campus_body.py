"""What a campus code holds, and how that is written as CBOR (RFC 8949, deterministically encoded)."""

from typing import Annotated, Literal

import cbor2
import msgspec
from msgspec import Meta

PERSON_KINDS = ("student", "staff", "family", "contractor", "visitor", "driver")
"""Written as their place in this tuple: kinds may be added at its end, never moved."""
MAX_BYTES = 512
"""Of a whole body; a usual one has about 80."""

_Text = Annotated[str, Meta(max_length=64)]
_EpochSeconds = Annotated[int, Meta(ge=0, lt=2**36)]  # to the year 4147: within what every calendar knows


class DamagedError(ValueError):
    """These bytes are no body of a campus code, or could not be read again as one."""


class Body(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Written as an array, in this order; `type` 2 and 3 are kept for goods tickets and control points.

    key: the signing key's id. serial: random. kind: place in PERSON_KINDS. not_before, not_after: both included.
    """

    type: Literal[1]
    key: Annotated[bytes, Meta(min_length=8, max_length=8)]
    serial: Annotated[bytes, Meta(min_length=8, max_length=16)]
    number: Annotated[str, Meta(min_length=1, max_length=64)]
    name: _Text
    kind: Annotated[int, Meta(ge=0, lt=len(PERSON_KINDS))]
    college: _Text
    not_before: _EpochSeconds
    not_after: _EpochSeconds

    @property
    def person_kind(self) -> str:
        return PERSON_KINDS[self.kind]


def encode(body: Body) -> bytes:
    """The one deterministic form of `body`; raises DamagedError where its values are out of bounds."""
    items = list(msgspec.structs.astuple(body))
    _checked(items)
    data: bytes = cbor2.dumps(items, canonical=True)
    return data


def decode(data: bytes) -> Body:
    """The body in `data`, which must be all of it and in its one deterministic form; raises DamagedError."""
    if len(data) > MAX_BYTES:
        raise DamagedError
    try:
        body = _checked(cbor2.loads(data))
    except cbor2.CBORError as error:
        raise DamagedError from error
    if encode(body) != data:
        raise DamagedError
    return body


def _checked(items: object) -> Body:
    """`items` as a body, every one of its type and within its bounds."""
    try:
        body = msgspec.convert(items, Body)
    except msgspec.ValidationError as error:
        raise DamagedError from error
    readable = all(text.isprintable() for text in (body.number, body.name, body.college))
    if not readable or body.not_before >= body.not_after:
        raise DamagedError
    return body
