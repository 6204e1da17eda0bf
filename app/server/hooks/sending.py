"""One message to one receiver: a POST, and whether it was taken."""

import asyncio
import socket
import ssl
from functools import cache
from typing import NamedTuple

import httpx
from anyio.to_thread import run_sync

from app.server.hooks.destination import Refused, target

PATIENCE = 10.0
"""Seconds for all of it: name, connection, answer."""


class Outcome(NamedTuple):
    """Whether it was taken. said: a status, or a word for what went wrong. for_good: trying again is of no use."""

    taken: bool
    said: str
    for_good: bool = False


async def send(address: str, body: bytes, headers: dict[str, str]) -> Outcome:
    """Send it once. Of the answer only the status is looked at; a redirect is not followed, and counts as refused."""
    try:
        async with asyncio.timeout(PATIENCE):
            where = await run_sync(target, address, abandon_on_cancel=True)
            status = await _posted(where.url, where.host, body, headers)
    except Refused:
        return Outcome(False, "address", for_good=False)
    except (socket.gaierror, UnicodeError):  # no such name, or none that could be asked for
        return Outcome(False, "name")
    except TimeoutError:
        return Outcome(False, "slow")
    except (httpx.HTTPError, OSError) as error:
        return Outcome(False, _word(error))
    return Outcome(200 <= status < 300, str(status), for_good=status == 410)


async def _posted(url: httpx.URL, host: str, body: bytes, headers: dict[str, str]) -> int:
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    options = {"sni_hostname": name.strip("[]")} if url.scheme == "https" else {}
    async with (
        httpx.AsyncClient(verify=_trust(), trust_env=False, follow_redirects=False, timeout=PATIENCE) as client,
        client.stream("POST", url, content=body, headers={**headers, "Host": host}, extensions=options) as answer,
    ):
        return answer.status_code


@cache
def _trust() -> ssl.SSLContext:
    """The system's authorities, and those of SSL_CERT_FILE: a campus has one of its own."""
    return ssl.create_default_context()


def _word(error: Exception) -> str:
    """For a person who looks why; an answer's own words stay out of it."""
    if isinstance(error.__cause__, ssl.SSLError) or "CERTIFICATE" in str(error):
        return "certificate"
    return "connection" if isinstance(error, httpx.ConnectError | OSError) else "protocol"
