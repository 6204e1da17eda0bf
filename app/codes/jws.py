"""A JSON Web Signature in its compact form (RFC 7515), its payload packed with raw deflate, as health cards have it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.codes.inflate import DamagedError, inflate
from app.codes.json_value import read_json
from app.codes.signature import PublicKey, holds
from app.codes.trustlist_text import from_base64url

_LONGEST_HEADER = 512


@dataclass(frozen=True, slots=True)
class Jws:
    """header and payload as the JSON they are; signed: the bytes that the signature covers."""

    header: Mapping[str, Any]
    payload: Mapping[str, Any]
    signed: bytes
    signature: bytes

    @property
    def key_id(self) -> str:
        kid = self.header.get("kid")
        return kid if isinstance(kid, str) else ""

    def signed_by(self, key: PublicKey) -> bool:
        """Whether the signature is `key`'s, by ES256, the one algorithm of health cards."""
        return holds("ES256", key, self.signature, self.signed)


def read_jws(token: str) -> Jws:
    """The parts of `token`; raises DamagedError. Nothing may stand before, between or after them."""
    match token.split("."):
        case [header, payload, signature]:
            signed = f"{header}.{payload}".encode()
        case _:
            raise DamagedError
    described = _object(_raw(header))
    if described.get("zip") != "DEF" or described.get("alg") != "ES256" or not described.get("kid"):
        raise DamagedError
    return Jws(described, _object(inflate(_raw(payload), raw=True)), signed, _raw(signature))


def is_packed(data: bytes) -> bool:
    """Whether `data` begins as such a signature does; other tokens in this form are no health cards."""
    header = from_base64url(data[:_LONGEST_HEADER].partition(b".")[0].decode("ascii", "replace"))
    return header is not None and header.startswith(b"{") and b'"DEF"' in header


def _raw(part: str) -> bytes:
    raw = from_base64url(part)
    if not raw:
        raise DamagedError
    return raw


def _object(data: bytes) -> Mapping[str, Any]:
    found = read_json(data)
    if not isinstance(found, Mapping):
        raise DamagedError
    return found
