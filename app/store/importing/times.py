"""Days and times as people write them into a table, on the campus."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from app.clock import CAMPUS, campus, is_possible
from app.i18n import tr
from app.store.importing.cells import words

_DAY = r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))"
_CLOCK = r"(\d{1,2})[:：时](\d{1,2})分?(?:[:：]?(\d{1,2})(?:\.\d+)?秒?)?"
_TIME = re.compile(rf"{_DAY}(?:[ T]*{_CLOCK}|[ T]+)?")
END = timedelta(days=1)


class NoTime(ValueError):
    """The cell names no day, or one of another age."""


def time_of(cell: Any) -> datetime | None:
    """The moment that a cell names; of a day alone its beginning. None for an empty one. Raises NoTime."""
    if isinstance(cell, datetime):
        return _possible(campus(cell))
    if isinstance(cell, date):
        return _possible(datetime.combine(cell, time(), CAMPUS))
    text = words(cell)
    if not text:
        return None
    found = _TIME.fullmatch(text)
    if found is None:
        raise NoTime(text)
    year, month, day, short_month, short_day, *clock = found.groups()
    hour, minute, second = (int(one or 0) for one in clock)
    try:
        day_of = date(int(year), int(month or short_month), int(day or short_day))
        return _possible(datetime.combine(day_of, time(hour, minute, second), CAMPUS))
    except ValueError:
        raise NoTime(text) from None


def end_of(cell: Any) -> datetime | None:
    """The same, but the end of a day alone."""
    found = time_of(cell)
    return found + END if found is not None and is_day(cell) else found


def is_day(cell: Any) -> bool:
    """Whether it names no time of the day."""
    if isinstance(cell, date):
        return not isinstance(cell, datetime) or cell.time() == time()
    found = _TIME.fullmatch(words(cell))
    return found is not None and found[6] is None


def not_a_time(text: str) -> str:
    """What is said about it."""
    return tr("“{text}”不是日期，请写成 2022-04-10 或 2022-04-10 08:00", text=text)


def _possible(moment: datetime) -> datetime:
    if not is_possible(moment):
        raise NoTime(f"{moment:%Y-%m-%d}")
    return moment
