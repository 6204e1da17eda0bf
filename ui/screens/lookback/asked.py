"""What every way of looking back asks for: a time, and a file to hand out."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QFileDialog

from app.clock import CAMPUS, moment
from app.i18n import mark, tr
from ui.widgets.smallform import SmallForm

TIME_HINT = mark("2022-04-10，或 2022-04-10 06:48")


class Span(NamedTuple):
    """A period; the end is left out."""

    start: datetime
    end: datetime


def span(form: SmallForm, given: dict[str, str], otherwise: Span) -> Span | None:
    """The period that `start` and `end` of a form mean, empty ones taken from `otherwise`; None where one is no time,
    which the form then says."""
    start = _time(given["start"], otherwise.start)
    end = _time(given["end"], otherwise.end)
    for name, at in (("start", start), ("end", end)):
        if at is None:
            form.say_problem(lambda: tr("时间请写成 {form}。", form=tr(TIME_HINT)), name)
    return Span(start, end) if start and end else None


def ask_workbook(suggested: str) -> Path | None:
    """Where to, by the system's own dialog; None where nobody said."""
    name, _ = QFileDialog.getSaveFileName(None, tr("导出 Excel"), suggested, "Excel (*.xlsx)")
    return Path(name).with_suffix(".xlsx") if name else None


def _time(text: str, otherwise: datetime) -> datetime | None:
    return moment(text.replace(" ", "T", 1), CAMPUS) if text else otherwise
