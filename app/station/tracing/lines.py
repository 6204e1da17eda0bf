"""What was found of a vehicle or of goods, as lines of texts for a table, a terminal and a workbook."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from app.clock import campus
from app.goods.words import phase_word
from app.i18n import mark, tr
from app.station.tracing.goods import Supplied
from app.station.tracing.vehicle import Came

VEHICLE = (
    mark("时间"), mark("岗位"), mark("事项"), mark("方向"), mark("人员"), mark("编号"), mark("电话"), mark("结论"),
    mark("说明"), mark("车主、被访人或单号"),
)  # fmt: skip
WHO = (mark("姓名"), mark("编号"), mark("电话"), mark("次数"), mark("首次"), mark("末次"))
GOODS = (
    mark("到达时间"), mark("物资单号"), mark("品名"), mark("数量"), mark("单位"), mark("供应商"), mark("冷链检测报告"),
    mark("车牌"), mark("送货人"), mark("电话"), mark("存放地点"), mark("状态"),
)  # fmt: skip


class Companion(NamedTuple):
    """Somebody who came with a vehicle, and how often."""

    name: str
    number: str
    phone: str
    times: int
    first: datetime
    last: datetime


def vehicle_line(one: Came) -> list[str]:
    """One time as the columns VEHICLE."""
    words = [tr(one.direction) if one.direction else "", one.name, one.number, one.phone, tr(one.outcome)]
    return [_time(one.at), one.post, tr(one.what), *words, tr(one.why) if one.why else "", one.about]


def people(found: Iterable[Came]) -> list[Companion]:
    """Everybody who came with it, once by name and telephone, the last one first."""
    met: dict[tuple[str, str], list[Came]] = {}
    for one in found:
        if one.name:
            met.setdefault((one.name, one.phone), []).append(one)
    some = [
        Companion(name, next((one.number for one in times if one.number), ""), phone, len(times), times[0].at,
                  times[-1].at)
        for (name, phone), times in met.items()
    ]  # fmt: skip
    return sorted(some, key=lambda one: one.last, reverse=True)


def who_line(one: Companion) -> list[str]:
    """One person as the columns WHO."""
    return [one.name, one.number, one.phone, str(one.times), _time(one.first), _time(one.last)]


def goods_line(one: Supplied) -> list[str]:
    """One line of goods as the columns GOODS."""
    line, delivery = one.line, one.delivery
    who = delivery.values.get("deliverer")
    report = line.report or (tr("缺") if line.cold_chain else "")
    return [
        _time(one.at), delivery.number, line.name, f"{line.quantity:g}", line.unit, line.supplier, report,
        delivery.values.get("vehicle", ""), who.name if who else "", who.phone if who else "",
        delivery.values.get("store", ""), phase_word(delivery.phase),
    ]  # fmt: skip


def vehicle_sheets(found: Iterable[Came]) -> dict[str, list[list[str]]]:
    """The people first: they are who is called."""
    times = list(found)
    return {
        tr("随车人员"): [_head(WHO), *map(who_line, people(times))],
        tr("逐次明细"): [_head(VEHICLE), *map(vehicle_line, times)],
    }


def goods_sheets(found: Iterable[Supplied]) -> dict[str, list[list[str]]]:
    return {tr("物资明细"): [_head(GOODS), *map(goods_line, found)]}


def _head(columns: Iterable[str]) -> list[str]:
    return [tr(one) for one in columns]


def _time(at: datetime) -> str:
    return f"{campus(at):%Y-%m-%d %H:%M}"
