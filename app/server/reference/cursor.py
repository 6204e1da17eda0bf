"""Where a post is in the order of commits. Opaque to the post; here it is the last row it has."""

import base64
import binascii
from typing import NamedTuple

import msgspec

END = "\U0010ffff"
"""Behind every section and key."""


class Cursor(NamedTuple):
    """version, section, key: of the last row the post has. floor: rows that were gone by then need not be told. mark:
    the random mark of that version's change-set, which a centre restored from a backup does not have."""

    version: int = 0
    section: str = ""
    key: str = ""
    floor: int = 0
    mark: str = ""

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode()


def read(text: str) -> Cursor | None:
    """The cursor in a post's words; None where it is none of ours."""
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(text.encode()), type=Cursor)
    except (ValueError, binascii.Error):
        return None
