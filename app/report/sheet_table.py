"""Control points and expected deliveries, read from a table: which are taken, and which rows are refused and why."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Generic, TypeVar

from app.clock import CAMPUS, campus, is_possible
from app.codes.campus_things import ControlPoint, GoodsClass, GoodsTicket
from app.i18n import tr
from app.store.importing.cells import Lost, digits, words
from app.store.importing.tables import recognise, sheets

T = TypeVar("T")
Values = Mapping[str, Any]

POINT_COLUMNS = {
    "number": ("点位号", "点位编号", "编号", "number"),
    "name": ("点位名称", "点位", "名称", "name"),
    "place": ("位置", "地点", "所在位置", "楼栋", "区域", "place"),
}
TICKET_COLUMNS = {
    "number": ("单号", "通行单号", "编号", "number"),
    "name": ("供应商", "供应单位", "送货单位", "送货人", "单位", "supplier", "deliverer"),
    "goods_class": ("物资类别", "类别", "class"),
    "vehicle": ("车牌", "车牌号", "vehicle", "plate"),
    "start": ("有效期起", "开始", "开始时间", "起", "from"),
    "end": ("有效期止", "截止", "结束时间", "止", "until"),
}
CLASS_WORDS: dict[str, GoodsClass] = {
    "防疫物资": "protective", "防疫": "protective", "protective": "protective",
    "生活物资": "daily", "生活": "daily", "daily": "daily",
}  # fmt: skip
_TIME = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+(\d{1,2})[:：](\d{2})(?:[:：]\d{2})?)?")
_LAST = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Expected:
    """A delivery that may come from `start` to `end`."""

    ticket: GoodsTicket
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """taken: in the file's order. refused: a sentence for each row that was not."""

    taken: list[T]
    refused: list[str]


class _Wrong(ValueError):
    """Why a row cannot be taken, in the user's language."""


def read_points(path: Path) -> Listed[ControlPoint]:
    """The control points of a CSV or XLSX file. Raises tables.NoTable."""
    return _read(path, POINT_COLUMNS, ("number", "name"), _point)


def read_tickets(path: Path, now: datetime, valid: timedelta) -> Listed[Expected]:
    """The deliveries of a CSV or XLSX file; one without dates may come from `now` on, for that long. Raises
    tables.NoTable."""
    return _read(path, TICKET_COLUMNS, ("number", "name", "goods_class"), lambda one: _expected(one, now, valid))


def _read(
    path: Path, columns: dict[str, tuple[str, ...]], needed: tuple[str, ...], take: Callable[[Values], T]
) -> Listed[T]:
    listed: Listed[T] = Listed([], [])
    seen: dict[str, int] = {}
    for row, values in _rows(path, columns, needed):
        try:
            number = _number(values)
            if number in seen:
                raise _Wrong(tr("与第 {row} 行编号相同", row=seen[number]))
            listed.taken.append(take(values))
            seen[number] = row
        except _Wrong as why:
            listed.refused.append(tr("第 {row} 行：{why}", row=row, why=str(why)))
    return listed


def _rows(path: Path, columns: dict[str, tuple[str, ...]], needed: tuple[str, ...]) -> Iterator[tuple[int, Values]]:
    for table in recognise(sheets(path), columns, needed, path.name):
        for row, cells in table.rows:
            yield row, {name: cells[at] if at < len(cells) else None for name, at in table.columns.items()}


def _point(values: Values) -> ControlPoint:
    return ControlPoint(_number(values), _text(values, "name"), words(values.get("place")))


def _expected(values: Values, now: datetime, valid: timedelta) -> Expected:
    said = words(values["goods_class"]).lower()
    if said not in CLASS_WORDS:
        raise _Wrong(tr("物资类别应写“防疫”或“生活”"))
    ticket = GoodsTicket(_number(values), _text(values, "name"), CLASS_WORDS[said], words(values.get("vehicle")))
    start = _time(values.get("start"), time()) or now
    end = _time(values.get("end"), _LAST) or max(start, now) + valid
    if end <= max(start, now):
        raise _Wrong(tr("有效期已过，或截止早于开始"))
    return Expected(ticket, start, end)


def _number(values: Values) -> str:
    try:
        number = digits(values["number"])
    except Lost:
        raise _Wrong(tr("编号被表格软件改成了数字，有几位已丢失；请把该列设为文本后重新导出")) from None
    if not number:
        raise _Wrong(tr("没有编号"))
    return number


def _text(values: Values, name: str) -> str:
    text = words(values[name])
    if not text:
        raise _Wrong(tr("没有名称"))
    return text


def _time(cell: Any, of_day: time) -> datetime | None:
    """A cell's time on the campus; a day alone means `of_day` on it. None for an empty cell."""
    if isinstance(cell, datetime):
        return campus(cell)
    if isinstance(cell, date):
        return datetime.combine(cell, of_day, CAMPUS)
    text = words(cell)
    if not text:
        return None
    found = _TIME.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(found[at]) for at in (1, 2, 3))
        clock = time(int(found[4]), int(found[5])) if found[4] else of_day
        moment = datetime.combine(date(year, month, day), clock, CAMPUS)
        if not is_possible(moment):
            raise ValueError
    except ValueError:
        raise _Wrong(tr("“{text}”不是日期，请写成 2022-04-10 或 2022-04-10 08:00", text=text)) from None
    return moment
