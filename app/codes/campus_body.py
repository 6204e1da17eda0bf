"""What a campus code holds, and how that is written as CBOR (RFC 8949, deterministically encoded)."""

from typing import Annotated, ClassVar, TypeAlias

import cbor2
import msgspec
from msgspec import Meta

from app.codes.campus_things import GOODS_CLASSES

PERSON_KINDS = ("student", "staff", "family", "contractor", "visitor", "driver")
"""Written as their place in this tuple: kinds may be added at its end, never moved."""
MAX_BYTES = 512
"""Of a whole body; a usual one has about 80."""

_Key = Annotated[bytes, Meta(min_length=8, max_length=8)]
_Serial = Annotated[bytes, Meta(min_length=8, max_length=16)]
_Named = Annotated[str, Meta(min_length=1, max_length=64)]
_Text = Annotated[str, Meta(max_length=64)]
_Amount = Annotated[str, Meta(pattern=r"^[0-9]{1,9}(\.[0-9]{1,3})?$")]
_Digest = Annotated[bytes, Meta(min_length=8, max_length=8)]
_EpochSeconds = Annotated[int, Meta(ge=0, lt=2**36)]  # to the year 4147: within what every calendar knows


class DamagedError(ValueError):
    """These bytes are no body of a campus code, or could not be read again as one."""


class PersonBody(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, tag=1):
    """Each body is written as an array: its type (the tag), then its fields in this order.

    key: the signing key's id. serial: random. kind: place in PERSON_KINDS. not_before, not_after: both included.
    """

    texts: ClassVar = ("number", "name", "college")
    key: _Key
    serial: _Serial
    number: _Named
    name: _Text
    kind: Annotated[int, Meta(ge=0, lt=len(PERSON_KINDS))]
    college: _Text
    not_before: _EpochSeconds
    not_after: _EpochSeconds

    @property
    def person_kind(self) -> str:
        return PERSON_KINDS[self.kind]


class LoadBody(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What a delivery brings, as in campus_things.Load."""

    lines: Annotated[tuple[tuple[_Named, _Amount, _Text], ...], Meta(max_length=32)]
    more: Annotated[int, Meta(ge=0, lt=2**16)]
    digest: _Digest
    store: _Text

    @property
    def texts(self) -> tuple[str, ...]:
        return (*(text for line in self.lines for text in line), self.store)


class TicketBody(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, tag=2):
    """A goods ticket. goods: place in GOODS_CLASSES. The other fields as in GoodsTicket and PersonBody; without a load
    the array ends before it."""

    texts: ClassVar = ("number", "name", "vehicle")
    key: _Key
    serial: _Serial
    number: _Named
    name: _Named
    goods: Annotated[int, Meta(ge=0, lt=len(GOODS_CLASSES))]
    vehicle: _Text
    not_before: _EpochSeconds
    not_after: _EpochSeconds
    load: LoadBody | None = None


class PointBody(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, tag=3):
    """A control point. The fields as in ControlPoint and PersonBody."""

    texts: ClassVar = ("number", "name", "place")
    key: _Key
    serial: _Serial
    number: _Named
    name: _Named
    place: _Text
    not_before: _EpochSeconds
    not_after: _EpochSeconds


Body: TypeAlias = PersonBody | TicketBody | PointBody


def encode(body: Body) -> bytes:
    """The one deterministic form of `body`; raises DamagedError where its values are out of bounds."""
    items = msgspec.to_builtins(body, builtin_types=(bytes,))
    _checked(items)
    if isinstance(body, TicketBody) and body.load is None:
        items = items[:-1]
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
        body: Body = msgspec.convert(items, Body)
    except msgspec.ValidationError as error:
        raise DamagedError from error
    texts = [getattr(body, name) for name in body.texts]
    if isinstance(body, TicketBody) and body.load:
        texts += body.load.texts
    readable = all(text.isprintable() for text in texts)
    if not readable or body.not_before >= body.not_after:
        raise DamagedError
    return body
