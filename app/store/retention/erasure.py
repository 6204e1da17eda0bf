"""One person's records: found, to be handed to them, or forgotten because they ask for it (PIPL, art. 45 and 47).

What was done with the program (the audit) is shown to them too, but stays: it is kept for whoever looked them up.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from app.clock import campus
from app.errors import UserError
from app.i18n import tr
from app.records.forgetting import Forgetting
from app.records.registry import kinds
from app.store import identity
from app.store.cipher import Connection
from app.store.database import Database
from app.store.fact import Fact
from app.store.retention.forget import forget, order_place, total
from app.store.retention.guarding import Guard
from app.store.retention.mentions import mentions
from app.store.retention.rounds import Append, draft_of
from app.store.rows import COLUMNS, SELECT, Row, entry_of

STEP = 2000
"""Rows looked through at a time."""
_N, _ID = COLUMNS.index("n"), COLUMNS.index("id")
Progress = Callable[[int, int], None]


class Erasure(NamedTuple):
    """What is to be erased and by whom. names: what the person is known by, the number first of all; force: also what
    the centre does not have yet, which it then never gets."""

    number: str
    names: Collection[str]
    operator: str
    post: str
    reason: str
    force: bool = False


class Refused(UserError):
    """It cannot be erased now; nothing was."""


def found(database: Database, names: Collection[str], progress: Progress | None = None) -> Iterator[str]:
    """The ids of all records that still say something and name the person, the oldest first."""
    top = int(database.rows("SELECT coalesce(max(n), 0) FROM ledger")[0][0])
    marks = " OR ".join(["instr(body, ?)"] * len(names))
    sql = f"{SELECT} WHERE n > ? AND n <= ? AND moved IS NULL AND ({marks}) ORDER BY n"
    for first in range(0, top, STEP):
        rows = database.rows(sql, (first, first + STEP, *names))
        yield from (row[_ID] for row in rows if mentions(_fact(row).body, names))
        if progress:
            progress(min(first + STEP, top), top)


def erase(
    database: Database, append: Append, what: Erasure, ids: Collection[str], now: datetime, *, centre: bool
) -> int:
    """Forget these records of a person, all or none; how many. The audit among them stays. Refused says why not."""
    audits = {kind.name for kind in kinds().values() if kind.audit}
    with database.write() as connection:
        rows = [row for row in _rows(connection, ids) if _fact(row).kind not in audits and not _fact(row).forgotten]
        guard = Guard(database, connection, now, centre=centre)
        for row in rows:
            _refuse_held(guard, _fact(row))
        waiting = sum(guard.waiting(row[_N], row[_ID]) for row in rows)
        if waiting and not what.force:
            raise Refused(
                tr("此人有 {count} 条记录指挥中心尚未确认，没有删除任何内容。请先同步；必须现在删除时加 --force。",
                   count=waiting)
            )  # fmt: skip
        sum_ = total(rows)
        said = Forgetting(
            act="done", basis="request", count=sum_.count, digest=sum_.digest,
            subject=subject(database, what.number), reason=what.reason,
        )  # fmt: skip
        order = append(draft_of(said, what.operator, what.post))
        place = order_place(connection, order.fact.id)
        for row in rows:
            forget(connection, row, place)
    return len(rows)


def subject(database: Database, number: str) -> str:
    """Tells whether an erasure was of this number, to whoever has this database: its key is nowhere else, so that
    nobody can try all numbers."""
    key = identity.lasting(database, "erasure-key", secrets.token_hex(32))
    return hmac.new(bytes.fromhex(key), number.encode(), hashlib.sha256).hexdigest()[:32]


def _refuse_held(guard: Guard, fact: Fact) -> None:
    hold = guard.hold(fact)
    if hold is not None:
        since = f"{campus(hold.since):%Y-%m-%d}"
        raise Refused(
            tr("此人的记录受保全（{who}，{since}：{why}），没有删除任何内容。请先由设定人解除保全。",
               who=hold.who, since=since, why=hold.why)
        )  # fmt: skip


def _rows(connection: Connection, ids: Collection[str]) -> list[Row]:
    sql = f"{SELECT} WHERE id = ? AND moved IS NULL"
    return [row for id_ in ids for row in connection.execute(sql, (id_,)).fetchall()]


def _fact(row: Row) -> Fact:
    return entry_of(row, "", "").fact
