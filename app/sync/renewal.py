"""A token that does not open any more is renewed by the station's key: the centre's refusal holds a challenge, the
station signs it, and goes on. Nobody at the post notices, unless the station was revoked."""

import time
from collections.abc import Callable
from typing import Any

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.sync.enrolment import Enrolment
from app.sync.link import Link, LinkError, RefusedError, not_the_centre
from app.sync.protocol import TOKEN, Refusal, TokenReply, TokenRequest


class StationLink(Link):
    """A connection of an enrolled station to its centre. A new token lives as long as this does."""

    def __init__(
        self, identity: Enrolment, transport: httpx.BaseTransport | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        super().__init__(identity.address, identity.token, transport, monotonic, authority=identity.authority)
        self._identity = identity

    def _call(self, method: str, path: str, until: float, **what: Any) -> bytes:
        try:
            return super()._call(method, path, until, **what)
        except RefusedError as error:
            asked = request(self._identity, error.refusal) if error.status == 401 else None
            if asked is None:
                raise
        self._renew(asked, until)
        return super()._call(method, path, until, **what)

    def _renew(self, asked: bytes, until: float) -> None:
        body = super()._call("POST", TOKEN, until, content=asked, headers={"Content-Type": "application/json"})
        try:
            token = msgspec.json.decode(body, type=TokenReply).token
        except (ValueError, RecursionError) as error:
            raise LinkError(not_the_centre()) from error
        if not token.isascii():
            raise LinkError(not_the_centre())
        self._open().headers["Authorization"] = f"Bearer {token}"


def request(identity: Enrolment, refusal: Refusal | None) -> bytes | None:
    """The body that asks for a new token; None where the refusal holds no challenge."""
    if refusal is None or refusal.refused != "token" or not refusal.challenge:
        return None
    key = Ed25519PrivateKey.from_private_bytes(identity.private_key)
    signature = key.sign(words(identity.station, refusal.challenge))
    return msgspec.json.encode(TokenRequest(station=identity.station, challenge=refusal.challenge, signature=signature))


def words(station: str, challenge: bytes) -> bytes:
    """What the station's signature stands for."""
    return b"gatepost-token-1" + station.encode() + challenge
