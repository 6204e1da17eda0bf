"""Checks one signature with one public key. Algorithms are named as JOSE names them (RFC 7518; COSE's are mapped)."""

from typing import TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

PublicKey: TypeAlias = ec.EllipticCurvePublicKey | rsa.RSAPublicKey

HASHES: dict[str, hashes.HashAlgorithm] = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}


def holds(algorithm: str, key: PublicKey, signature: bytes, message: bytes) -> bool:
    """Whether `signature` is `key`'s on `message`; False also where the algorithm is not for this kind of key.

    algorithm: "ES256", "ES384", "ES512" (the two numbers side by side, RFC 7518, 3.4), "PS256", "PS384", "PS512".
    """
    digest = HASHES.get(algorithm[2:])
    if digest is None:
        return False
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            return algorithm.startswith("ES") and _holds_ecdsa(key, signature, message, digest)
        if algorithm.startswith("PS"):
            key.verify(signature, message, padding.PSS(padding.MGF1(digest), padding.PSS.DIGEST_LENGTH), digest)
            return True
    except InvalidSignature:
        pass
    return False


def _holds_ecdsa(
    key: ec.EllipticCurvePublicKey, signature: bytes, message: bytes, digest: hashes.HashAlgorithm
) -> bool:
    size = (key.curve.key_size + 7) // 8
    if len(signature) != 2 * size:
        return False
    r, s = int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big")
    key.verify(encode_dss_signature(r, s), message, ec.ECDSA(digest))
    return True
