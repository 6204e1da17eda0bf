"""Who is signed in, by the cookie of a browser. The cookie's token is 256 random bits; its SHA-256 alone is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from app.access.accounts import Accounts
from app.access.roles import Role
from app.server.dashboard.documents import Inside
from app.server.sql.port import Connection, Engine
from app.store.chain import moment

IDLE = timedelta(minutes=30)
"""Without a page asked for by hand; what an open page fetches by itself does not count."""
LONGEST = timedelta(hours=12)
"""A shift."""
_NOTED = timedelta(minutes=1)
"""How exactly it is kept when a session was used: reading a page should rarely write."""


class Session(NamedTuple):
    """name, role: of the account as it is now. csrf: stands in every form of this session."""

    name: str
    role: Role
    csrf: str


def begin(connection: Connection, name: str, now: datetime) -> str:
    """A new session's token; what is over is cleared away."""
    over = (moment(now - IDLE), moment(now - LONGEST))
    connection.execute("DELETE FROM session WHERE used_at < ? OR began_at < ?", over)
    token = secrets.token_urlsafe(32)
    connection.execute(
        "INSERT INTO session (token_hash, name, csrf, began_at, used_at) VALUES (?, ?, ?, ?, ?)",
        (_hash(token), name, secrets.token_urlsafe(32), moment(now), moment(now)),
    )
    return token


def of(engine: Engine, token: str, now: datetime, *, by_hand: bool) -> Session | None:
    """The session of a token, if it is not over and its account still opens. by_hand: it is used, and goes on."""
    found = engine.read(lambda connection: _found(connection, _hash(token), now))
    if found is None:
        return None
    session, used_at = found
    if by_hand and now - used_at > _NOTED:
        values = (moment(now), _hash(token))
        engine.write(
            lambda connection: connection.execute("UPDATE session SET used_at = ? WHERE token_hash = ?", values)
        )
    return session


def end(connection: Connection, token: str) -> None:
    """The token opens nothing any more."""
    connection.execute("DELETE FROM session WHERE token_hash = ?", (_hash(token),))


def end_all(connection: Connection, name: str) -> None:
    """Every session of an account ends: it was disabled, or has another secret."""
    connection.execute("DELETE FROM session WHERE name = ?", (name,))


def _found(connection: Connection, token_hash: bytes, now: datetime) -> tuple[Session, datetime] | None:
    row = connection.row("SELECT name, csrf, began_at, used_at FROM session WHERE token_hash = ?", (token_hash,))
    if row is None:
        return None
    name, csrf, *times = row
    began_at, used_at = map(datetime.fromisoformat, times)
    if now - used_at >= IDLE or now - began_at >= LONGEST:
        return None
    account = next((one for one in Accounts(Inside(connection)).active() if one.name == name), None)
    return (Session(name, account.role, csrf), used_at) if account else None


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
