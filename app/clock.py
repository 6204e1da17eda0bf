"""Time as the program uses it: stored in UTC with an offset, shown in the campus's own zone."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.errors import WrongUse
from app.i18n import tr

Clock = Callable[[], datetime]
CAMPUS = ZoneInfo("Asia/Shanghai")
DRIFT = timedelta(minutes=2)
"""How far two clocks of one post may differ."""
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=CAMPUS), datetime(2100, 1, 1, tzinfo=CAMPUS)


def system() -> datetime:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)


def going_on(start: datetime) -> Clock:
    """A clock that shows `start` now and goes on from there."""
    began = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - began)


def campus(moment: datetime) -> datetime:
    """`moment` in the campus's zone; a time without an offset, as pages print it, already is."""
    return moment.replace(tzinfo=CAMPUS) if moment.tzinfo is None else moment.astimezone(CAMPUS)


def campus_day(moment: datetime) -> date:
    """The campus's calendar day of `moment`."""
    return campus(moment).date()


@lru_cache(maxsize=4096)
def campus_hour(begin: str) -> tuple[str, int]:
    """The campus's day and hour of a moment in UTC of which the hour is given (2022-04-10T06): its zone has been whole
    hours off since 1927. Of any year, as a PC whose clock's battery is empty writes it; what the campus's calendar does
    not have stays where it is. ValueError where it is no hour."""
    found = datetime.fromisoformat(f"{begin}:00+00:00")
    with suppress(OverflowError):
        found = campus(found)
    return found.date().isoformat(), found.hour


def moment(text: str, zone: tzinfo) -> datetime | None:
    """The ISO 8601 time `text`, which is of `zone` where it names none; None where it is no possible time."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    found = found.replace(tzinfo=zone) if found.tzinfo is None else found
    return found if is_possible(found) else None


def is_possible(moment: datetime) -> bool:
    """Whether a time with an offset is of this age: anything else is a slip of the hand, or beyond a calendar's end."""
    return EARLIEST <= moment < LATEST


def parse(text: str) -> datetime:
    """A time given on the command line; without a zone it is UTC."""
    found = moment(text, UTC)
    if found is None:
        raise WrongUse(tr("“{text}”不是可用的时间，请写成 2022-04-10T06:48:00+08:00 的样子。", text=text))
    return found
