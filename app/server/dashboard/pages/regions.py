"""Places at risk (风险地区): the list that every post holds travel cards against, each place from when to when."""

from collections.abc import Callable, Iterable
from datetime import date

from app.errors import UserError
from app.i18n import tr
from app.policy.lists import Region, plain
from app.server.dashboard import given, levels, stations
from app.server.dashboard.page import Answer, Moved, Page, Shown, Visit
from app.server.dashboard.publishing import Done, publish
from app.server.reference import campuslists
from app.server.sql.port import Connection
from app.store.importing.regions import Read, read_regions
from app.store.reference.campuslists import REGIONS
from app.store.reference.staging.rows import Change

Listed = Callable[[tuple[Region, ...]], tuple[Region, ...]]
MOST = 20
"""Earlier versions that are told."""


def every(visit: Visit) -> Shown:
    """The list, its versions, which stations have it, and the forms."""
    return _shown(visit, None)


def add(visit: Visit) -> Answer:
    """A place more, or other days for one that is on the list."""
    name = plain(given.text(visit, "name"))
    if not 2 <= len(name) <= 60:
        raise UserError(tr("没有地区名称，或名称太短、太长"))
    since, until = (_day(visit, field) for field in ("since", "until"))
    if since and until and until < since:
        raise UserError(tr("结束日期早于开始日期"))
    region = Region(name=name, since=since, until=until)
    return _put(visit, lambda known: (*(one for one in known if one.name != name), region))


def remove(visit: Visit) -> Answer:
    """A place less."""
    name = given.text(visit, "name")
    return _put(visit, lambda known: tuple(one for one in known if one.name != name))


def load(visit: Visit) -> Answer:
    """The whole list from a file: tried, or put in place of the present one."""
    sent = given.file(visit)
    read = read_regions(sent.content, sent.name)
    if visit.form.get("act") != "take":
        return _shown(visit, read)
    if not read.regions:
        raise UserError(tr("文件 {path} 里没有可用的地区，名单没有改动。", path=sent.name))
    return _put(visit, lambda _known: read.regions)


def _put(visit: Visit, changed: Listed) -> Answer:
    why = given.text(visit, "why")

    def work(connection: Connection) -> tuple[Iterable[Done], Iterable[Change]]:
        wanted = changed(campuslists.regions(connection))
        changes = campuslists.listed(connection, wanted, visit.who.name, why, visit.now)
        return [Done("regions", f"{len(wanted)}", detail=why)], changes

    publish(visit, work)
    return Moved("/levels/regions?done=yes")


def _shown(visit: Visit, read: Read | None) -> Shown:
    versions = visit.engine.read(campuslists.versions)
    return Shown("regions.html", {
        "regions": versions[-1].regions if versions else (), "versions": versions[::-1][:MOST], "read": read,
        "reach": levels.reach(visit.engine, REGIONS, stations.all_of(visit.engine)), "given": visit.form,
        "done": visit.query.get("done", ""),
    })  # fmt: skip


def _day(visit: Visit, field: str) -> date | None:
    said = given.text(visit, field)
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise UserError(tr("日期请写成 2022-04-10")) from None


PAGES = (
    Page("GET", "/levels/regions", "level.set", every),
    Page("POST", "/levels/regions", "level.set", add, again=every),
    Page("POST", "/levels/regions/remove", "level.set", remove, again=every),
    Page("POST", "/levels/regions/import", "level.set", load, again=every, takes_file=True),
)
