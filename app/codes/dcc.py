"""The EU digital COVID certificate, verified offline (eHealth network, Digital Green Certificates volumes 1 to 5).

HC1: + base45(zlib(COSE_Sign1(CWT: 1 issuer, 4 expires, 6 issued, -260 {1: certificate})))
"""

from dataclasses import dataclass
from datetime import datetime

import base45

from app.codes import dcc_content, dcc_schema
from app.codes.certificate import facts
from app.codes.certificate_values import digest, epoch, fields, from_epoch, text, untimely
from app.codes.claim import Claim
from app.codes.claim import Trust as Standing
from app.codes.cose import Sign1, read_cbor, read_sign1
from app.codes.inflate import DamagedError, inflate
from app.codes.issuer import Issuer
from app.codes.public_key import public_key
from app.codes.trust import Trust
from app.codes.trustlist_index import DccKey
from app.decode.symbol import Symbol
from app.i18n import mark

SCHEME = b"HC1:"
LONGEST = 8192
"""Bytes; a QR code holds 4,296 letters of base45."""
_ISSUER, _EXPIRES, _ISSUED, _HEALTH = 1, 4, 6, -260
_OIDS = {"t": "1", "v": "2", "r": "3"}
_ARCS = ("1.3.6.1.4.1.1847.2021.1.", "1.3.6.1.4.1.0.1847.2021.1.")
"""Of the extended key usage's purposes; the second stood in the first guidelines and is in many certificates."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """What the CWT says. issued, expires: epoch seconds."""

    issuer: str
    issued: float | None
    expires: float | None
    content: dcc_content.Content


def recognise(symbol: Symbol, trust: Trust, now: datetime) -> Claim | None:
    """The certificate in `symbol`; None where it is none."""
    if not symbol.data.startswith(SCHEME):
        return None
    try:
        message = _message(symbol.data)
        statement = _statement(message.payload)
    except DamagedError:
        return Claim(kind="eu-dcc", trust="invalid", reason="certificate-damaged")
    token = digest(dcc_content.identifier(statement.content) or message.payload)
    standing, reason = _standing(message, statement, trust, now)
    if token in trust.revoked_codes:
        standing, reason = "invalid", "certificate-revoked"
    return Claim(
        kind="eu-dcc", trust=standing, issuer=statement.issuer, reason=reason, token=token,
        holder=dcc_content.holder(statement.content), expires_at=from_epoch(statement.expires),
        tests=dcc_content.tests(statement.content), vaccination=dcc_content.vaccination(statement.content),
    )  # fmt: skip


def _message(payload: bytes) -> Sign1:
    if len(payload) > LONGEST:
        raise DamagedError
    try:
        packed = base45.b45decode(payload[len(SCHEME) :])
    except ValueError as error:
        raise DamagedError from error
    return read_sign1(inflate(packed))


def _statement(payload: bytes) -> _Statement:
    claims = fields(read_cbor(payload))
    content = fields(claims.get(_HEALTH)).get(1)
    if not fields(content):
        raise DamagedError
    return _Statement(
        text(claims.get(_ISSUER)), epoch(claims.get(_ISSUED)), epoch(claims.get(_EXPIRES)), fields(content)
    )


def _standing(message: Sign1, statement: _Statement, trust: Trust, now: datetime) -> tuple[Standing, str]:
    """How far to believe it, and why not, or what is remarkable although."""
    keys = trust.foreign.dcc.get(message.key_id, ())
    late = untimely(now, statement.issued, statement.expires)
    if not keys:
        return ("invalid", late) if late else ("read", "issuer-unknown")
    signers = [key for key in keys if _signed(message, key)]
    if not signers:
        return "invalid", "certificate-forged"
    if not any(_may_certify(key, dcc_content.purposes(statement.content)) for key in signers):
        return "invalid", "certificate-key-usage"
    if late:
        return "invalid", late
    return "verified", "" if dcc_schema.follows(statement.content) else "certificate-schema"


def _signed(message: Sign1, key: DccKey) -> bool:
    return message.signed_by(facts(key.der).key if key.certificate else public_key(key.der))


def _may_certify(key: DccKey, purposes: set[str]) -> bool:
    """Whether the signer's extended key usage, where it has one, names all of `purposes`, and one at least."""
    named = facts(key.der).purposes if key.certificate else None
    if named is None:
        return True
    allowed = {purpose for purpose, last in _OIDS.items() if any(arc + last in named for arc in _ARCS)}
    return bool(allowed) and purposes <= allowed


ISSUER = Issuer("eu-dcc", mark("欧盟数字新冠证书"), recognise, order=20)
