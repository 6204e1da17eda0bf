"""How trust lists and codes write bytes in text: base64 of either alphabet, hexadecimal, PEM."""

import base64
import binascii
import re

_HEX = re.compile(r"[0-9a-fA-F]{16}", re.ASCII)
_ARMOUR = re.compile(r"-----[A-Z0-9 ]+-----")
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*={0,2}", re.ASCII)
_KID_BYTES = 8


def decoded(text: str) -> bytes | None:
    """The bytes of base64 in either alphabet, padded or not, over several lines or one; None where it is none."""
    bare = "".join(_ARMOUR.sub("", text).split()).rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True) if bare.isascii() else None
    except binascii.Error:
        return None


def from_base64url(text: str) -> bytes | None:
    """The bytes of base64url alone (RFC 4648, 5), padded or not; None where it is anything else."""
    return decoded(text) if _BASE64URL.fullmatch(text) else None


def dcc_kid(value: object) -> bytes | None:
    """The EU's key id in base64 or hexadecimal; None where this is none."""
    if not isinstance(value, str):
        return None
    raw = bytes.fromhex(value) if _HEX.fullmatch(value) else decoded(value)
    return raw if raw and len(raw) == _KID_BYTES else None
