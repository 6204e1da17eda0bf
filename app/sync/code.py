"""The one-time enrolment code, and what both ends prove with it. Pure: no network, no storage.

A code is 28 letters and digits in groups of four: 12 of a secret (60 bits), 15 of the fingerprint of the centre's key
(75 bits), and one that shows a mistyped code. The alphabet is Crockford's base 32 (no I, L, O, U). The secret itself
never travels: the station proves that it has it, so a false centre learns nothing it could use.
"""

import hashlib
import hmac
import secrets
from typing import NamedTuple

from app.sync.protocol import EnrolRequest

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SECRET, _FINGERPRINT = 12, 15
_LENGTH = _SECRET + _FINGERPRINT + 1
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"} | dict.fromkeys("- \t\r\n－—–"))


class Code(NamedTuple):
    """A code taken apart. secret: kept from everybody but its station; fingerprint: of the centre's key."""

    secret: str
    fingerprint: str

    def __str__(self) -> str:
        whole = self.secret + self.fingerprint
        whole += _check(whole)
        return "-".join(whole[start : start + 4] for start in range(0, _LENGTH, 4))


def make(centre_key: bytes) -> Code:
    """A new code of the centre whose Ed25519 public key (32 bytes) is `centre_key`."""
    return Code("".join(secrets.choice(ALPHABET) for _ in range(_SECRET)), fingerprint(centre_key))


def read(text: str) -> Code | None:
    """The code in what somebody typed or pasted, in whatever case and grouping; None where it is mistyped."""
    bare = text.upper().translate(_MISREAD)
    if len(bare) != _LENGTH or any(letter not in ALPHABET for letter in bare) or _check(bare[:-1]) != bare[-1]:
        return None
    return Code(bare[:_SECRET], bare[_SECRET:-1])


def fingerprint(centre_key: bytes) -> str:
    """The first 75 bits of the SHA-256 of a public key, as 15 letters and digits."""
    return _letters(hashlib.sha256(b"gatepost-centre\0" + centre_key).digest(), _FINGERPRINT)


def proof_key(secret: str) -> bytes:
    """What the centre keeps of a code instead of its secret: the key of the station's proof."""
    return hashlib.sha256(b"gatepost-code\0" + secret.encode()).digest()


def proof(key: bytes, request: EnrolRequest) -> bytes:
    """HMAC-SHA-256 over the request by `proof_key(secret)`."""
    return hmac.digest(key, request_words(request), "sha256")


def request_words(request: EnrolRequest) -> bytes:
    """The bytes that a station's proof and signature stand for."""
    parts = [request.station.encode(), request.name.encode(), request.post.encode(), request.public_key, request.nonce]
    return _joined(b"gatepost-enrol-request-1", parts)


def reply_words(request: EnrolRequest, token: str, station_name: str, centre_name: str) -> bytes:
    """The bytes that the centre signs: its answer, bound to this very request."""
    return _joined(
        b"gatepost-enrol-reply-1", [request_words(request), token.encode(), station_name.encode(), centre_name.encode()]
    )


def _joined(head: bytes, parts: list[bytes]) -> bytes:
    """Each part with its length before it, so that no two lists give the same bytes."""
    return head + b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _check(bare: str) -> str:
    return _letters(hashlib.sha256(b"gatepost-check\0" + bare.encode()).digest(), 1)


def _letters(digest: bytes, count: int) -> str:
    number = int.from_bytes(digest, "big") >> (8 * len(digest) - 5 * count)
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(5 * (count - 1), -1, -5))
