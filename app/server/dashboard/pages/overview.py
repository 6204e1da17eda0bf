"""The overview: how the day goes, what needs somebody, and how the stations are."""

from collections.abc import Iterator
from typing import Any

from app.clock import campus_day
from app.i18n import tr
from app.server.dashboard import levels, stations
from app.server.dashboard.chart import HALF, WIDTH, strips
from app.server.dashboard.figures import HOURS, Day, day_of
from app.server.dashboard.glance import Matter, glance
from app.server.dashboard.page import Page, Shown, Visit
from app.server.dashboard.pages.stations import reference
from app.server.dashboard.stations import Station
from app.server.reference.approvals import flow, kept
from app.server.retention import standing

MOST_GATES = 6
MOST_STATIONS = 12
"""More are on pages of their own."""


def overview(visit: Visit) -> Shown:
    """The whole page."""
    return Shown("overview.html", _values(visit))


def live(visit: Visit) -> Shown:
    """What of it changes."""
    return Shown("_overview.html", _values(visit))


def _values(visit: Visit) -> dict[str, Any]:
    found = stations.all_of(visit.engine)
    day = day_of(visit.engine, campus_day(visit.now))
    seen = glance(visit)
    matters = sorted((*_matters(visit, found, day), *seen.matters), key=lambda one: not one.urgent)
    heard = [one for one in found if not one.revoked and not one.silent(visit.now)]
    known = reference(visit, found)
    return {
        "day": day, "strips": strips(day)[:MOST_GATES], "hours": HOURS, "width": WIDTH, "half": HALF,
        "names": {one.id: one.name for one in found}, "matters": matters, "more_tiles": seen.tiles,
        "stations": sorted(found, key=lambda one: (one.revoked, not _troubled(one, visit)))[:MOST_STATIONS],
        **known, "holds": levels.holding(known["steps"]),
        "heard": len(heard), "all": sum(not one.revoked for one in found),
        "more": max(len(found) - MOST_STATIONS, 0),
    }  # fmt: skip


def _troubled(one: Station, visit: Visit) -> bool:
    return bool(one.silent(visit.now) or one.clock_off or one.aside)


def _matters(visit: Visit, found: list[Station], day: Day) -> Iterator[Matter]:
    mine = flow.waiting_for(visit.who.role)
    counts = visit.engine.read(kept.waiting) if mine else {}
    waiting = sum(counts.get(state, 0) for state in mine)
    if waiting:
        yield Matter(tr("{count} 份审批待您办理", count=waiting), "/approvals")
    if day.overrides:
        yield Matter(tr("今日紧急放行 {count} 次", count=day.overrides), "/records/override", urgent=True)
    if visit.may("retention.run") and (stands := visit.engine.read(standing.read)) and stands.tries:
        late = stands.since is not None and stands.since < stands.day
        yield Matter(tr("到期清除没有完成，会自动再试"), "/retention", urgent=late)
    for one in found:
        path = f"/stations/{one.id}"
        if one.clock_off:
            yield Matter(tr("{station}：时钟偏差超过 2 分钟，请校准", station=one.name), path, urgent=True)
        if one.silent(visit.now):
            yield Matter(tr("{station}：超过 10 分钟没有联系", station=one.name), path)
        if one.aside and visit.may("audit.read"):
            text = tr("{station}：{count} 条记录被隔离，待查", station=one.name, count=one.aside)
            yield Matter(text, "/quarantine", urgent=True)


PAGES = (
    Page("GET", "/", "records.read", overview),
    Page("GET", "/live", "records.read", live, live=True),
)
