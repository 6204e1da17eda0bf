"""What travels when a post takes over the centre's reference, or hands over its own. Pages are gzip of JSON.

docs/decisions/0021-reference-down.md says why it looks like this.
"""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from app.sync.protocol import Hash, Name

REFERENCE = "/v1/reference"
"""GET ?after=CURSOR&nonce=HEX: a Page, gzipped; version and unsent may say how the post is. POST: a Handed, for a
centre without a reference."""

MOST_ROWS = 2_000
MOST_VALUE = 256 * 1024
ENOUGH = 512 * 1024
"""Rows of a page, bytes of one value, and bytes of values after which a page ends: far below what a post refuses."""

Nonce = Annotated[bytes, Meta(min_length=16, max_length=16)]
Signature = Annotated[bytes, Meta(min_length=64, max_length=64)]


class Row(Struct, frozen=True, array_like=True):
    """One row of a section. value: JSON that counts byte for byte; null where the row is gone."""

    section: Name
    key: Annotated[str, Meta(max_length=500)]
    value: msgspec.Raw


class Seal(Struct, frozen=True, kw_only=True):
    """The centre's word that a post which has taken everything up to `token` has `counts` rows of each section, which
    together have this digest (app.store.reference.digest).

    at: by the centre's clock. nonce: the post's, of its last request, so that an old seal cannot pass for a new one.
    signature: Ed25519 by the centre's key over `seal_words`.
    """

    token: str
    counts: dict[str, int]
    digest: Hash
    at: datetime
    nonce: Nonce
    signature: bytes = b""


class Page(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Rows in the order of their commits. cursor: what to ask for next. fresh: the first of everything, whatever the
    post had before. seal: on the last page."""

    rows: list[Row]
    cursor: str
    fresh: bool = False
    seal: Seal | None = None


class Handed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of a post's own reference. first: forget what was handed over before. digest: of the whole, on the last
    part."""

    rows: list[Row]
    first: bool = False
    digest: Hash | None = None


def seal_words(seal: Seal) -> bytes:
    """The bytes that the centre signs: each part with its length before it, the counts by section in order."""
    counts = [
        part for section in sorted(seal.counts) for part in (section.encode(), str(seal.counts[section]).encode())
    ]
    parts = [seal.token.encode(), seal.digest, seal.at.isoformat().encode(), seal.nonce, *counts]
    return b"gatepost-reference-1" + b"".join(len(part).to_bytes(4, "big") + part for part in parts)
