"""The lines of a sheet on the screen: one after the other goes to the disk, and what is not understood stays."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.i18n import tr
from app.station.paper.desk import Head, Line, PaperDesk, Sheet
from app.station.paper.forms import CELLS, LINES, TICKS, Cell, tick_label
from app.station.paper.said import NotUnderstood
from app.store.fact import Entry
from ui.screens.paper.line import NUMBER, PRINTED, WIDTHS, PaperLine
from ui.threads import Jobs
from ui.widgets.boxes import column, empty, row
from ui.widgets.text import Text

LAST = {"gate": "word", "dormitory": "cough"}
"""The cell whose Enter takes a line; the note behind it is for whoever goes there with Tab."""


class PaperLines(QWidget):
    """changed: how many lines are on record is other than it was. failed: why a line was not written that was
    understood. head: what holds for all lines; it raises NotUnderstood."""

    changed = Signal(int, int)
    failed = Signal(str)

    def __init__(self, desk: PaperDesk, jobs: Jobs, head: Callable[[], Head]) -> None:
        super().__init__()
        self._desk, self._jobs, self._head = desk, jobs, head
        self._sheet: Sheet | None = None
        self.lines: list[PaperLine] = []
        self._times: dict[int, datetime] = {}
        self._doubted: dict[int, dict[str, str]] = {}
        self._waiting: list[int] = []
        self._writing = False
        self._scroll, self._over = QScrollArea(), QVBoxLayout()
        self._scroll.setWidgetResizable(True)
        self.legend = Text(_legend, "small", "quiet")
        across = column(self.legend, self._over, gap=4, margins=(16, 0, 8, 0))
        self.setLayout(column(across, self._scroll, gap=4))

    def show_sheet(self, sheet: Sheet, names: Sequence[str]) -> None:
        """names: what is printed on the lines, where something is."""
        self._sheet = sheet
        self._times, self._doubted, self._waiting = {}, {}, []
        cells, count = CELLS[sheet.form], len(names) or LINES[sheet.form]
        printed = [names[at] if names else "" for at in range(count)]
        self.lines = [PaperLine(str(at + 1), cells, LAST[sheet.form], printed[at]) for at in range(count)]
        for at, line in enumerate(self.lines):
            line.over.connect(partial(self._take, at))
            line.left.connect(partial(self._named, at))
            line.stepped.connect(partial(self._step, at))
            if (said := sheet.entered.get(str(at + 1))) is not None:
                line.settle(partial(_entered, said))
        inside = QWidget()
        inside.setLayout(column(*self.lines, None, gap=3, margins=(16, 4, 8, 4)))
        self._scroll.setWidget(inside)
        empty(self._over)
        self._over.addWidget(titles(cells, printed=bool(names)))
        self.legend.setVisible(sheet.form == "gate")
        self._count()

    def turn_to_first(self) -> None:
        """To the first line that is not on record."""
        self._onward(-1)

    @property
    def unsaved(self) -> int:
        """How many lines have something that is not on record."""
        return sum(line.begun for line in self.lines)

    def save_all(self) -> None:
        """Take every line that was begun."""
        for at, line in enumerate(self.lines):
            if line.begun:
                self._queue(at)

    # One line

    def _take(self, at: int) -> None:
        """A line is complete: the next one is in hand at once, and this one goes to the disk."""
        if self.lines[at].begun:
            self._queue(at)
        self._onward(at)

    def _queue(self, at: int) -> None:
        if at not in self._waiting:
            self._waiting.append(at)
        self._next()

    def _next(self) -> None:
        """One after the other: a line without a time has that of the one before."""
        if self._writing or not self._waiting or self._sheet is None:
            return
        at, sheet = self._waiting.pop(0), self._sheet
        said, before = self.lines[at].texts(), self._before(at)
        try:
            head = self._head()
        except NotUnderstood as wrong:
            self._wrong(at, wrong)
            return
        sure, line = self._doubted.get(at) == said, self.lines[at]

        def work() -> tuple[Line, Entry | None]:
            found = self._desk.read(sheet, head, at + 1, said, before)
            return found, None if found.doubt and not sure else found.write()

        self._writing = True
        self._jobs.run(work, partial(self._read, line, at, said), partial(self._not_read, line, at))

    def _read(self, line: PaperLine, at: int, said: dict[str, str], answer: tuple[Line, Entry | None]) -> None:
        self._writing = False
        if line not in self.lines:  # of a sheet that was put away meanwhile
            self._next()
            return
        found, entry = answer
        self._times[at] = found.at
        if entry is None:
            self._doubted[at] = said
            line.say(lambda: found.doubt, "hold")
            self._back_to(line, "")
        else:
            number = f"{entry.seq:,}"
            line.settle(lambda: tr("{about} · {n} 号", about=found.about, n=number))
            self._count()
        self._next()

    def _not_read(self, line: PaperLine, at: int, error: Exception) -> None:
        self._writing = False
        if line in self.lines:
            self._wrong(at, error)
        else:
            self.failed.emit(str(error))
            self._next()

    def _wrong(self, at: int, error: Exception) -> None:
        """Nothing was written, and what was typed stays."""
        sentence, cell = str(error), error.cell if isinstance(error, NotUnderstood) else ""
        self.lines[at].say(lambda: sentence, "refuse", cell)
        if not cell:
            self.failed.emit(sentence)
        self._back_to(self.lines[at], cell)
        self._next()

    def _back_to(self, line: PaperLine, cell: str) -> None:
        """Unless something was begun below meanwhile."""
        here = next((one for one in self.lines if one.isAncestorOf(self.focusWidget() or self)), None)
        if here is None or not here.begun:
            self._show(line, cell or line.last)

    # Where the hands are

    def _named(self, at: int, name: str) -> None:
        """Who that is, beside what was typed, before the line is over."""
        line, text = self.lines[at], self.lines[at].texts().get(name, "").strip()
        if name != "who" or not text:
            return

        def told(words: str) -> None:
            if not line.done and not line.told.full:
                line.say(lambda: words)

        def unknown(error: Exception) -> None:
            sentence = str(error)
            if not line.done:
                line.say(lambda: sentence, "refuse", "who")

        self._jobs.run(lambda: self._desk.named(text), told, unknown)

    def _before(self, at: int) -> datetime | None:
        above = [one for one in self._times if one < at]
        return self._times[max(above)] if above else None

    def _onward(self, at: int) -> None:
        below = next((line for line in self.lines[at + 1 :] if not line.done), None)
        if below is not None:
            self._show(below, "")

    def _step(self, at: int, by: int, name: str) -> None:
        others = self.lines[at + 1 :] if by > 0 else self.lines[:at][::-1]
        line = next((one for one in others if not one.done), None)
        if line is not None:
            self._show(line, name if line.begun else "")

    def _show(self, line: PaperLine, name: str) -> None:
        line.turn_to(name)
        self._scroll.ensureWidgetVisible(line)

    def _count(self) -> None:
        self.changed.emit(sum(line.done for line in self.lines), len(self.lines))


def titles(cells: Sequence[Cell], *, printed: bool) -> QWidget:
    """The headings over the cells."""
    holder, labels = QWidget(), []
    for cell in cells:
        label = Text(cell.label, "small", "quiet", bold=True)
        label.setFixedWidth(WIDTHS[cell.name])
        labels.append(label)
    before = NUMBER + 6 + (PRINTED + 6 if printed else 0)
    holder.setLayout(row(before, *labels, None, gap=6))
    return holder


def _entered(number: str) -> str:
    return tr("已补录 · {n} 号", n=number)


def _legend() -> str:
    ticks = "  ".join(tick_label(at) for at in range(len(TICKS)))
    return tr("勾了哪几项：{ticks}，全勾写 +。结论：1 放行（可以空着），2 不放，3 送校医。", ticks=ticks)
