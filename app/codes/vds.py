"""ICAO VDS-NC, the visible digital seal for places with room for it, verified offline (ICAO TR VDS-NC 1.1).

    {"data": {"hdr": {"t", "v", "is"}, "msg": {…}}, "sig": {"alg", "sigvl", "cer"}}

Signed is `data` in canonical form (RFC 8785). The signer's certificate travels in the code; it counts where its
state's certification authority (CSCA) is trusted and issued it, or where it is trusted itself.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import rfc8785

from app.codes import vds_content
from app.codes.certificate import Facts, facts, issued, may_have_issued
from app.codes.certificate_values import digest, fields, from_epoch, text, untimely
from app.codes.claim import Claim
from app.codes.claim import Trust as Standing
from app.codes.inflate import DamagedError
from app.codes.issuer import Issuer
from app.codes.json_value import read_json
from app.codes.public_key import UnusableKeyError
from app.codes.signature import holds
from app.codes.trust import Trust
from app.codes.trustlist_index import Foreign
from app.codes.trustlist_text import from_base64url
from app.decode.symbol import Symbol
from app.i18n import mark

LONGEST = 8192
_OWN_PURPOSE = "2.23.136.1.1.14.2"
"""id-icao-vdsnc-barcodeSigner: what a signer's extended key usage names, where it has one."""


def recognise(symbol: Symbol, trust: Trust, now: datetime) -> Claim | None:
    """The seal in `symbol`; None where it is none."""
    seal = _seal(symbol.data)
    if seal is None:
        return None
    data, signature = fields(seal.get("data")), fields(seal.get("sig"))
    message = fields(data.get("msg"))
    standing, reason, signer = _standing(data, signature, trust.foreign, now)
    token = digest(vds_content.identifier(message) or symbol.data)
    if token in trust.revoked_codes:
        standing, reason = "invalid", "certificate-revoked"
    return Claim(
        kind="vds-nc", trust=standing, reason=reason, issuer=text(fields(data.get("hdr")).get("is")), token=token,
        holder=vds_content.holder(message), tests=vds_content.tests(message),
        expires_at=from_epoch(signer.not_after.timestamp()) if signer else None,
        vaccination=vds_content.vaccination(message),
    )  # fmt: skip


def _seal(payload: bytes) -> Mapping[Any, Any] | None:
    """The JSON of a seal; None for anything else. Some wallets write a list of the one seal."""
    if payload[:1] not in (b"{", b"[") or b'"sig"' not in payload or len(payload) > LONGEST:
        return None
    try:
        found = read_json(payload)
    except DamagedError:
        return None
    seal = fields(found[0] if isinstance(found, list) and len(found) == 1 else found)
    kind = fields(fields(seal.get("data")).get("hdr")).get("t")
    return seal if isinstance(kind, str) and kind.startswith("icao.") and "sig" in seal else None


def _standing(
    data: Mapping[Any, Any], signature: Mapping[Any, Any], foreign: Foreign, now: datetime
) -> tuple[Standing, str, Facts | None]:
    """How far to believe it, why not, and the signer's certificate once its signature is found good."""
    der = _bytes(signature.get("cer"))
    if not der:
        return "read", "issuer-unknown", None
    try:
        signer, message = facts(der), rfc8785.dumps(dict(data))
    except (UnusableKeyError, rfc8785.CanonicalizationError, ValueError, RecursionError):
        return "invalid", "certificate-damaged", None
    if not holds(text(signature.get("alg")), signer.key, _bytes(signature.get("sigvl")), message):
        return "invalid", "certificate-forged", None
    if signer.purposes is not None and _OWN_PURPOSE not in signer.purposes:
        return "invalid", "certificate-key-usage", signer
    if late := untimely(now, signer.not_before.timestamp(), signer.not_after.timestamp()):
        return "invalid", late, signer
    return (*_chain(der, signer, foreign), signer)


def _chain(der: bytes, signer: Facts, foreign: Foreign) -> tuple[Standing, str]:
    """Whether the signer is trusted: itself, or by an authority; one that only names an authority is a forger."""
    if der in foreign.certificates:
        return "verified", ""
    named = [authority for authority in foreign.authorities if may_have_issued(facts(authority), signer)]
    if any(issued(authority, der) for authority in named):
        return "verified", ""
    return ("invalid", "certificate-forged") if named else ("read", "issuer-unknown")


def _bytes(value: object) -> bytes:
    return (from_base64url(value) or b"") if isinstance(value, str) else b""


ISSUER = Issuer("vds-nc", mark("国际民航组织可视数字印章"), recognise, order=22)
