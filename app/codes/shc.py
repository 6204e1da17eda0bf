"""SMART Health Cards, verified offline (specification 1.4, and the earlier ones with several codes for one card)."""

from datetime import datetime

from app.codes import shc_content
from app.codes.certificate_values import digest, epoch, fields, from_epoch, text, untimely
from app.codes.claim import Claim
from app.codes.claim import Trust as Standing
from app.codes.inflate import DamagedError
from app.codes.issuer import Issuer
from app.codes.jws import Jws, is_packed, read_jws
from app.codes.public_key import public_key
from app.codes.shc_numeric import LONGEST_CHUNK, MOST_CHUNKS, SCHEME, TooLongError, read_chunk
from app.codes.trust import Trust
from app.decode.symbol import Symbol
from app.i18n import mark

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LONGEST = MOST_CHUNKS * LONGEST_CHUNK


def recognise(symbol: Symbol, trust: Trust, now: datetime) -> Claim | None:
    """The card in `symbol`; None where it is none. A part of one says so: see app.codes.shc_chunks.

    A card joined of its parts, or out of a file, is the JWS itself.
    """
    bare = symbol.data.removeprefix(_BYTE_ORDER_MARK)
    if not bare.startswith(SCHEME) and not is_packed(bare):
        return None
    try:
        token = _letters(symbol.data)
        return _claim(read_jws(token), trust, now) if token else _part(symbol.data)
    except TooLongError:
        return Claim(kind="shc", trust="invalid", reason="shc-too-long")
    except DamagedError:
        return Claim(kind="shc", trust="invalid", reason="certificate-damaged")


def _letters(payload: bytes) -> str:
    """The JWS; empty for a part of one."""
    if payload.startswith(SCHEME):
        chunk = read_chunk(payload)
        return chunk.letters if chunk.count == 1 else ""
    if not payload.isascii():
        raise DamagedError
    if len(payload) > _LONGEST:
        raise TooLongError
    return payload.decode("ascii")


def _part(payload: bytes) -> Claim:
    return Claim(kind="shc", trust="read", reason="shc-incomplete", token=digest(payload))


def _claim(jws: Jws, trust: Trust, now: datetime) -> Claim:
    standing, reason = _standing(jws, trust, now)
    token = digest(jws.signed)
    if token in trust.revoked_codes:
        standing, reason = "invalid", "certificate-revoked"
    return Claim(
        kind="shc", trust=standing, reason=reason, issuer=text(jws.payload.get("iss")), token=token,
        holder=shc_content.holder(jws.payload), expires_at=from_epoch(epoch(jws.payload.get("exp"))),
        tests=shc_content.tests(jws.payload), vaccination=shc_content.vaccination(jws.payload),
    )  # fmt: skip


def _standing(jws: Jws, trust: Trust, now: datetime) -> tuple[Standing, str]:
    """How far to believe it, and why not."""
    late = untimely(now, epoch(jws.payload.get("nbf")), epoch(jws.payload.get("exp")))
    issuer = jws.payload.get("iss")
    if not isinstance(issuer, str) or not issuer:
        return "invalid", "certificate-damaged"
    keys = trust.foreign.shc.get(jws.key_id, ())
    if not keys and issuer not in trust.foreign.shc_issuers:
        return ("invalid", late) if late else ("read", "issuer-unknown")
    theirs = [key for key in keys if key.issuer == issuer or not (key.issuer or issuer in trust.foreign.shc_issuers)]
    if not theirs:
        return "invalid", "issuer-key-mismatch"
    if not any(jws.signed_by(public_key(key.der)) for key in theirs):
        return "invalid", "certificate-forged"
    if _revoked(jws, trust):
        return "invalid", "certificate-revoked"
    if not fields(jws.payload.get("vc")):
        return "invalid", "certificate-damaged"
    return ("invalid", late) if late else ("verified", "")


def _revoked(jws: Jws, trust: Trust) -> bool:
    """Whether the card's revocation id is on its key's list; a card without one cannot be revoked this way."""
    rid = fields(jws.payload.get("vc")).get("rid")
    before = trust.foreign.shc_revoked.get(jws.key_id, {}).get(rid) if isinstance(rid, str) else None
    return before is not None and (epoch(jws.payload.get("nbf")) or 0.0) < before


ISSUER = Issuer("shc", mark("SMART 健康卡"), recognise, order=21)
