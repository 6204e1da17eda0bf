"""How far a download has come, as the database keeps it: whatever is interrupted goes on from here."""

from datetime import datetime
from typing import TypeVar

import msgspec
from msgspec import Struct

from app.errors import UserError
from app.i18n import tr
from app.store.cipher import Connection
from app.store.database import Database

S = TypeVar("S", bound=Struct)


class OvertakenError(UserError):
    """Another download of the same database went on meanwhile; what it wrote is left as it is."""


class InUse(Struct, frozen=True, kw_only=True):
    """The centre's state that this post decides by.

    token: names it to the centre; "" where the centre is to send everything once more. counts: the rows of each section
    that the centre owns. total: see SetDigest. asked_at: when this post asked, by its own clock, and was told that this
    is all. seal: what the centre signed, as it came.
    """

    token: str
    total: bytes
    counts: dict[str, int]
    asked_at: datetime
    seal: bytes


class Staged(Struct, frozen=True, kw_only=True):
    """A download under way into `generation`. fresh: it began with nothing.

    person, row: the last rows of people and of the rest before it began. rows: changes taken so far. indexed, merged:
    how far the index of names has come. sealed: what it becomes, once all of it is here. dropped: it is of no use, and
    to be cleared away.
    """

    generation: int
    cursor: str = ""
    fresh: bool = False
    total: bytes = b""
    counts: dict[str, int] = {}
    rows: int = 0
    person: int = 0
    row: int = 0
    indexed: int = 0
    merged: str = ""
    sealed: InUse | None = None
    dropped: bool = False


class Clearing(Struct, frozen=True, kw_only=True):
    """What the last swap left to clear away. own: sections that were the post's own until then. anew: some section
    began anew, and what it had before is hidden."""

    own: tuple[str, ...]
    anew: bool
    since: datetime


_NAMES: dict[type[Struct], str] = {
    InUse: "reference-in-use", Staged: "reference-staged", Clearing: "reference-clearing",
}  # fmt: skip


def load(database: Database, type_: type[S]) -> S | None:
    """The one that is kept, if there is one."""
    rows = database.rows("SELECT value FROM state WHERE name = ?", (_NAMES[type_],))
    return msgspec.json.decode(rows[0][0], type=type_) if rows else None


def still(database: Database, type_: type[S], known: S | None) -> None:
    """Raises OvertakenError where it is no longer the one that was known; for a transaction that goes on from there."""
    if load(database, type_) != known:
        raise overtaken()


def overtaken() -> OvertakenError:
    """The refusal to go on behind another one's back."""
    return OvertakenError(tr("另一个程序正在下载指挥中心的资料，这次停下，已启用的资料不变；稍后自动重试。"))


def save(connection: Connection, one: Struct) -> None:
    """Keep it, in its caller's transaction."""
    value = msgspec.json.encode(one).decode()
    connection.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (_NAMES[type(one)], value))


def moved(connection: Connection, staged: Staged, **now: object) -> Staged:
    """Keep how far it has come, and give it."""
    further = msgspec.structs.replace(staged, **now)
    save(connection, further)
    return further


def drop(connection: Connection, type_: type[Struct]) -> None:
    """Keep none any more."""
    connection.execute("DELETE FROM state WHERE name = ?", (_NAMES[type_],))
