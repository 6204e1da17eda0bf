"""How a campus code's body is signed and packed into text, and unpacked and checked again.

    GP1: + base45(body ‖ Ed25519 signature, 64 bytes)

The signature covers PREFIX + body. Base45 (RFC 9285) keeps the whole within QR's alphanumeric mode.
"""

import base45
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.codes.campus_body import MAX_BYTES, DamagedError

SCHEME = b"GP1:"
PREFIX = b"gatepost/campus-code/1\x00"
"""Before the signed body, so that no signature made for something else can pass here."""
SIGNATURE_BYTES = 64
_LONGEST = len(SCHEME) + (MAX_BYTES + SIGNATURE_BYTES + 1) // 2 * 3


def seal(data: bytes, key: Ed25519PrivateKey) -> str:
    """The payload that holds the body `data` and its signature."""
    return SCHEME.decode() + str(base45.b45encode(data + key.sign(PREFIX + data)), "ascii")


def unseal(payload: bytes) -> tuple[bytes, bytes]:
    """Body and signature, neither checked; raises DamagedError, also for what base45 would not have written itself."""
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


def holds(public: bytes, signature: bytes, data: bytes) -> bool:
    """Whether `signature` is that of the key `public` (32 bytes) on the body `data`."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, PREFIX + data)
    except InvalidSignature:
        return False
    return True
