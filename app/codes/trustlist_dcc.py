"""Lists of the EU's signers, as the gateway and the member states publish them in JSON.

Each item names its key id and holds a certificate or a bare key: `rawData`, `publicKey`, `x5c`, … Some lists are
objects from key id to such items.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from app.codes.public_key import UnusableKeyError, public_key
from app.codes.trustlist_certificate import certificate_entry
from app.codes.trustlist_entry import Refused, TrustEntry
from app.codes.trustlist_jwk import read_jwk
from app.codes.trustlist_text import dcc_kid, decoded
from app.i18n import tr

_MATERIAL = ("rawData", "certificate", "cert", "x5c", "publicKey", "subjectPk", "subjectPublicKeyInfo", "publicKeyPem")
_SIGNER = ("DSC", "CSCA", "")
"""Types of certificate that concern us; the others are the gateway's own (UPLOAD, AUTHENTICATION)."""


def read_items(items: list[Any], name: str) -> Iterator[TrustEntry | Refused]:
    """Every item of a list: objects, or certificates in base64 or PEM."""
    for number, item in enumerate(items, 1):
        what = tr("{name} 第 {number} 项", name=name, number=number)
        yield _read_item(item if isinstance(item, Mapping) else {"rawData": item}, what)


def read_by_kid(items: Mapping[str, Any], name: str) -> Iterator[TrustEntry | Refused]:
    """Every item of an object whose names are key ids."""
    for kid, value in items.items():
        if dcc_kid(kid) is None:
            yield Refused(kid[:80], tr("不认识这一项。"))
            continue
        for item in value if isinstance(value, list) else [value]:
            inner = item if isinstance(item, Mapping) else {"rawData": item}
            yield _read_item({**inner, "kid": kid}, f"{name} {kid}")


def _read_item(item: Mapping[str, Any], what: str) -> TrustEntry | Refused:
    given = item.get("kid") or item.get("keyId")
    kid, type_, country = dcc_kid(given), item.get("certificateType") or "", item.get("country")
    if isinstance(given, str):
        what = f"{what} {given[:40]}"
    if type_ not in _SIGNER:
        return Refused(what, tr("不是签发证书所用的证书（{type}）。", type=str(type_)[:20]))
    der = _material(item)
    if der is None:
        return read_jwk(item, what) if "kty" in item else Refused(what, tr("没有证书，也没有公钥。"))
    if kid and _is_key(der):
        return TrustEntry(kind="dcc-key", id=kid.hex(), content=der, country=str(country or "")[:3].upper())
    return certificate_entry(
        der, what, kid=kid, kind="authority" if type_ == "CSCA" else "certificate", country=str(country or "")
    )


def _material(item: Mapping[str, Any]) -> bytes | None:
    for name in _MATERIAL:
        value = item.get(name)
        text = value[0] if isinstance(value, list) and value else value
        if isinstance(text, str) and (der := decoded(text)):
            return der
    return None


def _is_key(der: bytes) -> bool:
    try:
        public_key(der)
    except UnusableKeyError:
        return False
    return True
