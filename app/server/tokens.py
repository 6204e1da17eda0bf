"""Bearer tokens of the stations: short-lived, renewed by the station's key. Inside its caller's transaction.

A token is its station, a point, and 256 random bits, whose plain SHA-256 is kept. A station whose token does not
open any more is told a challenge, signs it, and gets another one: also after the centre was restored from a backup that
does not know the token. Of a revoked station neither token nor key opens anything.
"""

import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.server.refusals import RefusedError
from app.server.sql.port import Connection
from app.sync.protocol import TokenReply, TokenRequest
from app.sync.renewal import words

LIFE = timedelta(hours=12)
"""How long a token opens: two shifts, so that one that leaks is soon worth nothing."""
_PATIENCE = timedelta(minutes=5)
"""How long a challenge may be answered."""
_OPENS = "SELECT expires_at, revoked_at FROM token JOIN station USING (station) WHERE station = ? AND token_hash = ?"
_HELD = "UPDATE station SET revoked_at = revoked_at WHERE station = ?"
"""So that until this transaction ends nobody revokes the station or lets it join with another key."""


def issue(connection: Connection, station: str, now: datetime) -> TokenReply:
    """A new token beside those the station has: several of its programs may talk to the centre."""
    token = f"{station}.{secrets.token_urlsafe(32)}"
    expires_at = now + LIFE
    connection.execute("DELETE FROM token WHERE station = ? AND expires_at < ?", (station, text(now)))
    connection.execute(
        "INSERT INTO token (station, token_hash, expires_at) VALUES (?, ?, ?)",
        (station, _hash(token), text(expires_at)),
    )
    return TokenReply(token=token, expires_at=expires_at)


def end(connection: Connection, station: str) -> None:
    """None of a station's tokens opens any more."""
    connection.execute("DELETE FROM token WHERE station = ?", (station,))


def station_of(connection: Connection, token: str, now: datetime) -> str:
    """The station of a token that opens now. RefusedError says why it does not, to whoever holds it: of a revoked
    station none does, though it was made behind the revocation."""
    if not token:
        raise RefusedError("token", "no token")
    station = token.partition(".")[0]
    row = connection.row(_OPENS, (station, _hash(token)))
    if row is None:
        raise RefusedError("token", "unknown token")
    expires_at, revoked_at = row
    if revoked_at is not None:
        raise RefusedError("token", "the station was revoked")
    if expires_at < text(now):
        raise RefusedError("token", f"ended {expires_at}, and it is {text(now)}")
    return station


def challenge(key: Ed25519PrivateKey, now: datetime) -> bytes:
    """What a station is to sign now. Nothing of it is kept: only this centre can make it."""
    until = int((now + _PATIENCE).timestamp()).to_bytes(8, "big")
    return until + _seal(key, until)


def renew(connection: Connection, key: Ed25519PrivateKey, request: TokenRequest, now: datetime) -> TokenReply:
    """A new token for the station that signed a challenge of ours. RefusedError: `token`, and nothing more."""
    until, seal = request.challenge[:8], request.challenge[8:]
    connection.execute(_HELD, (request.station,))
    row = connection.row("SELECT public_key, revoked_at FROM station WHERE station = ?", (request.station,))
    fresh = hmac.compare_digest(seal, _seal(key, until)) and int.from_bytes(until, "big") >= now.timestamp()
    if not fresh or row is None or row[1] is not None:
        raise RefusedError("token", "no such station, or a challenge of long ago")
    try:
        Ed25519PublicKey.from_public_bytes(row[0]).verify(request.signature, words(request.station, request.challenge))
    except InvalidSignature as error:
        raise RefusedError("token", "the signature is wrong") from error
    return issue(connection, request.station, now)


def text(moment: datetime) -> str:
    """A time as it is kept, so that it sorts."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _seal(key: Ed25519PrivateKey, until: bytes) -> bytes:
    return hmac.digest(hashlib.sha256(b"gatepost-challenge\0" + key.private_bytes_raw()).digest(), until, "sha256")


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
