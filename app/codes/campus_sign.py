"""Signs campus codes: for a person, for a delivery of goods, for a control point."""

import secrets
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.codes.campus_body import PERSON_KINDS, Body, LoadBody, PersonBody, PointBody, TicketBody, decode, encode
from app.codes.campus_key import public_bytes
from app.codes.campus_seal import seal, unseal
from app.codes.campus_things import GOODS_CLASSES, ControlPoint, GoodsTicket, Load
from app.codes.trust import key_id
from app.errors import UserError
from app.i18n import tr

SERIAL_BYTES = 8


def sign(
    number: str, name: str, key: Ed25519PrivateKey, *, not_before: datetime, not_after: datetime,
    person_kind: str = "student", college: str = "",
) -> str:  # fmt: skip
    """The payload of a new campus code for one person, valid from `not_before` to `not_after` (both aware).

    Raises UserError where a text is empty, too long or not printable, or the times are in the wrong order.
    """
    kind = PERSON_KINDS.index(person_kind) if person_kind in PERSON_KINDS else -1
    return _sealed(
        PersonBody(*_head(key), number, name, kind, college, *_span(not_before, not_after)), key,
    )  # fmt: skip


def sign_ticket(ticket: GoodsTicket, key: Ed25519PrivateKey, *, not_before: datetime, not_after: datetime) -> str:
    """The same for a delivery of goods, which may come from `not_before` to `not_after`."""
    goods = GOODS_CLASSES.index(ticket.goods_class)
    span = _span(not_before, not_after)
    load = _load(ticket.load) if ticket.load else None
    return _sealed(TicketBody(*_head(key), ticket.number, ticket.name, goods, ticket.vehicle, *span, load), key)


def sign_point(point: ControlPoint, key: Ed25519PrivateKey, *, not_before: datetime, not_after: datetime) -> str:
    """The same for a control point."""
    span = _span(not_before, not_after)
    return _sealed(PointBody(*_head(key), point.number, point.name, point.place, *span), key)


def token_of(payload: str) -> str:
    """The serial of a payload signed here, as `Claim.token` has it."""
    data, _ = unseal(payload.encode())
    return decode(data).serial.hex()


def _load(load: Load) -> LoadBody:
    return LoadBody(load.lines, load.more, bytes.fromhex(load.digest), load.store)


def _head(key: Ed25519PrivateKey) -> tuple[bytes, bytes]:
    return bytes.fromhex(key_id(public_bytes(key))), secrets.token_bytes(SERIAL_BYTES)


def _span(not_before: datetime, not_after: datetime) -> tuple[int, int]:
    return int(not_before.timestamp()), int(not_after.timestamp())


def _sealed(body: Body, key: Ed25519PrivateKey) -> str:
    try:
        data = encode(body)
    except ValueError as error:
        sentence = tr("不能为“{number}”签发校园码：编号、名称、类别或有效期不合要求，请核对。", number=body.number)
        raise UserError(sentence) from error
    return seal(data, key)
