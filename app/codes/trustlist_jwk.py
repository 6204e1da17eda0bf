"""JSON Web Keys (RFC 7517): those of SMART Health Card issuers, and EU keys that a list writes this way."""

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from asn1crypto.x509 import Certificate
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.codes.public_key import UNREADABLE
from app.codes.trustlist_entry import Refused, TrustEntry
from app.codes.trustlist_text import dcc_kid, decoded
from app.i18n import tr

_CURVES = {"P-256": ec.SECP256R1(), "P-384": ec.SECP384R1(), "P-521": ec.SECP521R1()}
Jwk = Mapping[str, Any]


def read_jwks(keys: list[Any], name: str, issuer: str = "") -> Iterator[TrustEntry | Refused]:
    """Every key of a set. Where the set does not say whose it is, a certificate of one of its keys may."""
    issuer = issuer or next(filter(None, map(_named_issuer, keys)), "")
    for number, key in enumerate(keys, 1):
        yield read_jwk(key, tr("{name} 第 {number} 项", name=name, number=number), issuer)


def read_jwk(key: object, what: str, issuer: str = "") -> TrustEntry | Refused:
    """One key; by its id it is the EU's (8 bytes) or a SMART Health Card issuer's (its own thumbprint)."""
    if not isinstance(key, Mapping):
        return Refused(what, tr("不是 JSON 密钥。"))
    if "d" in key:
        return Refused(what, tr("这是私钥，不应交给值守台。请只提供公钥。"))
    try:
        public = _public(key)
    except (ValueError, TypeError, KeyError, UnsupportedAlgorithm):
        return Refused(what, tr("公钥不完整，或者不是能使用的一种。"))
    if kid := dcc_kid(key.get("kid")):
        return TrustEntry(kind="dcc-key", id=kid.hex(), content=public)
    if unfit := _unfit(key):
        return Refused(what, unfit)
    return TrustEntry(kind="shc-key", id=thumbprint(key), content=public, issuer=issuer)


def thumbprint(key: Jwk) -> str:
    """The id that follows from an elliptic key itself (RFC 7638), as SMART Health Cards want it."""
    members = {member: key[member] for member in ("crv", "kty", "x", "y")}
    canonical = json.dumps(members, sort_keys=True, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(hashlib.sha256(canonical).digest()).rstrip(b"=").decode()


def _unfit(key: Jwk) -> str:
    """Why this is no key of a SMART Health Card issuer ("Issuer keys" of its specification); empty where it is one."""
    wanted = {"kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig"}
    wrong = [member for member, value in wanted.items() if key.get(member, value) != value]
    if wrong:
        return tr("密钥的 {member} 不合 SMART Health Card 的规定。", member=wrong[0])
    if key.get("kid", thumbprint(key)) != thumbprint(key):
        return tr("密钥编号与密钥不符。")
    return ""


def _public(key: Jwk) -> bytes:
    """SubjectPublicKeyInfo."""
    public: ec.EllipticCurvePublicKey | rsa.RSAPublicKey
    if key["kty"] == "EC":
        public = ec.EllipticCurvePublicNumbers(_number(key["x"]), _number(key["y"]), _CURVES[key["crv"]]).public_key()
    elif key["kty"] == "RSA":
        public = rsa.RSAPublicNumbers(_number(key["e"]), _number(key["n"])).public_key()
    else:
        raise ValueError
    return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _number(text: str) -> int:
    raw = decoded(text)
    if not raw or len(raw) > 1024:
        raise ValueError
    return int.from_bytes(raw, "big")


def _named_issuer(key: object) -> str:
    """The `iss` in the subject's alternative name of a key's certificate ("X.509 validation" of the specification)."""
    chain = key.get("x5c") if isinstance(key, Mapping) else None
    der = decoded(chain[0]) if isinstance(chain, list) and chain and isinstance(chain[0], str) else None
    if not der:
        return ""
    try:
        names = Certificate.load(der).subject_alt_name_value or ()
        addresses = [one.native for one in names if one.name == "uniform_resource_identifier"]
    except UNREADABLE:
        return ""
    return next((address for address in addresses if address.startswith("https://")), "")
