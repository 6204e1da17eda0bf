"""An end for a whole request: httpx's timeouts are each for one piece, and a server that sends a byte now and then
would hold a station up for days, within the headers of its answer or by reading a request slowly."""

import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import httpcore

_MADE = ("connect_tcp.complete", "start_tls.complete")
"""What httpcore's trace says of a connection that is there; `return_value` is its stream
(https://www.encode.io/httpcore/extensions/#trace)."""

_PIECE = 16 * 1024
"""Bytes written at a time: a stream takes its timeout for each piece that the system takes from it."""


class Deadline:
    """ends: of the request that is under way, on `monotonic`."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self.ends = math.inf

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """For the extension `trace` of every request: binds each connection that it makes, as long as it is used."""
        if event.endswith(_MADE):
            stream: httpcore.NetworkStream = info["return_value"]
            vars(stream)["read"] = partial(self._read, stream.read)
            vars(stream)["write"] = partial(self._write, stream.write)

    def _read(self, read: Callable[..., bytes], most: int, timeout: float | None = None) -> bytes:
        return read(most, timeout=self._left(timeout, httpcore.ReadTimeout))

    def _write(self, write: Callable[..., None], buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _PIECE):
            write(buffer[start : start + _PIECE], timeout=self._left(timeout, httpcore.WriteTimeout))

    def _left(self, timeout: float | None, late: type[httpcore.TimeoutException]) -> float:
        left = self.ends - self._monotonic()
        if left <= 0:
            raise late("the request has taken too long")
        return left if timeout is None else min(left, timeout)
