"""The list of restricted passage (限制通行名单) as the centre keeps it: the posts get who and until when, the
reason and what was said against it stay here."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from app.access.grants import sentence
from app.errors import UserError, WrongUse
from app.i18n import tr
from app.policy.person import Person
from app.policy.plate import plain
from app.server.reference.published import everything, present
from app.server.sql.port import Connection
from app.store.reference.denials import BYS, KEPT, SECTION, By, Denied, key_of
from app.store.reference.people import SECTION as PERSON
from app.store.reference.staging.rows import Change

LONGEST = timedelta(days=366)
"""No entry lasts longer: whoever still means it enters it again."""
_Entries = tuple[Denied, ...]
_PUT = """INSERT INTO denial_reason (id, why, appeal) VALUES (?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET why = excluded.why, appeal = excluded.appeal"""


class Wanted(NamedTuple):
    """What somebody wants entered. who: they."""

    by: By
    value: str
    why: str
    since: datetime
    until: datetime
    who: str


def entries(connection: Connection) -> list[Denied]:
    """All entries by the time they were made, with their reasons."""
    reasons = {id_: (why, appeal) for id_, why, appeal in connection.rows("SELECT id, why, appeal FROM denial_reason")}
    kept = [one for some in everything(connection, SECTION, _Entries).values() for one in some]
    found = [_with(one, *reasons.get(one.id, (one.why, one.appeal))) for one in kept]
    return sorted(found, key=lambda one: one.entered_at)


def added(connection: Connection, wanted: Wanted, now: datetime) -> tuple[Denied, list[Change]]:
    """A new entry, and what it changes of what is published. WrongUse where it says too little or lasts too long."""
    value, why, since = wanted.value.strip(), sentence(wanted.why), max(wanted.since, now)
    if wanted.by not in BYS or not plain(value):
        raise WrongUse(tr("请写明限制谁：学工号、身份证号或车牌。"))
    if wanted.until <= since:
        raise WrongUse(tr("截止时间应晚于开始时间，也应晚于现在。"))
    if wanted.until - since > LONGEST:
        raise WrongUse(tr("限制最长一年；到期仍需要的，请重新列入。"))
    if wanted.by == "number" and present(connection, PERSON, value, Person) is None:
        raise UserError(tr("人员名单中没有 {number}。请核对学工号，或按身份证号列入。", number=value))
    made = Denied(
        id=secrets.token_hex(4), by=wanted.by, value=value, why="", since=since, until=wanted.until, who=wanted.who,
        entered_at=now,
    )  # fmt: skip
    connection.execute(_PUT, (made.id, why, ""))
    return made, _changed(connection, [made], now)


def lifted(connection: Connection, id_: str, who: str, why: str, now: datetime) -> tuple[Denied, list[Change]]:
    """An entry ends before its time."""
    entry = msgspec.structs.replace(_open(connection, id_, now), lifted_at=now, lifted_by=who, lifted_why=sentence(why))
    return entry, _changed(connection, [entry], now)


def appealed(connection: Connection, id_: str, note: str, now: datetime) -> Denied:
    """What was said against an entry; nothing of what is published changes."""
    entry = _open(connection, id_, now)
    connection.execute(_PUT, (id_, entry.why, sentence(note)))
    return entry


def narrowed(connection: Connection) -> list[Change]:
    """What a post handed over as it published it to itself: the reasons stay here, the posts get the rest."""
    rows = everything(connection, SECTION, _Entries)
    for one in (one for some in rows.values() for one in some):
        connection.execute(_PUT, (one.id, one.why, one.appeal))
    return [Change(SECTION, key, msgspec.json.encode([_narrow(one) for one in some])) for key, some in rows.items()]


def _open(connection: Connection, id_: str, now: datetime) -> Denied:
    found = next((one for one in entries(connection) if one.id == id_ and one.over > now), None)
    if found is None:
        raise UserError(tr("名单中没有这一条有效的限制，可能已经到期或解除。请刷新后查看。"))
    return found


def _changed(connection: Connection, given: Iterable[Denied], now: datetime) -> list[Change]:
    """The rows with these entries in place of those of their ids; what has been over for long goes."""
    before = everything(connection, SECTION, _Entries)
    kept = {one.id: one for some in before.values() for one in some}
    left = {id_: one for id_, one in (kept | {one.id: one for one in given}).items() if one.over + KEPT > now}
    for id_ in kept.keys() - left.keys():
        connection.execute("DELETE FROM denial_reason WHERE id = ?", (id_,))
    rows: dict[str, list[Denied]] = {key: [] for key in before}
    for one in left.values():
        rows.setdefault(key_of(one.by, one.value), []).append(_narrow(one))
    return [Change(SECTION, key, msgspec.json.encode(some) if some else None) for key, some in rows.items()]


def _narrow(entry: Denied) -> Denied:
    """As the posts get it: the lifting's reason is of one kind with the entry's."""
    return msgspec.structs.replace(entry, why="", appeal="", lifted_why="")


def _with(entry: Denied, why: str, appeal: str) -> Denied:
    return msgspec.structs.replace(entry, why=why, appeal=appeal)
