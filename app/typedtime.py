"""Times as people type them: 0735, 7:35, 7点半, 昨天 22:10, 11-21 7:30, 2022-04-17 06:00."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from app.clock import CAMPUS, campus, is_possible, moment

HALF_DAY = timedelta(hours=12)
_CLOCK = re.compile(r"([0-9]{1,2})\s*(?:[:.点]?\s*([0-9]{2})\s*分?|点\s*(半|整)?)")
_DAYS = {
    "今天": 0, "今日": 0, "today": 0, "昨天": -1, "昨日": -1, "yesterday": -1, "前天": -2, "明天": 1, "明日": 1,
    "tomorrow": 1,
}  # fmt: skip
_NAMED = re.compile(rf"({'|'.join(_DAYS)})\s*(.+)")
_DATED = re.compile(r"(?:([0-9]{4})\s*[-/.年]\s*)?([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?(?:\s+|(?<=日))(.+)")

_DAY = re.compile(r"(?:([0-9]{4})\s*[-/年]\s*)?([0-9]{1,2})\s*[-/月]\s*([0-9]{1,2})\s*日?")


def clock_of(text: str) -> time | None:
    """The time of the day in 0735, 735, 7:35, 7点35分 or 7点半; None where it is none."""
    found = _CLOCK.fullmatch(_plain(text))
    if found is None:
        return None
    hour, minute = int(found[1]), 30 if found[3] == "半" else int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def moment_of(text: str, now: datetime, *, past: bool = False) -> datetime | None:
    """The moment of the campus that somebody types; None where it is none. A time alone is of today; a day without its
    year is of the nearest one. past: it is over, so that a time more than half a day ahead is of yesterday, and a day
    ahead of last year."""
    plain, today = _plain(text), campus(now).date()
    if (clock := clock_of(plain)) is not None:
        at = datetime.combine(today, clock, CAMPUS)
        return at - timedelta(days=1) if past and at - now > HALF_DAY else at
    if found := _NAMED.fullmatch(plain):
        return _at(today + timedelta(days=_DAYS[found[1]]), found[2])
    if found := _DATED.fullmatch(plain):
        day = _day(today, *found.groups()[:3], past=past)
        return _at(day, found[4]) if day is not None else None
    return moment(plain.replace(" ", "T", 1), CAMPUS)


def bound_of(text: str, now: datetime, *, end: bool = False) -> datetime | None:
    """The same for where a period begins or, as its end, is over: a day alone is all of that day. Its year is the
    nearest one."""
    day = _day_alone(_plain(text), campus(now).date())
    if day is None:
        return moment_of(text, now)
    at = datetime.combine(day + timedelta(days=1 if end else 0), time(), CAMPUS)
    return at if is_possible(at) else None


def _day_alone(plain: str, today: date) -> date | None:
    if plain in _DAYS:
        return today + timedelta(days=_DAYS[plain])
    found = _DAY.fullmatch(plain)
    return _day(today, *found.groups(), past=False) if found else None


def _at(day: date, text: str) -> datetime | None:
    clock = clock_of(text) or _with_seconds(text)
    at = datetime.combine(day, clock, CAMPUS) if clock is not None else None
    return at if at is not None and is_possible(at) else None


def _with_seconds(text: str) -> time | None:
    try:
        found = time.fromisoformat(text) if re.fullmatch(r"[0-9]{2}:[0-9]{2}:[0-9]{2}", text) else None
    except ValueError:
        return None
    return found


def _day(today: date, year: str | None, month: str, day: str, *, past: bool) -> date | None:
    years = [int(year)] if year else [today.year, today.year - 1, *(() if past else (today.year + 1,))]
    found = [one for each in years if (one := _date(each, int(month), int(day))) is not None]
    if past and not year:
        found = [one for one in found if one <= today]
    return min(found, key=lambda one: abs(one - today), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split()).lower()
