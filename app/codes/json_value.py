"""Reads JSON that anybody may have written into a code or a file."""

from typing import Any

import msgspec

from app.codes.inflate import DamagedError


def read_json(data: bytes) -> Any:
    """The value in `data`, which must be all of it; raises DamagedError, also for nesting too deep to follow."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedError from error
