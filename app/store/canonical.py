"""Canonical JSON (RFC 8785), as fast as msgspec writes the common case.

msgspec differs from RFC 8785 only in how it writes some numbers (36.0, 1e-5, beyond 2^53) and how it sorts keys with
characters outside the basic plane. Where a text may hold one of these, rfc8785 writes it: it is right always, and takes
a hundred times as long, which is about what the disk takes for the whole record.
"""

import re
from typing import Any

import msgspec
import rfc8785

_WHOLE = re.compile(rb"\.0[,}\]]")
_EXPONENT = re.compile(rb"e-?[0-9]+[,}\]]")  # two patterns, since each begins with a letter that is quickly looked for
_SHAPE = bytes(0x30 if 0x30 <= byte <= 0x39 else 0xF0 if byte >= 0xF0 else 0x20 for byte in range(256))
_LONG = b"0" * 16
_ASTRAL = b"\xf0"
_encoder = msgspec.json.Encoder(order="sorted")


def dumps(value: dict[str, Any]) -> bytes:
    """`value` as canonical JSON in UTF-8. ValueError for whole numbers beyond 2^53 and halves of surrogate pairs."""
    text = _encoder.encode(value)
    shape = text.translate(_SHAPE)
    if _ASTRAL in shape or _LONG in shape or _WHOLE.search(text) or _EXPONENT.search(text):
        return rfc8785.dumps(value)
    return text


def text(value: dict[str, Any]) -> str:
    """`dumps` as text: what the ledger keeps of a body is what was hashed, byte for byte."""
    return dumps(value).decode()
