"""The outbox: what is to be delivered to whom, written in the transaction of what happened, or not at all."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from app.server.hooks import events
from app.server.sql.port import Bulk, Connection
from app.store.chain import moment
from app.store.reference.levels import SECTION, LevelChange
from app.uuid7 import uuid7

WAITING, DONE, GIVEN_UP = "waiting", "done", "given up"
_BULK = Bulk(
    "delivery",
    {"hook": "TEXT", "id": "TEXT", "event": "TEXT", "body": "TEXT", "made_at": "TEXT", "due_at": "TEXT",
     "tries": "WHOLE", "state": "TEXT", "said": "TEXT"},
)  # fmt: skip
_LEVELS = "SELECT value FROM reference_item WHERE version = ? AND section = ? AND value IS NOT NULL ORDER BY key"


class Happened(NamedTuple):
    """event: its name. about: what the receiver is told of it."""

    event: str
    about: Mapping[str, Any]


def put(connection: Connection, happened: Iterable[Happened], now: datetime) -> None:
    """Lay out what happened for every hook that wants to know it."""
    told = list(happened)
    if not told:
        return
    wanted: dict[str, list[str]] = {}
    for hook, names in connection.rows("SELECT id, events FROM hook"):
        for name in names.split():
            wanted.setdefault(name, []).append(hook)
    rows = []
    for one in told:
        id_, body = made(one, now)
        at = moment(now)
        rows += [(hook, id_, one.event, body, at, at, 0, WAITING, "") for hook in wanted.get(one.event, ())]
    connection.insert(_BULK, rows)


def levels_published(connection: Connection, version: int, now: datetime) -> None:
    """The control levels that a change-set of the reference has just published."""
    values = (value for (value,) in connection.rows(_LEVELS, (version, SECTION)))
    put(connection, [Happened(events.LEVEL, _level(one, version)) for one in map(_read, values) if one], now)


def ping(connection: Connection, hook: str, now: datetime) -> str:
    """A delivery to try a hook with; its id."""
    id_, body = made(Happened(events.PING, {}), now)
    connection.insert(_BULK, [(hook, id_, events.PING, body, moment(now), moment(now), 0, WAITING, "")])
    return id_


def made(one: Happened, now: datetime) -> tuple[str, str]:
    """The id of a message and its JSON text, as it is sent and signed."""
    id_ = uuid7()
    return id_, msgspec.json.encode({"id": id_, "event": one.event, "at": moment(now), "about": one.about}).decode()


def _read(value: str) -> LevelChange | None:
    """A level that this version cannot read is published all the same, and nobody is told."""
    try:
        return msgspec.json.decode(value, type=LevelChange)
    except msgspec.DecodeError:
        return None


def _level(change: LevelChange, version: int) -> dict[str, Any]:
    """Who set it and why stays here: both are words about people."""
    return {"level": change.level, "since": moment(change.since), "posts": change.posts, "version": version}
