"""Bodies on the wire: gzip, with the size after decompression capped, so that a small message cannot fill a memory."""

import gzip
import zlib

MOST_PACKED = 4 * 1024 * 1024
MOST_PLAIN = 16 * 1024 * 1024
"""Bytes of one message, as sent and after decompression."""

MOST_ANSWER = 1024 * 1024
"""Bytes of an answer: a receipt for a whole batch takes far less."""

_GZIP = 16 + zlib.MAX_WBITS


class TooLargeError(ValueError):
    """The message is larger than both ends agreed to."""


class DamagedError(ValueError):
    """The message is not what its encoding says: truncated, or with something after its end."""


def pack(plain: bytes) -> bytes:
    """`plain` compressed; the same bytes every time. TooLargeError where the other end would refuse it."""
    if len(plain) > MOST_PLAIN:
        raise TooLargeError(f"{len(plain)} bytes")
    packed = gzip.compress(plain, compresslevel=6, mtime=0)
    if len(packed) > MOST_PACKED:
        raise TooLargeError(f"{len(packed)} bytes compressed")
    return packed


def unpack(packed: bytes, most: int = MOST_PLAIN) -> bytes:
    """The content of one gzip member. Raises TooLargeError before more than `most` bytes are made, or DamagedError."""
    stream = zlib.decompressobj(wbits=_GZIP)
    try:
        plain = stream.decompress(packed, most + 1)
    except zlib.error as error:
        raise DamagedError(str(error)) from error
    if len(plain) > most:
        raise TooLargeError(f"more than {most} bytes after decompression")
    if not stream.eof or stream.unused_data:
        raise DamagedError("not one whole gzip member")
    return plain
