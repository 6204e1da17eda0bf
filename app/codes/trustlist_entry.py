"""One thing an administrator trusts for foreign certificates, as plain data that a store can keep."""

import hashlib
from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

EntryKind: TypeAlias = Literal["certificate", "authority", "dcc-key", "shc-key", "shc-revocations"]


class TrustEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is trusted.

    kind: `certificate`, a signer's (DER); `authority`, one that counts only for the certificates it issued (DER);
        `dcc-key` and `shc-key`, bare public keys (SubjectPublicKeyInfo, DER); `shc-revocations`, lines of a list.
    id: how a code names its key: for the EU's in hexadecimal (16 digits), for SMART Health Cards the key's thumbprint.
    issuer: for `shc-key` the `iss` it may speak for, empty for any that has no keys of its own; else a name to show.
    authority: whether a certificate may have issued others, so that they need not all be read to find out.
    not_after: until when the certificate holds, for the list on the screen.
    """

    kind: EntryKind
    id: str
    content: bytes
    issuer: str = ""
    not_after: datetime | None = None
    country: str = ""
    authority: bool = False

    @property
    def key(self) -> str:
        """Under what a store keeps it: the same for the same thing given twice, different for two keys of one id."""
        parts = (self.kind.encode(), self.id.encode(), self.issuer.encode(), self.content)
        return hashlib.sha256(b"".join(len(part).to_bytes(4, "big") + part for part in parts)).hexdigest()[:32]


class Refused(msgspec.Struct, frozen=True):
    """What could not be used, as the file names it, and why, in the user's language."""

    what: str
    why: str


class TrustFile(msgspec.Struct, frozen=True):
    """Everything one file gave."""

    entries: tuple[TrustEntry, ...] = ()
    refused: tuple[Refused, ...] = ()
