"""The night check: to be opened, gone on with, closed; and the calls about whoever was not found."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from app.dormitory.called import house
from app.dormitory.night.call import call_due, next_call
from app.dormitory.night.hours import hours, night_of
from app.dormitory.resident import Resident
from app.dormitory.today.item import Coming, Item, Lead
from app.i18n import mark, tr
from app.records.night_step import WHOSE
from app.station.nightbook import NightBook, NightPage
from app.station.todo.look import Look

ACT = "night.check"


def items(look: Look) -> Iterator[Item]:
    """Nothing for whoever does not keep the check."""
    if not look.post.may(ACT):
        return
    book = NightBook(look.post)
    for page in book.everything(look.campus, look.buildings):
        yield from _check(page)
        yield from _calls(page, book, look)


def coming(look: Look) -> Iterator[Coming]:
    for days in (0, 1):
        opens = hours(look.plan, night_of(look.plan, look.now) + timedelta(days=days)).opens
        yield Coming(opens, lambda: tr("开始查寝"))


def _check(page: NightPage) -> Iterator[Item]:
    building, check, unseen = page.building, page.check, page.numbers.unseen
    lead, closes = Lead("night", building, page.hours.day.isoformat()), page.hours.closes
    if check is None:
        if page.hours.opens <= page.now <= page.hours.ends:
            words = partial(_of, building, mark("{building}：开始查寝"))
            yield Item("night", page.hours.late_from, lead, words)
    elif check.closed is None and unseen:
        words = partial(_of, building, mark("{building}查寝：还有 {count} 人没有查到"), count=unseen)
        yield Item("night", closes, lead, words)
    elif check.closed is None:
        yield Item("night", closes, lead, partial(_of, building, mark("{building}查寝：都查到了，请结束")))
    for night in page.unclosed:
        yield _unclosed(page, night)


def _of(building: str, words: str, **more: int) -> str:
    return tr(words, building=house(building), **more)


def _unclosed(page: NightPage, night: date) -> Item:
    since = page.hours.closes - (page.hours.day - night)
    return Item(
        "night", since, Lead("night", page.building, night.isoformat()),
        lambda: tr("{building} {day} 的查寝没有结束", building=house(page.building), day=f"{night:%m-%d}"),
    )  # fmt: skip


def _calls(page: NightPage, book: NightBook, look: Look) -> Iterator[Item]:
    closed = page.check.closed.at if page.check and page.check.closed else None
    for line in page.check.cases if page.check else ():
        call = next_call(line.called, book.calls(line.resident))
        yield _call(line.resident, call.whose if call else "", call_due(line, closed, look.plan), page.hours.day)
    for case, resident in page.earlier:
        call = next_call(case.called, book.calls(resident))
        yield _call(resident, call.whose if call else "", case.since, case.night)


def _call(one: Resident, whose: str, due: datetime | None, night: date) -> Item:
    return Item(
        "call", due, Lead("night", one.building, night.isoformat(), one.number),
        lambda: tr("{day} {building}-{room} 寝未归：打电话给{whose}", day=f"{night:%m-%d}", building=one.building,
                   room=one.room, whose=tr(WHOSE[whose])),
    )  # fmt: skip
