"""The hooks of a centre: who is told what, and how it went."""

import secrets
from datetime import datetime
from typing import NamedTuple

from app.errors import UserError, WrongUse
from app.i18n import tr
from app.server.hooks import events
from app.server.hooks.outbox import GIVEN_UP, WAITING
from app.server.sql.port import Connection, Row
from app.store.chain import moment
from app.uuid7 import uuid7

MOST = 50
"""Hooks of one centre."""
_ALL = """SELECT id, name, address, events, made_at,
    (SELECT count(*) FROM delivery WHERE delivery.hook = hook.id AND state = ?),
    (SELECT count(*) FROM delivery WHERE delivery.hook = hook.id AND state = ?) FROM hook"""
_LAST = """SELECT id, event, state, tries, made_at, due_at, said FROM delivery WHERE hook = ?
    ORDER BY id DESC LIMIT ?"""
_NEXT = "SELECT min(due_at) FROM delivery WHERE hook = ? AND state = ?"


class Hook(NamedTuple):
    """waiting: messages still to be delivered; given_up: those that nobody took."""

    id: str
    name: str
    address: str
    events: tuple[str, ...]
    made_at: datetime
    waiting: int
    given_up: int


class Delivery(NamedTuple):
    """A message to a hook. due_at: when it is tried next; said: what the last try came to."""

    id: str
    event: str
    state: str
    tries: int
    made_at: datetime
    due_at: datetime
    said: str


class Taken(UserError):
    """There is a hook of that name."""


def add(connection: Connection, name: str, address: str, wanted: list[str], now: datetime) -> tuple[Hook, str]:
    """A new hook, and its secret in hexadecimal, told this once. address: checked by app.server.hooks.destination."""
    name = name.strip()
    if not 1 <= len(name) <= 60 or not name.isprintable():
        raise WrongUse(tr("请给通知起一个名称，不超过 60 个字。"))
    if not wanted or not set(wanted) <= set(events.NAMES):
        raise WrongUse(tr("请写明要通知的事件：{known}。", known="、".join(events.NAMES)))
    hooks = all_of(connection)
    if any(one.name == name for one in hooks):
        raise Taken(tr("已有名为“{name}”的通知。请换一个名称，或先删除它。", name=name))
    if len(hooks) >= MOST:
        raise WrongUse(tr("最多 {most} 个通知。请先删除不用的。", most=MOST))
    id_, secret = uuid7(), secrets.token_bytes(32)
    chosen = tuple(one for one in events.NAMES if one in wanted)
    connection.execute(
        "INSERT INTO hook (id, name, address, secret, events, made_at) VALUES (?, ?, ?, ?, ?, ?)",
        (id_, name, address, secret, " ".join(chosen), moment(now)),
    )
    return Hook(id_, name, address, chosen, now, 0, 0), secret.hex()


def remove(connection: Connection, id_: str) -> bool:
    """Take a hook away, with what was still to be told; whether there was one."""
    connection.execute("DELETE FROM delivery WHERE hook = ?", (id_,))
    return bool(connection.execute("DELETE FROM hook WHERE id = ?", (id_,)))


def all_of(connection: Connection) -> list[Hook]:
    """Every hook, in the order they were made."""
    return [_hook(row) for row in connection.rows(f"{_ALL} ORDER BY id", (WAITING, GIVEN_UP))]


def named(connection: Connection, name: str) -> Hook:
    """The hook of that name or id. UserError where there is none."""
    found = next((one for one in all_of(connection) if name in (one.id, one.name)), None)
    if found is None:
        raise UserError(tr("没有名为“{name}”的通知。用 gatepost server hook list 查看。", name=name))
    return found


def secret_of(connection: Connection, id_: str) -> bytes:
    """What the messages of a hook that is there are signed with."""
    row = connection.row("SELECT secret FROM hook WHERE id = ?", (id_,))
    assert row is not None
    return bytes(row[0])


def last(connection: Connection, id_: str, most: int) -> list[Delivery]:
    """The newest messages of a hook."""
    found = connection.rows(_LAST, (id_, most))
    return [
        Delivery(one, event, state, tries, _time(made_at), _time(due_at), said)
        for one, event, state, tries, made_at, due_at, said in found
    ]


def next_try(connection: Connection, id_: str) -> datetime | None:
    """When a message to a hook is tried next; None where none waits."""
    row = connection.row(_NEXT, (id_, WAITING))
    return _time(row[0]) if row and row[0] else None


def _hook(row: Row) -> Hook:
    id_, name, address, wanted, made_at, waiting, given_up = row
    return Hook(id_, name, address, tuple(wanted.split()), _time(made_at), waiting, given_up)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
