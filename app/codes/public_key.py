"""Public keys out of DER, also those that OpenSSL will not take as they stand.

Passport authorities write out their curve's parameters instead of naming it, and some RSA keys are marked as for PSS
alone; both are ordinary keys once they are written in the usual way.
"""

from asn1crypto.keys import PublicKeyAlgorithm, PublicKeyAlgorithmId, PublicKeyInfo
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from app.codes.signature import PublicKey

UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, UnsupportedAlgorithm)
"""What asn1crypto and cryptography raise for bytes that are not what they should be."""

_PRIMES: dict[int, ec.EllipticCurve] = {
    2**256 - 2**224 + 2**192 + 2**96 - 1: ec.SECP256R1(),
    2**384 - 2**128 - 2**96 + 2**32 - 1: ec.SECP384R1(),
    2**521 - 1: ec.SECP521R1(),
    0xA9FB57DBA1EEA9BC3E660A909D838D726E3BF623D52620282013481D1F6E5377: ec.BrainpoolP256R1(),
    int("8CB91E82A3386D280F5D6F7E50E641DF152F7109ED5456B412B1DA197FB71123ACD3A729901D1A71874700133107EC53", 16):
        ec.BrainpoolP384R1(),
    int("AADD9DB8DBE9C48B3FD4E6AE33C9FC07CB308DB3B3C9D20ED6639CCA703308717D4D9B009BC66842AECDA12AE6A380E6"
        "2881FF2F2D82C68528AA6056583A48F3", 16): ec.BrainpoolP512R1(),
}  # fmt: skip
"""The field's prime names the curve (SEC 2; RFC 5639). Whatever base point is written beside it is not used."""


class UnusableKeyError(ValueError):
    """These bytes hold no public key that can check a signature here."""


def public_key(der: bytes) -> PublicKey:
    """The elliptic or RSA key in a SubjectPublicKeyInfo; raises UnusableKeyError."""
    try:
        return _loaded(PublicKeyInfo.load(der, strict=True))
    except UNREADABLE as error:
        raise UnusableKeyError from error


def _loaded(info: PublicKeyInfo) -> PublicKey:
    parameters = info["algorithm"]["parameters"]
    if info.algorithm == "ec" and parameters.name == "specified":
        curve = _PRIMES[parameters.chosen["field_id"]["parameters"].native]
        return ec.EllipticCurvePublicKey.from_encoded_point(curve, info["public_key"].native)
    if info.algorithm == "rsassa_pss":
        plain = PublicKeyAlgorithm({"algorithm": PublicKeyAlgorithmId("rsa")})
        info = PublicKeyInfo({"algorithm": plain, "public_key": info["public_key"].parsed})
    key = load_der_public_key(info.dump())
    if isinstance(key, ec.EllipticCurvePublicKey | rsa.RSAPublicKey):
        return key
    raise UnusableKeyError
