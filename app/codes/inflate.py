"""Unpacks what a code carries compressed, never to more than it can honestly hold."""

import zlib

MOST = 64 * 1024
"""Bytes unpacked; certificates have about 1,000, health cards with many entries some 10,000."""


class DamagedError(ValueError):
    """These bytes are not what the code's format says."""


def inflate(data: bytes, *, raw: bool = False) -> bytes:
    """`data` unpacked: zlib (RFC 1950), or raw deflate (RFC 1951). Raises DamagedError for anything else, for what is
    cut short or goes on, and for what unpacks to more than MOST."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS if raw else zlib.MAX_WBITS)
    try:
        unpacked = unpacker.decompress(data, MOST)
    except zlib.error as error:
        raise DamagedError from error
    if not unpacker.eof or unpacker.unused_data:
        raise DamagedError
    return unpacked
