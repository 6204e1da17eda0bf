"""The foreign keys a station trusts, found as codes ask for them."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from app.codes.trustlist_entry import TrustEntry
from app.codes.trustlist_revocations import Revocations, read_lines

KID_BYTES = 8
"""Of the EU's key id: the first bytes of the certificate's SHA-256 (eHealth network, guidelines volume 1, 2.6.2)."""


class DccKey(NamedTuple):
    """A certificate, or, where a list holds no more than that, a bare public key; both DER."""

    der: bytes
    certificate: bool


class ShcKey(NamedTuple):
    """issuer: the `iss` it speaks for, "" for any that has no keys of its own. der: SubjectPublicKeyInfo."""

    issuer: str
    der: bytes


@dataclass(frozen=True, slots=True)
class Foreign:
    """dcc: by key id. certificates: signers trusted themselves. authorities: what may have issued a signer, DER.
    shc: by key id. shc_issuers: every `iss` that has keys. shc_revoked: by key id.
    """

    dcc: Mapping[bytes, tuple[DccKey, ...]] = field(default_factory=dict)
    certificates: frozenset[bytes] = frozenset()
    authorities: tuple[bytes, ...] = ()
    shc: Mapping[str, tuple[ShcKey, ...]] = field(default_factory=dict)
    shc_issuers: frozenset[str] = frozenset()
    shc_revoked: Mapping[str, Revocations] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[TrustEntry]) -> "Foreign":
        """From everything the administrator gave, in any order."""
        known = list(entries)
        certificates = [one.content for one in known if one.kind == "certificate"]
        authorities = [one.content for one in known if one.kind == "authority" or one.authority]
        shc = _by_id((one.id, ShcKey(one.issuer, one.content)) for one in known if one.kind == "shc-key")
        return cls(
            _dcc(known), frozenset(certificates), tuple(dict.fromkeys(authorities)), shc,
            frozenset(key.issuer for keys in shc.values() for key in keys if key.issuer), _revoked(known),
        )  # fmt: skip


def kid_of(der: bytes) -> bytes:
    """The key id that follows from a certificate."""
    return hashlib.sha256(der).digest()[:KID_BYTES]


def _dcc(entries: list[TrustEntry]) -> dict[bytes, tuple[DccKey, ...]]:
    """A certificate is found by the id that its list gives it, and by the one that follows from it."""
    found: dict[bytes, dict[DccKey, None]] = defaultdict(dict)
    for one in entries:
        if one.kind in ("certificate", "dcc-key"):
            key = DccKey(one.content, one.kind == "certificate")
            found[bytes.fromhex(one.id)][key] = None
            if key.certificate:
                found[kid_of(key.der)][key] = None
    return {kid: tuple(keys) for kid, keys in found.items()}


def _by_id(keys: Iterable[tuple[str, ShcKey]]) -> dict[str, tuple[ShcKey, ...]]:
    found: dict[str, dict[ShcKey, None]] = defaultdict(dict)
    for id_, key in keys:
        found[id_][key] = None
    return {id_: tuple(same) for id_, same in found.items()}


def _revoked(entries: list[TrustEntry]) -> dict[str, Revocations]:
    found: dict[str, Revocations] = {}
    for one in entries:
        if one.kind == "shc-revocations":
            found[one.id] = {**found.get(one.id, {}), **read_lines(one.content)}
    return found
