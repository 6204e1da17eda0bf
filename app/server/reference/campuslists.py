"""The lists beside the levels as the centre keeps them: places at risk, in versions, and exceptions, each with its end.
Every post has them with its next sync, and they hold there at once."""

import secrets
from datetime import datetime
from typing import NamedTuple

import msgspec

from app.errors import UserError, WrongUse
from app.i18n import tr
from app.policy.evidence import Item
from app.policy.lists import EXEMPTABLE, By, Region, is_kind
from app.policy.person import Person
from app.server.reference.published import everything, present
from app.server.sql.port import Connection
from app.store.reference.campuslists import EXEMPTIONS, KEPT, REGIONS, Exempted, RegionList
from app.store.reference.people import SECTION as PERSON
from app.store.reference.staging.rows import Change


class Wanted(NamedTuple):
    """An exception that somebody wants. who: they. items: what is not asked; none where a place is no risk."""

    by: By
    value: str
    items: tuple[Item, ...]
    levels: tuple[str, ...]
    since: datetime
    until: datetime
    who: str
    why: str


def versions(connection: Connection) -> list[RegionList]:
    """Every list of places at risk there ever was, the first first."""
    return list(everything(connection, REGIONS, RegionList).values())


def regions(connection: Connection) -> tuple[Region, ...]:
    """The places on the list, also those whose time is over or still to come."""
    known = versions(connection)
    return known[-1].regions if known else ()


def listed(connection: Connection, wanted: tuple[Region, ...], who: str, why: str, now: datetime) -> list[Change]:
    """Another version of the list; nothing where it is the same. WrongUse without a reason."""
    why = _needed(why)
    known = everything(connection, REGIONS, RegionList)
    if wanted == regions(connection):
        return []
    last = max((int(key) for key in known if key.isdecimal()), default=0)
    made = RegionList(regions=wanted, who=who, why=why, at=now)
    return [Change(REGIONS, f"{last + 1:08d}", msgspec.json.encode(made))]


def exceptions(connection: Connection) -> list[Exempted]:
    """All by the time they were made."""
    return sorted(everything(connection, EXEMPTIONS, Exempted).values(), key=lambda one: one.entered_at)


def exempted(connection: Connection, wanted: Wanted, now: datetime) -> tuple[Exempted, list[Change]]:
    """A new exception. WrongUse where it says too little, or nothing that an exception may say."""
    value, why, since = wanted.value.strip(), _needed(wanted.why), max(wanted.since, now)
    if not value or (wanted.by == "kind" and not is_kind(value)):
        raise WrongUse(tr("请写明例外是对谁的：人员类别、学工号或地区。"))
    if wanted.by != "place" and (not wanted.items or not set(wanted.items) <= set(EXEMPTABLE)):
        raise WrongUse(tr("请写明免查哪些项目。身份、体温和发烧咳嗽询问不能免。"))
    if wanted.by == "number" and present(connection, PERSON, value, Person) is None:
        raise UserError(tr("人员名单中没有 {number}。请核对学工号，或先导入名单。", number=value))
    if wanted.until <= since:
        raise WrongUse(tr("截止时间应晚于开始时间，也应晚于现在。"))
    made = Exempted(
        id=secrets.token_hex(4), by=wanted.by, value=value, items=() if wanted.by == "place" else wanted.items,
        levels=wanted.levels, since=since, until=wanted.until, who=wanted.who, why=why, entered_at=now,
    )  # fmt: skip
    return made, [*_gone(connection, now), _change(made)]


def lifted(connection: Connection, id_: str, who: str, why: str, now: datetime) -> tuple[Exempted, list[Change]]:
    """One ends before its time."""
    _needed(why)
    found = next((one for one in exceptions(connection) if one.id == id_ and one.over > now), None)
    if found is None:
        raise UserError(tr("没有编号为 {id} 的有效例外，可能已经到期或取消。请重新查看。", id=id_))
    ended = msgspec.structs.replace(found, lifted_at=now, lifted_by=who)
    return ended, [*_gone(connection, now), _change(ended)]


def _gone(connection: Connection, now: datetime) -> list[Change]:
    """What has been over for long."""
    return [Change(EXEMPTIONS, one.id, None) for one in exceptions(connection) if one.over + KEPT < now]


def _change(one: Exempted) -> Change:
    return Change(EXEMPTIONS, one.id, msgspec.json.encode(one))


def _needed(why: str) -> str:
    if not why.strip():
        raise WrongUse(tr("请写明原因，例如文件号或通知。"))
    return why.strip()
