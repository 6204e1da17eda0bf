"""What every way of looking back asks for: a time, and a file to hand out."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QFileDialog

from app.i18n import tr
from app.typedtime import bound_of
from ui.widgets.smallform import SmallForm
from ui.widgets.whenfield import NO_BOUND


class Span(NamedTuple):
    """A period; the end is left out."""

    start: datetime
    end: datetime


def span(form: SmallForm, given: dict[str, str], otherwise: Span) -> Span | None:
    """The period that `start` and `end` of a form mean, empty ones taken from `otherwise`; None where one is no time,
    which the form then says."""
    now = otherwise.end
    start = bound_of(given["start"], now) if given["start"] else otherwise.start
    end = bound_of(given["end"], now, end=True) if given["end"] else otherwise.end
    for name, at in (("start", start), ("end", end)):
        if at is None:
            form.say_problem(NO_BOUND, name)
    return Span(start, end) if start and end else None


def ask_workbook(suggested: str) -> Path | None:
    """Where to, by the system's own dialog; None where nobody said."""
    name, _ = QFileDialog.getSaveFileName(None, tr("导出 Excel"), suggested, "Excel (*.xlsx)")
    return Path(name).with_suffix(".xlsx") if name else None
