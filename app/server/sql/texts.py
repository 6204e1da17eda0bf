"""Texts that PostgreSQL would not take: it has no U+0000. Ours may hold one, since nothing a post wrote is refused.

U+0000 becomes U+0001 U+0002, and U+0001 itself U+0001 U+0001, so that every text comes out as it went in.
"""

from typing import Any

from psycopg.abc import Buffer
from psycopg.adapt import Dumper, Loader


def escaped(text: str) -> str:
    """A text without U+0000."""
    if "\0" not in text and "\1" not in text:
        return text
    return text.replace("\1", "\1\1").replace("\0", "\1\2")


def restored(text: str) -> str:
    """The text that `escaped` was given."""
    if "\1" not in text:
        return text
    return "\1".join(part.replace("\1\2", "\0") for part in text.split("\1\1"))


class TextDumper(Dumper):
    """Python's str on its way to the server."""

    oid = 25  # text

    def dump(self, obj: Any) -> Buffer:
        """See psycopg."""
        return escaped(obj).encode()


class TextLoader(Loader):
    """The server's text on its way back."""

    def load(self, data: Buffer) -> str:
        """See psycopg."""
        return restored(bytes(data).decode())
