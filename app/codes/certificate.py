"""What is asked of a certificate (X.509, RFC 5280): its key, its times, its purposes, and who issued it.

Read with asn1crypto, since `cryptography` refuses some that states really use (empty extensions, defaults written
out, curves written out).
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from asn1crypto.x509 import Certificate
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding

from app.codes.public_key import UNREADABLE, UnusableKeyError, public_key
from app.codes.signature import HASHES, PublicKey

LONGEST = 16_384
"""Bytes; certificates of states have about 2,000."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a certificate says.

    purposes: the extended key usage's object identifiers; None where it names none, be it in an empty list.
    authority: whether it may issue others. subject, issuer: names, comparable; "" for an identifier that is not there.
    """

    key: PublicKey
    not_before: datetime
    not_after: datetime
    purposes: frozenset[str] | None
    authority: bool
    subject: str
    issuer: str
    subject_key: bytes
    issuer_key: bytes
    country: str
    label: str


@lru_cache(maxsize=4096)
def facts(der: bytes) -> Facts:
    """What the one certificate in `der` says; raises UnusableKeyError."""
    if len(der) > LONGEST:
        raise UnusableKeyError
    try:
        return _facts(Certificate.load(der, strict=True))
    except UNREADABLE as error:
        raise UnusableKeyError from error


def issued(authority: bytes, der: bytes) -> bool:
    """Whether the certificate `authority` signed the certificate `der`."""
    try:
        certificate = Certificate.load(der, strict=True)
        return facts(authority).authority and _signed(facts(authority).key, certificate)
    except UNREADABLE:
        return False


def may_have_issued(authority: Facts, certificate: Facts) -> bool:
    """Whether name or key identifier say so; the signature is looked at afterwards."""
    by_key = bool(certificate.issuer_key) and certificate.issuer_key == authority.subject_key
    return by_key or certificate.issuer == authority.subject


def _facts(certificate: Certificate) -> Facts:
    purposes = certificate.extended_key_usage_value
    subject = certificate.subject.native
    names = (subject.get(part, "") for part in ("common_name", "organization_name", "country_name"))
    return Facts(
        key=public_key(certificate.public_key.dump()),
        not_before=certificate.not_valid_before, not_after=certificate.not_valid_after,
        purposes=frozenset(one.dotted for one in purposes) if purposes else None,
        authority=_is_authority(certificate),
        subject=certificate.subject.hashable, issuer=certificate.issuer.hashable,
        subject_key=certificate.key_identifier or b"", issuer_key=certificate.authority_key_identifier or b"",
        country=str(subject.get("country_name", ""))[:3].upper(),
        label=next((str(name) for name in names if name), "")[:80],
    )  # fmt: skip


def _is_authority(certificate: Certificate) -> bool:
    """Basic constraints say so; one of version 1 has none, and is an authority where it signed itself."""
    constraints, usage = certificate.basic_constraints_value, certificate.key_usage_value
    if constraints is None:
        return bool(certificate.issuer.hashable == certificate.subject.hashable)
    return bool(constraints["ca"].native) and (usage is None or "key_cert_sign" in usage.native)


def _signed(key: PublicKey, certificate: Certificate) -> bool:
    algorithm = certificate["signature_algorithm"]
    digest = HASHES.get(algorithm.hash_algo.removeprefix("sha"))
    if digest is None:
        return False
    message, signature = certificate["tbs_certificate"].dump(), certificate["signature_value"].native
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, message, ec.ECDSA(digest))
        elif algorithm.signature_algo == "rsassa_pss":
            key.verify(signature, message, padding.PSS(padding.MGF1(digest), padding.PSS.AUTO), digest)
        else:
            key.verify(signature, message, padding.PKCS1v15(), digest)
    except InvalidSignature:
        return False
    return True
