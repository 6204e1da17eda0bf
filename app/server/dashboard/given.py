"""What somebody typed into a form, read as what it should be; UserError in a sentence where it is not."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import PurePath
from typing import TypeVar

from app.clock import CAMPUS, EARLIEST, LATEST, moment
from app.errors import UserError
from app.i18n import tr
from app.server.dashboard.asked import File
from app.server.dashboard.page import Visit

T = TypeVar("T", bound=str)


def text(visit: Visit, name: str) -> str:
    """A field without blanks at its ends."""
    return visit.form.get(name, "").strip()


def time(visit: Visit, name: str, label: str) -> datetime:
    """A time of the campus that has to be there."""
    found = maybe_time(visit, name, label)
    if found is None:
        raise UserError(tr("请填写“{label}”。", label=label))
    return found


def maybe_time(visit: Visit, name: str, label: str) -> datetime | None:
    """The same where it may be left empty."""
    said = text(visit, name)
    found = moment(said, CAMPUS) if said else None
    if said and found is None:
        raise UserError(tr("“{label}”不是可用的时间，请重新选择。", label=label))
    return found


def choice(visit: Visit, name: str, known: Sequence[T], label: str) -> T:
    """One of these."""
    for one in known:
        if one == visit.form.get(name):
            return one
    raise UserError(tr("请选择“{label}”。", label=label))


def file(visit: Visit) -> File:
    """A file that was chosen, by the last part of its name."""
    if visit.file is None or not visit.file.name:
        raise UserError(tr("请选择要导入的文件。"))
    return File(PurePath(visit.file.name.replace("\\", "/")).name, visit.file.content)


def day(said: str, otherwise: date) -> date:
    """The day of a query, or another where it is none."""
    try:
        found = date.fromisoformat(said)
    except ValueError:
        return otherwise
    return found if EARLIEST.date() < found < LATEST.date() else otherwise


def number(said: str) -> int:
    """How many, in an address; 0 where it says something else."""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 0
