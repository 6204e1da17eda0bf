"""Reads a request's body within its limits: kind, size as sent, size after decompression, and time."""

import asyncio

from anyio.to_thread import run_sync
from starlette.requests import ClientDisconnect, Request

from app.server.refusals import RefusedError
from app.sync.wire import MOST_PACKED, DamagedError, TooLargeError, unpack

PATIENCE = 30.0
"""Seconds a station may take to send a request."""


async def body_of(request: Request, kinds: tuple[str, ...] = ("application/json",)) -> bytes:
    """The plain content of a request, still to be parsed. kinds: the media types it may be of. RefusedError:
    `unsupported`, `large`, `slow` or `malformed`."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if kind not in kinds or encoding not in ("identity", "gzip"):
        raise RefusedError("unsupported", f"{' or '.join(kinds)}, as it is or in gzip")
    try:
        async with asyncio.timeout(PATIENCE):
            body = await _bounded(request)
    except (TimeoutError, ClientDisconnect) as error:
        raise RefusedError("slow", "the request did not arrive whole") from error
    if encoding == "identity":
        return body
    try:
        return await run_sync(unpack, body)
    except TooLargeError as error:
        raise RefusedError("large", str(error)) from error
    except DamagedError as error:
        raise RefusedError("malformed", "not gzip") from error


async def _bounded(request: Request) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_PACKED:
            raise RefusedError("large", f"more than {MOST_PACKED} bytes")
    return bytes(body)
