"""Who may come in: one-time codes, enrolment, and the tokens of the stations. Inside its caller's transaction."""

import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.server.refusals import RefusedError
from app.server.sql.port import Connection
from app.sync import code
from app.sync.protocol import EnrolReply, EnrolRequest

CODE_LIFE = timedelta(minutes=30)
_REMEMBERED = timedelta(days=7)
"""How long a used or expired code can still be told from a wrong one."""


def make_code(connection: Connection, key: Ed25519PrivateKey, now: datetime) -> str:
    """A new code, valid once and for CODE_LIFE."""
    made = code.make(key.public_key().public_bytes_raw())
    connection.execute("DELETE FROM code WHERE expires_at < ?", (_text(now - _REMEMBERED),))
    connection.execute(
        "INSERT INTO code (proof_key, expires_at) VALUES (?, ?)", (code.proof_key(made.secret), _text(now + CODE_LIFE))
    )
    return str(made)


def enrol(
    connection: Connection, key: Ed25519PrivateKey, centre_name: str, request: EnrolRequest, now: datetime
) -> EnrolReply:
    """Take in the station that proves a code; a station that is known already gets a new token in place of its old."""
    _check_signature(request)
    proof_key = _redeem(connection, request, now)
    token = secrets.token_urlsafe(32)
    connection.execute(
        "UPDATE code SET used_by = ?, used_key = ? WHERE proof_key = ?",
        (request.station, request.public_key, proof_key),
    )
    connection.execute(
        "INSERT INTO station (station, name, post, public_key, token_hash, enrolled_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (station) DO UPDATE SET name = excluded.name, post = excluded.post,"
        " public_key = excluded.public_key, token_hash = excluded.token_hash, enrolled_at = excluded.enrolled_at",
        (request.station, request.name, request.post, request.public_key, _hash(token), _text(now)),
    )
    words = code.reply_words(request, token, request.name, centre_name)
    return EnrolReply(
        token=token, station_name=request.name, centre_name=centre_name,
        centre_key=key.public_key().public_bytes_raw(), signature=key.sign(words),
    )  # fmt: skip


def station_of(connection: Connection, token: str) -> str | None:
    """The station of a token: 256 random bits, so its plain SHA-256 is kept, and compared in constant time."""
    wanted = _hash(token)
    row = connection.row("SELECT station, token_hash FROM station WHERE token_hash = ?", (wanted,))
    return str(row[0]) if row and hmac.compare_digest(row[1], wanted) else None


def revoke(connection: Connection, station: str, now: datetime) -> None:
    """A station's token opens nothing any more; its records stay, and with a new code it may join again."""
    connection.execute(
        "UPDATE station SET token_hash = ?, revoked_at = ? WHERE station = ?",
        (secrets.token_bytes(32), _text(now), station),
    )


def seen(connection: Connection, station: str, now: datetime, offset_ms: int) -> None:
    """Note when a station was last heard, and by how much its clock differs. RefusedError where there is none."""
    changed = connection.execute(
        "UPDATE station SET seen_at = ?, clock_offset_ms = ? WHERE station = ?", (_text(now), offset_ms, station)
    )
    if not changed:
        raise RefusedError("token", "no such station")


def _redeem(connection: Connection, request: EnrolRequest, now: datetime) -> bytes:
    """The code that the request proves. The same station may ask again while it lasts: its first answer may be lost."""
    for proof_key, expires_at, used_by, used_key in connection.rows(
        "SELECT proof_key, expires_at, used_by, used_key FROM code"
    ):
        if not hmac.compare_digest(code.proof(proof_key, request), request.proof):
            continue
        if used_by is not None and (used_by, used_key) != (request.station, request.public_key):
            raise RefusedError("code-used")
        if expires_at < _text(now):
            raise RefusedError("code-expired")
        return bytes(proof_key)
    raise RefusedError("code-wrong")


def _check_signature(request: EnrolRequest) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(request.public_key).verify(request.signature, code.request_words(request))
    except (InvalidSignature, ValueError) as error:
        raise RefusedError("proof", "the station's signature is wrong") from error


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
