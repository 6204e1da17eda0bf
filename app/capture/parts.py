"""Takes a multipart stream (RFC 2046, as network cameras send it) apart into the bodies of its parts."""

from typing import Final

LARGEST = 32 * 1024 * 1024  # bytes of one part; a 4K JPEG has 4 million
LONGEST_HEAD = 16 * 1024


class Parts:
    """Feed it what arrives, in pieces of any size.

    boundary: as in the Content-Type; some cameras write the dashes of the delimiter into it, others do not.
    ended: whether the closing delimiter came: the sender says that this was all.
    """

    def __init__(self, boundary: str) -> None:
        self._delimiter: Final = b"--" + boundary.strip().strip('"').lstrip("-").encode("latin-1", "replace")
        self._waiting = bytearray()
        self._searched = 0  # so far, no end of the body that begins in `_waiting`
        self.ended = False

    def feed(self, data: bytes) -> list[bytes]:
        """The bodies that are complete now. Raises ValueError when no part ends within LARGEST bytes,
        or its headers within LONGEST_HEAD."""
        self._waiting += data
        bodies = []
        while not self.ended and (body := self._next()) is not None:
            bodies.append(body)
        if len(self._waiting) > LARGEST:
            raise ValueError("a part without an end")
        return bodies

    def _next(self) -> bytes | None:
        start = self._waiting.find(self._delimiter)
        head = start + len(self._delimiter)
        if start < 0:
            del self._waiting[: -len(self._delimiter)]  # it is part of nothing, and need not be looked through again
            return None
        if len(self._waiting) < head + 2:
            return None
        if self._waiting.startswith(b"--", head):
            self.ended = True
            return None
        blank = self._waiting.find(b"\r\n\r\n", head, head + LONGEST_HEAD)
        if blank < 0:
            if len(self._waiting) > head + LONGEST_HEAD:
                raise ValueError("headers without an end")
            return None
        begin = blank + 4
        end = self._end(bytes(self._waiting[head:blank]), begin)
        if end is None:
            return None
        body = bytes(self._waiting[begin:end])
        del self._waiting[:end]
        self._searched = 0
        return body

    def _end(self, headers: bytes, begin: int) -> int | None:
        """Where the body that begins at `begin` ends; None while that is not known."""
        length = content_length(headers)
        if length is not None:
            end = begin + length
            return end if end <= len(self._waiting) else None
        wanted = b"\r\n" + self._delimiter
        delimiter = self._waiting.find(wanted, max(begin, self._searched))
        if delimiter >= 0:
            return delimiter
        self._searched = max(0, len(self._waiting) - len(wanted))
        return None


def content_length(headers: bytes) -> int | None:
    """The length that a part's headers state, None where they state none that can be."""
    for line in headers.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return int(value)
    return None


def boundary_of(content_type: str) -> str | None:
    """The boundary of a multipart Content-Type, None where it is something else."""
    kind, *parameters = content_type.split(";")
    if not kind.strip().lower().startswith("multipart/"):
        return None
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "boundary" and value.strip(' "-'):
            return value
    return None
