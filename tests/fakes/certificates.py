"""Issuers of foreign certificates, made up: keys, X.509 certificates, and credentials signed with them."""

import base64
import json
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import base45
import cbor2
import rfc8785
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID, ObjectIdentifier

from app.codes.trustlist_index import kid_of
from app.codes.trustlist_jwk import thumbprint

NOW = datetime(2021, 6, 15, 12, 0, tzinfo=UTC)
OID = "1.3.6.1.4.1.1847.2021.1."
DAY = timedelta(days=1)
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
_HASHES = {"256": SHA256(), "384": SHA384(), "512": SHA512()}


def elliptic(number: int, curve: ec.EllipticCurve | None = None) -> ec.EllipticCurvePrivateKey:
    """The same key in every process for the same number, since examples are made from it."""
    return ec.derive_private_key(number * 7919 + 11, curve or ec.SECP256R1())


def certificate(
    key: Key, name: str = "DSC of Utopia", purposes: Sequence[str] | None = None, by: Key | None = None,
    issuer: str | None = None, authority: bool = False, until: datetime = NOW + 700 * DAY,
) -> bytes:  # fmt: skip
    """DER, of Utopia (UT); self-signed unless `by` and `issuer` say otherwise."""
    names = [
        x509.Name(
            [x509.NameAttribute(NameOID.COUNTRY_NAME, "UT"), x509.NameAttribute(NameOID.COMMON_NAME, one)]
        ) for one in (name, issuer or name)
    ]  # fmt: skip
    builder = x509.CertificateBuilder(names[1], names[0], key.public_key(), 1000, NOW - 30 * DAY, until)
    if purposes is not None:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ObjectIdentifier(one) for one in purposes]), False)
    if authority:
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
    deterministic = True if isinstance(by or key, ec.EllipticCurvePrivateKey) else None
    return builder.sign(by or key, SHA256(), ecdsa_deterministic=deterministic).public_bytes(Encoding.DER)


def pem(der: bytes, label: str = "CERTIFICATE") -> str:
    return f"-----BEGIN {label}-----\n{base64.encodebytes(der).decode()}-----END {label}-----\n"


def sign(key: Key, algorithm: str, message: bytes) -> bytes:
    """As JOSE and COSE write signatures."""
    digest = _HASHES[algorithm[2:]]
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(message, padding.PSS(padding.MGF1(digest), digest.digest_size), digest)
    size = (key.curve.key_size + 7) // 8
    return b"".join(
        part.to_bytes(size, "big")
        for part in decode_dss_signature(key.sign(message, ec.ECDSA(digest, deterministic_signing=True)))
    )


VACCINATION = {
    "tg": "840539006", "vp": "1119349007", "mp": "EU/1/20/1528", "ma": "ORG-100030215", "dn": 2, "sd": 2,
    "dt": "2021-06-01", "co": "UT", "is": "Ministry of Health", "ci": "URN:UVCI:01:UT:1",
}  # fmt: skip
TEST = {
    "tg": "840539006", "tt": "LP6464-4", "sc": "2021-06-14T08:00:00+02:00", "tr": "260415000", "tc": "Harbour",
    "co": "UT", "is": "Ministry of Health", "ci": "URN:UVCI:01:UT:2",
}  # fmt: skip
RECOVERY = {
    "tg": "840539006", "fr": "2021-02-20", "df": "2021-03-04", "du": "2021-08-20", "co": "UT",
    "is": "Ministry of Health", "ci": "URN:UVCI:01:UT:3",
}  # fmt: skip


def content(**entries: Any) -> dict[str, Any]:
    name = {"fn": "Müster", "fnt": "MUESTER", "gn": "Ada", "gnt": "ADA"}
    return {"ver": "1.3.0", "nam": name, "dob": "1998-02-26", **entries}


def cwt(health: Any, issued: Any = NOW - DAY, expires: Any = NOW + 100 * DAY) -> bytes:
    times = [int(at.timestamp()) if isinstance(at, datetime) else at for at in (issued, expires)]
    return cbor2.dumps({1: "UT", 6: times[0], 4: times[1], -260: {1: health}})


def cose(
    payload: bytes, key: Key, kid: bytes, algorithm: str = "ES256", protected: dict[int, Any] | None = None,
    loose: dict[int, Any] | None = None,
) -> bytes:  # fmt: skip
    numbers = {"ES256": -7, "ES384": -35, "PS256": -37}
    head = cbor2.dumps({1: numbers[algorithm], 4: kid} if protected is None else protected)
    signature = sign(key, algorithm, cbor2.dumps(["Signature1", head, b"", payload]))
    return cbor2.dumps(cbor2.CBORTag(18, [head, loose or {}, payload, signature]))


def dcc(message: bytes) -> bytes:
    return b"HC1:" + base45.b45encode(zlib.compress(message))


def issued_dcc(key: Key, der: bytes, health: Any, algorithm: str = "ES256", **times: Any) -> bytes:
    return dcc(cose(cwt(health, **times), key, kid_of(der), algorithm))


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def jwk(key: ec.EllipticCurvePrivateKey) -> dict[str, Any]:
    numbers = key.public_key().public_numbers()
    size = (key.curve.key_size + 7) // 8
    found = {"kty": "EC", "crv": "P-256", "x": b64(numbers.x.to_bytes(size)), "y": b64(numbers.y.to_bytes(size))}
    return {**found, "kid": thumbprint(found), "use": "sig", "alg": "ES256"}


def jws(key: ec.EllipticCurvePrivateKey, payload: bytes, **header: Any) -> str:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(payload) + packer.flush()
    head = {"zip": "DEF", "alg": "ES256", "kid": jwk(key)["kid"], **header}
    signed = f"{b64(json.dumps({k: v for k, v in head.items() if v}).encode())}.{b64(packed)}"
    return f"{signed}.{b64(sign(key, 'ES256', signed.encode()))}"


def numeric(letters: str, chunk: str = "") -> bytes:
    return f"shc:/{chunk}{''.join(f'{ord(letter) - 45:02}' for letter in letters)}".encode()


def card(*resources: dict[str, Any], iss: str = "https://health.example/issuer", **more: Any) -> bytes:
    """The payload of a SMART Health Card of one patient."""
    patient = {"resourceType": "Patient", "name": [{"family": "Muster", "given": ["Ada", "B."]}]}
    entries = [{"resource": one} for one in ({**patient, "birthDate": "1998-02-26"}, *resources)]
    vc = {"type": ["https://smarthealth.cards#health-card"], **more.pop("vc", {})}
    vc["credentialSubject"] = {"fhirVersion": "4.0.1", "fhirBundle": {"resourceType": "Bundle", "entry": entries}}
    return json.dumps({"iss": iss, "nbf": (NOW - DAY).timestamp(), "vc": vc, **more}).encode()


def seal(message: Any, key: Key, der: bytes, kind: str = "icao.vacc", algorithm: str = "ES256") -> bytes:
    """A VDS-NC; written with spaces and unsorted, since only the canonical form is signed."""
    data = {"msg": message, "hdr": {"t": kind, "v": 1, "is": "UTO"}}
    signature = {"alg": algorithm, "sigvl": b64(sign(key, algorithm, rfc8785.dumps(data))), "cer": b64(der)}
    return json.dumps({"sig": signature, "data": data}, ensure_ascii=False).encode()
