"""What the station believes: public keys and revocations. Handed to whoever recognises a code, never global."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.codes.trustlist_entry import TrustEntry
from app.codes.trustlist_index import Foreign

KEY_ID_BYTES = 8


def key_id(public: bytes) -> str:
    """The name of an Ed25519 public key of 32 bytes: the first 8 bytes of its SHA-256, in hexadecimal."""
    return hashlib.sha256(public).digest()[:KEY_ID_BYTES].hex()


@dataclass(frozen=True, slots=True)
class Trust:
    """Everything a code is checked against; without keys no code is verified.

    campus_keys: key id → raw Ed25519 public key (32 bytes) of those that sign campus codes.
    revoked_keys: ids of keys that no longer count, whatever they signed.
    revoked_codes: serials, in hexadecimal as in `Claim.token`, of codes that no longer count.
    foreign: keys and authorities of foreign certificates.
    """

    campus_keys: Mapping[str, bytes] = field(default_factory=dict)
    revoked_keys: frozenset[str] = frozenset()
    revoked_codes: frozenset[str] = frozenset()
    foreign: Foreign = field(default_factory=Foreign)

    @classmethod
    def of(
        cls, campus_keys: Iterable[bytes], revoked_keys: Iterable[str] = (), revoked_codes: Iterable[str] = ()
    ) -> "Trust":
        """From the public keys themselves."""
        return cls({key_id(key): key for key in campus_keys}, frozenset(revoked_keys), frozenset(revoked_codes))

    def with_foreign(self, entries: Iterable[TrustEntry]) -> "Trust":
        """The same, with these for foreign certificates."""
        return replace(self, foreign=Foreign.of(entries))
