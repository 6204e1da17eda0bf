"""Who may come in: one-time codes, enrolment, and the end of it. Inside its caller's transaction."""

import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import chain, count
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.server import tokens
from app.server.refusals import RefusedError
from app.server.sql.port import Connection, RacedError, Row
from app.server.tokens import text
from app.sync import code
from app.sync.protocol import EnrolReply, EnrolRequest

CODE_LIFE = timedelta(minutes=30)
_REMEMBERED = timedelta(days=7)
"""How long a used or expired code can still be told from a wrong one."""
_CODE = "SELECT proof_key, expires_at, used_by, used_key, replaces FROM code"
_OPEN = f"{_CODE} WHERE expires_at >= ? AND (used_by IS NULL OR used_by = ?)"
_OVER = f"{_CODE} WHERE NOT (expires_at >= ? AND (used_by IS NULL OR used_by = ?))"


class _Code(NamedTuple):
    proof_key: bytes
    expires_at: str
    used_by: str | None
    used_key: bytes | None
    replaces: str


def make_code(connection: Connection, key: Ed25519PrivateKey, now: datetime, replaces: str = "") -> str:
    """A new code, valid once and for CODE_LIFE. replaces: the name of a station whose PC is broken, which ends when
    another one joins by this code under its name."""
    made = code.make(key.public_key().public_bytes_raw())
    connection.execute("DELETE FROM code WHERE expires_at < ?", (text(now - _REMEMBERED),))
    connection.execute(
        "INSERT INTO code (proof_key, expires_at, replaces) VALUES (?, ?, ?)",
        (code.proof_key(made.secret), text(now + CODE_LIFE), replaces),
    )
    return str(made)


def enrol(
    connection: Connection, key: Ed25519PrivateKey, centre_name: str, request: EnrolRequest, now: datetime
) -> EnrolReply:
    """Take in the station that proves a code; a station that is known already gets a new token in place of its old."""
    _check_signature(request)
    name = _name(connection, request, _redeem(connection, request, now), now)
    connection.execute(
        "INSERT INTO station (station, name, post, public_key, enrolled_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (station) DO UPDATE SET name = excluded.name, post = excluded.post,"
        " public_key = excluded.public_key, enrolled_at = excluded.enrolled_at, revoked_at = NULL",
        (request.station, name, request.post, request.public_key, text(now)),
    )
    tokens.end(connection, request.station)
    token = tokens.issue(connection, request.station, now).token
    words = code.reply_words(request, token, name, centre_name)
    return EnrolReply(
        token=token, station_name=name, centre_name=centre_name,
        centre_key=key.public_key().public_bytes_raw(), signature=key.sign(words),
    )  # fmt: skip


def revoke(connection: Connection, station: str, now: datetime) -> None:
    """A station's tokens and its key open nothing any more; its records stay, and with a new code it may join again."""
    tokens.end(connection, station)
    connection.execute("UPDATE station SET revoked_at = ? WHERE station = ?", (text(now), station))


def seen(connection: Connection, station: str, now: datetime, offset_ms: int) -> None:
    """Note when a station was last heard, and by how much its clock differs."""
    connection.put(
        "UPDATE station SET seen_at = ?, clock_offset_ms = ? WHERE station = ?", (text(now), offset_ms, station)
    )


def _redeem(connection: Connection, request: EnrolRequest, now: datetime) -> str:
    """Use up the code that the request proves, and return the name it replaces.

    The same station may ask again while it lasts: its first answer may be lost. Codes that may be redeemed are tried
    first, which are few however many stations there are; the others tell a used or late code from a wrong one.
    """
    mine = (text(now), request.station)
    fits = _proven(connection.rows(_OPEN, mine), request) or _proven(connection.rows(_OVER, mine), request)
    if fits is None:
        raise RefusedError("code-wrong")
    if fits.used_by is not None and (fits.used_by, fits.used_key) != (request.station, request.public_key):
        raise RefusedError("code-used")
    if fits.expires_at < text(now):
        raise RefusedError("code-expired")
    used = "UPDATE code SET used_by = ?, used_key = ? WHERE proof_key = ? AND (used_by IS NULL OR used_by = ?)"
    if not connection.execute(used, (request.station, request.public_key, fits.proof_key, request.station)):
        raise RacedError  # another station was faster: look again
    return fits.replaces


def _proven(rows: Iterable[Row], request: EnrolRequest) -> _Code | None:
    """The code that the request shows to have."""
    codes = (_Code(*row) for row in rows)
    return next((one for one in codes if hmac.compare_digest(code.proof(one.proof_key, request), request.proof)), None)


def _name(connection: Connection, request: EnrolRequest, replaces: str, now: datetime) -> str:
    """What the station is called here: like the one it replaces, which ends; else by the name it asks for, with a
    number behind it where another station has that name."""
    if replaces:
        for station in _called(connection, replaces, request):
            revoke(connection, station, now)
        return replaces
    numbered = (f"{request.name} ({number})" for number in count(2))
    return next(name for name in chain([request.name], numbered) if not _called(connection, name, request))


def _called(connection: Connection, name: str, request: EnrolRequest) -> list[str]:
    """The other stations of that name."""
    sql = "SELECT station FROM station WHERE name = ? AND station <> ? AND revoked_at IS NULL"
    return [row[0] for row in connection.rows(sql, (name, request.station))]


def _check_signature(request: EnrolRequest) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(request.public_key).verify(request.signature, code.request_words(request))
    except (InvalidSignature, ValueError) as error:
        raise RefusedError("proof", "the station's signature is wrong") from error
