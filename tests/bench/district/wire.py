"""HTTP/1.1 over asyncio's streams, as little of it as the centre speaks: a tenth of the processor's time that a full
client takes, so that what is measured is the centre."""

import asyncio
import time
from collections.abc import Mapping
from typing import NamedTuple

from app.sync.link import PATIENCE

_CONNECT = 5.0


class Reply(NamedTuple):
    """headers: by their name in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Broken(Exception):
    """No whole answer came. `str(error)`: no connection, timed out, or broken."""

    back = 0.0


class Line:
    """One station's connection. kept: seconds after which it is not used again, as the stations' own client has it."""

    def __init__(self, port: int, token: str, kept: float) -> None:
        self._port, self._kept = port, kept
        self._head = ""
        self.show(token)
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._used = 0.0
        self.opened = 0

    def show(self, token: str) -> None:
        """From now on this token with every request."""
        self._head = f"Host: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nAccept-Encoding: identity\r\n"

    async def get(self, path: str) -> Reply:
        return await self._ask(f"GET {path} HTTP/1.1\r\n{self._head}\r\n".encode())

    async def post(self, path: str, body: bytes, encoding: str = "gzip") -> Reply:
        kind = f"Content-Type: application/json\r\nContent-Encoding: {encoding}\r\nContent-Length: {len(body)}\r\n"
        return await self._ask(f"POST {path} HTTP/1.1\r\n{self._head}{kind}\r\n".encode() + body)

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()
            self._streams = None

    async def _ask(self, request: bytes) -> Reply:
        if time.monotonic() - self._used > self._kept:
            self.close()
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._answered(request)
        except TimeoutError:
            self.close()
            raise Broken("timed out") from None
        except (OSError, asyncio.IncompleteReadError, ValueError):
            self.close()
            raise Broken("broken") from None
        finally:
            self._used = time.monotonic()

    async def _answered(self, request: bytes) -> Reply:
        reader, writer = self._streams or await self._connected()
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:-2])}
        body = await reader.readexactly(int(headers["content-length"]))
        if headers.get("connection") == "close":
            self.close()
        return Reply(int(head[0].split()[1]), headers, body)

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        try:
            async with asyncio.timeout(_CONNECT):
                self._streams = await asyncio.open_connection("127.0.0.1", self._port, limit=4 << 20)
        except (TimeoutError, OSError):
            raise Broken("no connection") from None
        self.opened += 1
        return self._streams
