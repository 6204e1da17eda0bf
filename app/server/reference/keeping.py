"""How long the posts keep what their records say, and what is held (保全) beyond that, where the centre says so.
Inside a transaction of the caller's."""

import secrets
from datetime import datetime
from typing import NamedTuple

import msgspec

from app.errors import UserError
from app.i18n import tr
from app.policy.person import Person
from app.records.registry import kind as kind_of
from app.records.registry import kinds
from app.server.reference.published import everything, present
from app.server.sql.port import Connection
from app.store.reference.people import SECTION as PERSON
from app.store.reference.staging.rows import Change
from app.store.retention import holds, periods
from app.store.retention.holds import Hold
from app.store.retention.mentions import identifiers


class Period(NamedTuple):
    """How long records of a kind are kept: published days, None where each post has its own; usual: what the kind
    itself says, None for ever."""

    kind: str
    days: int | None
    usual: int | None


class Wanted(NamedTuple):
    """What is to be held: records of this kind, of that person, of this time; what is empty restricts nothing."""

    kind: str
    number: str
    start: datetime | None
    end: datetime | None
    until: datetime | None
    why: str
    who: str


def all_periods(connection: Connection) -> list[Period]:
    """Every kind of record."""
    said = everything(connection, periods.SECTION, int)
    return [Period(one.name, said.get(one.name), one.keep) for one in kinds().values()]


def keep(kind: str, days: int, why: str) -> Change:
    """Records of this kind are kept so long at every post. UserError for a time that is too short."""
    if not why.strip():
        raise UserError(tr("请写明为什么改保存期限。"))
    periods.check(kind, days)
    return Change(periods.SECTION, kind, msgspec.json.encode(days))


def held(connection: Connection, now: datetime) -> list[Hold]:
    """The holds in force, in the order they were set."""
    found = everything(connection, holds.SECTION, Hold).values()
    return sorted((one for one in found if one.until is None or now < one.until), key=lambda one: one.since)


def hold(connection: Connection, wanted: Wanted, now: datetime) -> tuple[Hold, list[Change]]:
    """A hold, at every post; those that ended by themselves go."""
    if not wanted.why.strip():
        raise UserError(tr("请写明保全的原因。"))
    if wanted.start and wanted.end and wanted.end <= wanted.start:
        raise UserError(tr("结束时间应晚于开始时间，否则什么也保全不了。"))
    if wanted.until and wanted.until <= now:
        raise UserError(tr("保全的截止时间已经过去，什么也保全不了。请写将来的时间。"))
    if wanted.kind:
        kind_of(wanted.kind)
    names: tuple[str, ...] = ()
    if number := wanted.number.strip():
        person = present(connection, PERSON, number, Person)
        names = (number, *sorted(identifiers(number, person) - {number}))
    made = Hold(
        id=secrets.token_hex(4), kind=wanted.kind, names=names, start=wanted.start, end=wanted.end, until=wanted.until,
        who=wanted.who, why=wanted.why.strip(), since=now,
    )  # fmt: skip
    kept = {one.id for one in held(connection, now)}
    over = [key for key in everything(connection, holds.SECTION, msgspec.Raw) if key not in kept]
    gone = [Change(holds.SECTION, key, None) for key in over]
    return made, [*gone, Change(holds.SECTION, made.id, msgspec.json.encode(made))]


def released(connection: Connection, id_: str, typed: str) -> Change:
    """A hold ends, confirmed by typing its id."""
    if present(connection, holds.SECTION, id_, Hold) is None:
        raise UserError(tr("没有这一项保全，可能刚解除。请刷新后查看。"))
    if typed.strip() != id_:
        raise UserError(tr("输入的编号不一致，没有解除。请照原样输入“{id}”。", id=id_))
    return Change(holds.SECTION, id_, None)
