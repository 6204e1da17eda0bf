"""The numeric form of SMART Health Cards in QR codes: each two digits are one letter of the JWS.

shc:/ + digits            one code, of a JWS of at most 1195 letters
shc:/index/count/digits   one of several codes; deprecated, and still found
"""

import re
from dataclasses import dataclass

from app.codes.inflate import DamagedError

SCHEME = b"shc:/"
LONGEST_SINGLE, LONGEST_CHUNK = 1195, 1191
"""Letters of the JWS ("Encoding chunks as QR codes": version 22)."""
MOST_CHUNKS = 8
_CHUNKED = re.compile(rb"shc:/([0-9]{1,2})/([0-9]{1,2})/([0-9]+)")
_SINGLE = re.compile(rb"shc:/([0-9]+)")
_FIRST_LETTER, _LAST_PAIR = 45, 77


@dataclass(frozen=True, slots=True)
class Chunk:
    """Part `index` of `count`, both from 1; `count` is 1 for a card in one code."""

    index: int
    count: int
    letters: str


class TooLongError(DamagedError):
    """More letters than one code may hold."""


def read_chunk(payload: bytes) -> Chunk:
    """The part of a card in `payload`; raises DamagedError, TooLongError."""
    if match := _SINGLE.fullmatch(payload):
        index, count, digits, most = 1, 1, match[1], LONGEST_SINGLE
    elif match := _CHUNKED.fullmatch(payload):
        index, count, digits, most = int(match[1]), int(match[2]), match[3], LONGEST_CHUNK
    else:
        raise DamagedError
    if len(digits) % 2 or not 1 <= index <= count <= MOST_CHUNKS:
        raise DamagedError
    if len(digits) > 2 * most:
        raise TooLongError
    pairs = [int(digits[at : at + 2]) for at in range(0, len(digits), 2)]
    if max(pairs) > _LAST_PAIR:
        raise DamagedError
    return Chunk(index, count, "".join(chr(_FIRST_LETTER + pair) for pair in pairs))
