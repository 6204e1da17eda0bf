"""What the dormitories, the medical duty room and deliveries come to at a glance, for roles that may look further."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple

from app.clock import campus_day
from app.dormitory.day import rounds
from app.i18n import tr
from app.server.counts.dormitory.board import Look, TooMany
from app.server.dashboard.dormitory import rows
from app.server.dashboard.page import Visit
from app.server.dashboard.pages.keyposts import missing
from app.server.dashboard.pages.openitems import LATE
from app.server.dashboard.pages.parcels import LEFT_OVER

WAITS = timedelta(minutes=30)
"""Whoever was referred should have been seen by then."""


class Tile(NamedTuple):
    """A figure. of: what it is a part of, empty for nothing. tone: hold or bad where somebody should look; path: where
    the figure comes from."""

    label: str
    figure: int
    of: str
    tone: str
    path: str


class Matter(NamedTuple):
    """Something that somebody should look at. urgent: before the rest."""

    text: str
    path: str
    urgent: bool = False


class Glance(NamedTuple):
    """tiles: their row; matters: what needs somebody."""

    tiles: tuple[Tile, ...]
    matters: tuple[Matter, ...]


def glance(visit: Visit) -> Glance:
    """As far as the role of whoever asks may look."""
    tiles: list[Tile] = []
    matters: list[Matter] = []
    if visit.may("rounds.read"):
        with suppress(TooMany):
            look = visit.boards.dormitory(campus_day(visit.now)).look(visit.now)
            tiles += _dormitory(look)
            matters += _reports(look)
        tiles += _medical(visit)
    if visit.may("medical.read"):
        matters += _waiting(visit)
    if visit.may("people.identity"):
        found = visit.boards.goods.look(visit.now).open
        late = sum(visit.now - (one.decided_at or one.began_at) > LATE for one in found)
        tiles.append(Tile(tr("未闭环物资"), len(found), "", "hold" if late else "", "/open"))
        if late:
            matters.append(Matter(tr("{count} 批物资超过 4 小时没有闭环", count=late), "/open"))
    return Glance(tuple(tiles), (*matters, *_keyposts(visit), *_parcels(visit)))


def _dormitory(look: Look) -> Iterator[Tile]:
    n = look.report.counts[look.report.parts()[-1]]
    yield Tile(tr("公寓已报人次"), n.measured + n.stated, f"{n.due:,}", "", "/dormitory")
    yield Tile(tr("漏报人次"), n.missing, "", "hold" if n.missing else "", "/dormitory")
    yield Tile(tr("迟报人次"), n.late, "", "", "/dormitory")
    yield Tile(tr("更正人数"), n.amended, "", "", "/dormitory")
    yield Tile(tr("待核实人数"), n.contradicted, "", "hold" if n.contradicted else "", "/dormitory/part#doubts")


def _medical(visit: Visit) -> Iterator[Tile]:
    room = visit.boards.medical.look(visit.now)
    here = len(room.waiting) + len(room.taken) + len(room.kept)
    yield Tile(tr("值班室在场"), here, "", "hold" if room.waiting else "", "/medical")


def _reports(look: Look) -> Iterator[Matter]:
    """Who has not reported when a round is over, what disagrees, and reports that nobody has signed in time."""
    closed = {one.name for one in rounds(look.plan, look.report.day) if one.closes <= look.report.now}
    missing = sum(bool(closed & set(one.missing)) for one in look.people.values())
    if missing:
        yield Matter(tr("公寓：{count} 人漏报，要打电话", count=missing), "/dormitory/part#missing")
    open_ = {one.number for one in look.report.disagreements if not one.settled}
    if open_:
        yield Matter(tr("公寓：{count} 人的数据不一致，待核实", count=len(open_)), "/dormitory/part#doubts")
    overdue = sum(one.overdue for one in rows(look) if one.part.scope != "campus")
    if overdue:
        yield Matter(tr("公寓：{count} 份日报告逾期未签发", count=overdue), "/dormitory", urgent=True)


def _keyposts(visit: Visit) -> Iterator[Matter]:
    if not visit.may("keyposts.read"):
        return
    look = visit.boards.keyposts.look(visit.now)
    if away := missing(look):
        yield Matter(tr("重点岗位：{count} 人未到岗", count=away), "/keyposts", urgent=True)
    if astray := len({one.staff.number for one in look.lines if one.astray}):
        yield Matter(tr("重点岗位：{count} 人越界", count=astray), "/keyposts")


def _parcels(visit: Visit) -> Iterator[Matter]:
    if not visit.may("parcels.keep"):
        return
    late = sum(one.older(visit.now, LEFT_OVER) for one in visit.boards.parcels.look(visit.now).every)
    if late:
        yield Matter(tr("快递：{count} 件超过 48 小时无人领取", count=late), "/parcels")


def _waiting(visit: Visit) -> Iterator[Matter]:
    waiting = visit.boards.medical.look(visit.now).waiting
    late = sum(visit.now - (one.came or one.last) > WAITS for one in waiting)
    if late:
        yield Matter(tr("医疗值班室：{count} 人等候超过 30 分钟", count=late), "/medical", urgent=True)
