"""What a scanner gun puts around a code besides its own characters: AIM identifiers, STX and ETX, a line's end.

AIM identifiers (ISO/IEC 15424): "]", a letter for the symbology, a character for what the gun did. Under those of a
matrix code that states its character sets (ECI), a backslash stands twice and six digits after one name the set.
"""

import re

STX, ETX = b"\x02", b"\x03"
_IDENTIFIER = re.compile(rb"\][A-Za-z][0-9A-Za-z]")
_WITH_ECI = (b"]Q2", b"]Q4", b"]Q6", b"]d4", b"]d5", b"]d6", b"]L1", b"]z3", b"]z4", b"]z5")
_ESCAPED = re.compile(rb"\\(?:\\|[0-9]{6})")
_ENDS = (b"\r\n", b"\n\r", b"\r", b"\n", b"\t")


def payload(data: bytes) -> bytes:
    """The code alone in what a gun sent for it. The ends of lines inside a code are its own."""
    bare = _framed(data)
    identifier = _IDENTIFIER.match(bare)
    if identifier is None:
        return bare
    rest = bare[identifier.end() :]
    return _ESCAPED.sub(_meant, rest) if identifier[0] in _WITH_ECI else rest


def within(data: bytes, prefix: str, suffix: str) -> bytes:
    """The code alone where a gun was set to put a prefix and a suffix around it; an identifier may stand before the
    prefix, which `payload` knows already, or behind it."""
    bare = data.removeprefix(prefix.encode()).removesuffix(suffix.encode())
    return data if bare == data else payload(bare)


def _framed(data: bytes) -> bytes:
    """Without one line's end, and without STX and ETX where both, or ETX behind the end, say that they are a frame."""
    bare = _ended(_ended(data).removesuffix(ETX)) if data.startswith(STX) else _ended(data)
    return bare.removeprefix(STX)


def _ended(data: bytes) -> bytes:
    return next((data.removesuffix(end) for end in _ENDS if data.endswith(end)), data)


def _meant(escaped: re.Match[bytes]) -> bytes:
    return b"\\" if escaped[0] == b"\\\\" else b""
