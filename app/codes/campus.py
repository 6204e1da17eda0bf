"""The campus code (校园码): a signed statement of who somebody is, checked without a network.

    GP1: + base45(body ‖ Ed25519 signature, 64 bytes)

The signature covers PREFIX + body. Base45 (RFC 9285) keeps the whole within QR's alphanumeric mode. The code is a
bearer token: it names the person, and the guard compares; so its life is short, or its list of revocations near.
"""

import secrets
from datetime import datetime, timedelta

import base45
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.clock import CAMPUS
from app.codes.campus_body import MAX_BYTES, PERSON_KINDS, Body, DamagedError, decode, encode
from app.codes.campus_key import public_bytes
from app.codes.claim import Claim, Holder
from app.codes.issuer import Issuer
from app.codes.trust import Trust, key_id
from app.decode.symbol import Symbol
from app.errors import UserError
from app.i18n import mark, tr

SCHEME = b"GP1:"
PREFIX = b"gatepost/campus-code/1\x00"
"""Before the signed body, so that no signature made for something else can pass here."""
SIGNATURE_BYTES = 64
CLOCK_DIFFERENCE = timedelta(minutes=2)
_LONGEST = len(SCHEME) + (MAX_BYTES + SIGNATURE_BYTES + 1) // 2 * 3


def sign(
    number: str, name: str, key: Ed25519PrivateKey, *, not_before: datetime, not_after: datetime,
    person_kind: str = "student", college: str = "",
) -> str:  # fmt: skip
    """The payload of a new campus code for one person, valid from `not_before` to `not_after` (both aware).

    Raises UserError where a text is empty, too long or not printable, or the times are in the wrong order.
    """
    try:
        body = Body(
            1, bytes.fromhex(key_id(public_bytes(key))), secrets.token_bytes(8), number, name,
            PERSON_KINDS.index(person_kind), college, int(not_before.timestamp()), int(not_after.timestamp()),
        )  # fmt: skip
        data = encode(body)
    except ValueError as error:
        sentence = tr("不能为“{number}”签发校园码：学工号、姓名、类别或有效期不合要求，请核对。", number=number)
        raise UserError(sentence) from error
    return SCHEME.decode() + str(base45.b45encode(data + key.sign(PREFIX + data)), "ascii")


def recognise(symbol: Symbol, trust: Trust, now: datetime) -> Claim | None:
    """The campus code in `symbol`, verified or invalid; None where it is none."""
    if not symbol.data.startswith(SCHEME):
        return None
    try:
        data, signature = _unpacked(symbol.data)
        body = decode(data)
    except DamagedError:
        return Claim(kind="campus-code", trust="invalid", issuer="campus", reason="code-damaged")
    reason = _objection(body, data, signature, trust) or _untimely(body, now)
    return Claim(
        kind="campus-code", trust="invalid" if reason else "verified", issuer="campus", reason=reason,
        holder=Holder(number=body.number, name=body.name, person_kind=body.person_kind),
        expires_at=datetime.fromtimestamp(body.not_after, CAMPUS), token=body.serial.hex(),
    )  # fmt: skip


def _unpacked(payload: bytes) -> tuple[bytes, bytes]:
    """Body and signature; raises DamagedError. What base45 would not have written itself is refused too."""
    packed = payload[len(SCHEME) :]
    if len(payload) > _LONGEST:
        raise DamagedError
    try:
        raw = base45.b45decode(packed)
    except ValueError as error:
        raise DamagedError from error
    if len(raw) <= SIGNATURE_BYTES or base45.b45encode(raw) != packed:
        raise DamagedError
    return raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]


def _objection(body: Body, data: bytes, signature: bytes, trust: Trust) -> str:
    """Why this code is not to be believed at any time; empty where it is."""
    name = body.key.hex()
    public = trust.campus_keys.get(name)
    if public is None or name in trust.revoked_keys:
        return "code-wrong-key"
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, PREFIX + data)
    except InvalidSignature:
        return "code-forged"
    return "code-revoked" if body.serial.hex() in trust.revoked_codes else ""


def _untimely(body: Body, now: datetime) -> str:
    """Why this code is not to be believed now; empty where it is. The issuer's clock may be a little ahead."""
    moment = now.timestamp()
    if moment + CLOCK_DIFFERENCE.total_seconds() < body.not_before:
        return "code-not-yet-valid"
    return "code-expired" if moment > body.not_after else ""


ISSUER = Issuer("campus", mark("校园码"), recognise, order=10)
