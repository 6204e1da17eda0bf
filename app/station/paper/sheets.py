"""What stands on the sheets, from the forms and the people: handed to app.report.paper to be drawn."""

from collections.abc import Sequence
from typing import NamedTuple

from app.dormitory.called import house
from app.dormitory.resident import Resident
from app.goods.items import ITEMS as GOODS
from app.i18n import tr
from app.records.goods_items import COLORS, RESULTS
from app.records.rounds import ROUNDS
from app.report.paper import Column, Line, Page
from app.station.paper.forms import GOODS_HINTS, LINES, TICKS, TITLES, tick_label

BLANK = 34.0
FOUR = 4
"""Items of one sheet of the four musts."""
_TICKED = {"health_code": COLORS, "travel_card": COLORS, "test_report": RESULTS}


class About(NamedTuple):
    """The head of a sheet. day: as it is printed, empty where it is written by hand; part: "1/5"."""

    post: str
    number: str
    day: str
    part: str


def gate(about: About) -> Page:
    """Twenty people at the gate."""
    columns = (
        Column("", 8), Column(tr("时间"), 17), Column(tr("学工号或姓名"), 46),
        Column(tr("进出"), 21, (tr("进"), tr("出"))),
        Column(tr("体温"), 20), *(Column(tick_label(at), 14, ("",)) for at in range(len(TICKS))),
        Column(tr("结论"), 46, (tr("放行"), tr("不放"), tr("送校医"))), Column(tr("备注"), 23),
    )  # fmt: skip
    lines = tuple(Line(str(at)) for at in range(1, LINES["gate"] + 1))
    foot = tr("一人一行。看过并合格的打勾，不合格的画叉；发烧或咳嗽的请转校医。来电后在“登记”页按 F7 补录，此单存档。")
    return Page(tr(TITLES["gate"]), about.number, _head(about), columns, lines, foot)


def goods(about: About) -> Page:
    """One delivery, with all sixteen items in the order of the work."""
    columns = (Column("", 8), Column(tr("项目"), 36), Column(tr("怎么写"), 46), Column(tr("登记内容"), 102))
    lines = []
    for at, item in enumerate(GOODS, 1):
        first = at % FOUR == 1
        label = tr("{group} · {item}", group=tr(item.group), item=tr(item.label)) if first else tr(item.label)
        ticks = tuple(tr(word) for word in _TICKED.get(item.name, {}).values())
        hint = "" if ticks else tr(GOODS_HINTS[item.name])
        lines.append(Line(str(at), (label, hint), ticks, 4 if item.name == "lines" else 1))
    outcome = Line("", (tr("处理"), ""), (tr("放行入校"), tr("不予入校")))
    foot = tr("一车一张，十六项都要写全才能放行。来电后在“登记”页按 F7 补录，此单存档。")
    return Page(tr(TITLES["goods"]), about.number, _head(about), columns, (*lines, outcome), foot, landscape=False)


def dormitory(about: About, building: str, round_: str, residents: Sequence[Resident]) -> Page:
    """The temperatures of one round, room by room."""
    columns = (
        Column("", 9), Column(tr("房间"), 26), Column(tr("姓名"), 40), Column(tr("时间"), 26), Column(tr("体温"), 26),
        Column(tr("咳嗽"), 16, ("",)), Column(tr("备注"), 49),
    )  # fmt: skip
    lines = tuple(
        Line(str(at), (room_of(one), one.name)) for at, one in enumerate(residents, 1)
    )  # fmt: skip
    empty = tuple(Line(str(at)) for at in range(len(lines) + 1, LINES["dormitory"] + 1))
    head = (*_head(about), (tr("{building} · {round}", building=house(building), round=tr(ROUNDS[round_])), 0.0))
    foot = tr("腋下体温，时间与上一行相同可以不写。发热或不适立即告诉校医。来电后在“登记”页按 F7 补录，此单存档。")
    return Page(tr(TITLES["dormitory"]), about.number, head, columns, (*lines, *empty), foot, landscape=False)


def room_of(one: Resident) -> str:
    """Where somebody sleeps, as the paper and the screen have it."""
    return f"{one.building}-{one.room}" + (f"-{one.bed}" if one.bed else "")


def _head(about: About) -> tuple[tuple[str, float], ...]:
    day = (tr("日期 {day}", day=about.day), 0.0) if about.day else (tr("日期"), 26.0)
    return ((tr("岗位 {post}", post=about.post), 0.0), day, (tr("值守人"), BLANK), (about.part, 0.0))
