"""A register read from a table: one thing a row, by a key of its own; which rows are refused, and why."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Generic, TypeVar

from app.clock import CAMPUS, campus, is_possible
from app.i18n import tr
from app.store.importing.cells import Lost, digits, words
from app.store.importing.roster import Refused
from app.store.importing.tables import recognise, sheets_of

T = TypeVar("T")
Values = Mapping[str, Any]
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?")


class Wrong(ValueError):
    """Why a row cannot be taken over, in the user's language."""


@dataclass(frozen=True, slots=True)
class Register(Generic[T]):
    """taken: by key, in the file's order; rows: where each key stands first; refused: rows that were not taken over."""

    taken: dict[str, T] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)


def read_register(
    content: bytes, name: str, columns: Mapping[str, Sequence[str]], needed: Sequence[str],
    take: Callable[[Values], tuple[str, T]],
) -> Register[T]:  # fmt: skip
    """What a CSV or XLSX file has. columns: field → what its column may be called. take: a row's key and thing, or
    Wrong. Of two rows with one key that say different things neither is believed. Raises tables.NoTable."""
    register: Register[T] = Register()
    for table in recognise(sheets_of(content, name), columns, needed, name):
        for row, cells in table.rows:
            values = {name: cells[at] if at < len(cells) else None for name, at in table.columns.items()}
            text = " ".join(said for cell in cells if (said := words(cell)))[:200]
            try:
                key, thing = take(values)
                if register.rows.setdefault(key, row) != row and register.taken.get(key) != thing:
                    register.taken.pop(key, None)
                    raise Wrong(tr("与第 {row} 行编号相同、内容不同，两行都没有导入", row=register.rows[key]))
                register.taken[key] = thing
            except Wrong as why:
                register.refused.append(Refused(row, str(why), text))
    return register


def needed_text(values: Values, name: str, label: str) -> str:
    """The text of a cell that has to have one."""
    text = words(values.get(name))
    if not text:
        raise Wrong(tr("没有{label}", label=label))
    return text


def phone(values: Values, name: str) -> str:
    """A phone number; Wrong where a spreadsheet has lost digits of it."""
    try:
        return digits(values.get(name))
    except Lost:
        raise Wrong(tr("手机号被表格软件改成了数字，有几位已丢失；请把该列设为文本后重新导出")) from None


def end_of_day(cell: Any) -> datetime | None:
    """The end of the day that a cell names, on the campus; None for an empty one."""
    day = _day(cell)
    return datetime.combine(day, time(), CAMPUS) + timedelta(days=1) if day else None


def _day(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return campus(cell).date()
    if isinstance(cell, date):
        return cell
    text = words(cell)
    if not text:
        return None
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if not is_possible(datetime.combine(day, time(), CAMPUS)):
            raise ValueError
    except ValueError:
        raise Wrong(tr("“{text}”不是日期，请写成 2022-04-10 的样子", text=text)) from None
    return day
