"""Tokens of the campus's other systems: made by an administrator, shown once, kept as a hash, and ending by themselves.

A token is `gpo_`, the id it is known by, and 256 random bits, whose plain SHA-256 is kept: such a number needs no slow
hash. None opens anything of the stations, and none of theirs opens anything here.
"""

import hashlib
import hmac
import re
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from app.errors import UserError, WrongUse
from app.i18n import tr
from app.server.outside.scopes import SCOPES, Scope
from app.server.sql.port import Connection, Engine, Row
from app.store.chain import moment

LONGEST = 366
"""Days; what nobody renews within a year is nobody's any more."""
_FORM = re.compile(r"gpo_([0-9a-f]{12})_([A-Za-z0-9_-]{43})", re.ASCII)
_NOTED = timedelta(minutes=1)
"""How exactly it is kept when a token was used: reading should rarely write."""
_COLUMNS = "id, name, scopes, made_at, ends_at, revoked_at, used_at"


class Token(NamedTuple):
    """A token as a list shows it. used_at: when it was used last, to the minute."""

    id: str
    name: str
    scopes: frozenset[Scope]
    made_at: datetime
    ends_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None

    def opens(self, now: datetime) -> bool:
        """Whether it still opens what its scopes say."""
        return self.revoked_at is None and now < self.ends_at


def make(connection: Connection, name: str, scopes: list[Scope], days: int, now: datetime) -> str:
    """A new token, told this once. WrongUse for a name that is none or taken, no scope, or an end too far away."""
    name = name.strip()
    if not 1 <= len(name) <= 60 or not name.isprintable():
        raise WrongUse(tr("请给令牌起一个名称，不超过 60 个字，例如使用它的系统。"))
    if not scopes:
        raise WrongUse(tr("请用 --scope 写明至少一项权限：{known}。", known="、".join(SCOPES)))
    if not 1 <= days <= LONGEST:
        raise WrongUse(tr("有效期应在 1 到 {most} 天之间。", most=LONGEST))
    if any(one.name == name and one.opens(now) for one in _all(connection)):
        raise WrongUse(tr("已有名为“{name}”的有效令牌。请换一个名称，或先停用它。", name=name))
    id_, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    connection.execute(
        "INSERT INTO outside_token (id, name, scopes, secret_hash, made_at, ends_at) VALUES (?, ?, ?, ?, ?, ?)",
        (id_, name, " ".join(sorted(set(scopes))), _hash(secret), moment(now), moment(now + timedelta(days=days))),
    )
    return f"gpo_{id_}_{secret}"


def revoke(connection: Connection, name: str, now: datetime) -> None:
    """It opens nothing any more. name: or its id; UserError where none that opens is called so."""
    changed = connection.execute(
        "UPDATE outside_token SET revoked_at = ? WHERE (id = ? OR name = ?) AND revoked_at IS NULL AND ends_at > ?",
        (moment(now), name, name, moment(now)),
    )
    if not changed:
        raise UserError(tr("没有名为“{name}”的有效令牌。用 gatepost server token list 查看。", name=name))


def all_of(engine: Engine) -> list[Token]:
    """Every token there ever was, in the order they were made."""
    return engine.read(_all)


def of(engine: Engine, text: str, now: datetime) -> Token | None:
    """The token, if it opens now; that it was used is noted."""
    form = _FORM.fullmatch(text)
    if form is None:
        return None
    sql = f"SELECT {_COLUMNS}, secret_hash FROM outside_token WHERE id = ?"  # noqa: S608 - constants
    row = engine.read(lambda connection: connection.row(sql, (form[1],)))
    if row is None or not hmac.compare_digest(bytes(row[-1]), _hash(form[2])):
        return None
    token = _token(row[:-1])
    if not token.opens(now):
        return None
    if token.used_at is None or not timedelta() <= now - token.used_at < _NOTED:
        used = "UPDATE outside_token SET used_at = ? WHERE id = ?"
        engine.write(lambda connection: connection.execute(used, (moment(now), token.id)))
    return token


def still_opens(connection: Connection, id_: str, now: datetime) -> bool:
    """Whether it opens inside this transaction too: nobody revokes it before what it asked for is written."""
    held = "UPDATE outside_token SET used_at = ? WHERE id = ? AND revoked_at IS NULL AND ends_at > ?"
    return bool(connection.execute(held, (moment(now), id_, moment(now))))


def _all(connection: Connection) -> list[Token]:
    sql = f"SELECT {_COLUMNS} FROM outside_token ORDER BY made_at, id"  # noqa: S608 - constants
    return [_token(row) for row in connection.rows(sql)]


def _token(row: Row) -> Token:
    id_, name, scopes, made_at, ends_at, revoked_at, used_at = row
    known = frozenset(one for one in SCOPES if one in scopes.split())
    return Token(id_, name, known, _time(made_at), _time(ends_at), *(_time(at) if at else None for at in
                                                                     (revoked_at, used_at)))  # fmt: skip


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
