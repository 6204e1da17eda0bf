"""Time as the program uses it: stored in UTC with an offset, shown in the campus's own zone."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from app.errors import WrongUse
from app.i18n import tr

Clock = Callable[[], datetime]
CAMPUS = ZoneInfo("Asia/Shanghai")


def system() -> datetime:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)


def campus(moment: datetime) -> datetime:
    """`moment` in the campus's zone; a time without an offset, as pages print it, already is."""
    return moment.replace(tzinfo=CAMPUS) if moment.tzinfo is None else moment.astimezone(CAMPUS)


def campus_day(moment: datetime) -> date:
    """The campus's calendar day of `moment`."""
    return campus(moment).date()


def parse(text: str) -> datetime:
    """An ISO 8601 time given by a user; without a zone it is UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise WrongUse(tr("“{text}”不是时间，请写成 2022-04-10T06:48:00+08:00 的样子。", text=text)) from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
