"""The sheet of a delivery on the screen: the sixteen items line by line, as on the paper, and one record."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from app.goods.items import ITEMS
from app.i18n import mark, tr
from app.station.paper.desk import WHOLE, Head, PaperDesk, Sheet
from app.station.paper.forms import CELLS, GOODS_HINTS
from app.station.paper.goodssaid import OUTCOME, item, outcome
from app.station.paper.said import Doubtful, NotUnderstood
from app.store.fact import Entry
from ui.screens.paper.line import PaperLine
from ui.threads import Jobs
from ui.widgets.boxes import column

SAID = "said"


class PaperDelivery(QWidget):
    """changed: it is on record, or another sheet is shown. failed: why it was not written. head: raises NotUnderstood;
    time: when it was decided, as it was typed."""

    changed = Signal(int, int)
    failed = Signal(str)

    def __init__(self, desk: PaperDesk, jobs: Jobs, head: Callable[[], Head], time: Callable[[], str]) -> None:
        super().__init__()
        self._desk, self._jobs, self._head, self._time = desk, jobs, head, time
        self._sheet: Sheet | None = None
        self.lines: dict[str, PaperLine] = {}
        self._doubted: dict[str, str] = {}
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self.setLayout(column(self._scroll))

    def show_sheet(self, sheet: Sheet) -> None:
        self._sheet, self._doubted = sheet, {}
        cells = CELLS["goods"]
        self.lines = {
            one.name: PaperLine(str(at), cells, SAID, one.label, GOODS_HINTS[one.name])
            for at, one in enumerate(ITEMS, 1)
        }
        self.lines[OUTCOME] = PaperLine("", cells, SAID, mark("处理"), mark("1 放行入校 2 不予入校"))
        for name, line in self.lines.items():
            line.over.connect(partial(self._over, name))
            line.stepped.connect(partial(self._step, name))
        inside = QWidget()
        inside.setLayout(column(*self.lines.values(), None, gap=3, margins=(16, 6, 8, 4)))
        self._scroll.setWidget(inside)
        if (number := sheet.entered.get(WHOLE)) is not None:
            self._settle(number)
        self.changed.emit(int(WHOLE in sheet.entered), 1)

    def turn_to_first(self) -> None:
        """To the first line in which nothing stands."""
        lines = list(self.lines.values())
        self._show(next((one for one in lines if not one.begun and not one.done), lines[0]))

    @property
    def unsaved(self) -> int:
        """How many lines have something that is not on record."""
        return sum(line.begun for line in self.lines.values())

    def save_all(self) -> None:
        """All of it becomes a record, if it does."""
        sheet = self._sheet
        if sheet is None or self.lines[OUTCOME].done:
            return
        said = {name: line.edits[SAID].text() for name, line in self.lines.items()}
        try:
            head = self._head()
        except NotUnderstood as wrong:
            self.failed.emit(str(wrong))
            return
        whole, sure = {**said, "time": self._time()}, [name for name in said if self._sure(name)]
        self._jobs.run(
            lambda: self._desk.goods(sheet, head, whole, sure), partial(self._written, sheet),
            partial(self._wrong, sheet),
        )  # fmt: skip

    def _over(self, name: str) -> None:
        """A line is over: it is looked at here and now, and the last one saves."""
        if not self._understood(name):
            return
        names = list(self.lines)
        if name == names[-1]:
            self.save_all()
        else:
            self._show(self.lines[names[names.index(name) + 1]])

    def _understood(self, name: str) -> bool:
        line = self.lines[name]
        text = line.edits[SAID].text()
        try:
            if name == OUTCOME:
                outcome(text)
            else:
                item(name, text, self._head().day, sure=self._sure(name))
        except NotUnderstood as wrong:
            self._object(name, wrong)
            return False
        line.say("")
        return True

    def _sure(self, name: str) -> bool:
        """Whether what stands in a line was doubted before, and is left as it stands."""
        return self._doubted.get(name) == self.lines[name].edits[SAID].text()

    def _object(self, name: str, wrong: NotUnderstood) -> None:
        """Beside the line; what may be right is taken the next time."""
        line, sentence = self.lines[name], str(wrong)
        if isinstance(wrong, Doubtful):
            self._doubted[name] = line.edits[SAID].text()
        line.say(lambda: sentence, "refuse", SAID)

    def _written(self, sheet: Sheet, entry: Entry) -> None:
        if sheet is self._sheet:  # which may have been put away meanwhile
            self._settle(f"{entry.seq:,}")
            self.changed.emit(1, 1)

    def _settle(self, number: str) -> None:
        for line in self.lines.values():
            line.settle("")
        self.lines[OUTCOME].settle(lambda: tr("已补录 · {n} 号", n=number))

    def _wrong(self, sheet: Sheet, error: Exception) -> None:
        if sheet is self._sheet and isinstance(error, NotUnderstood) and error.cell in self.lines:
            self._object(error.cell, error)
            self._show(self.lines[error.cell])
        else:
            self.failed.emit(str(error))

    def _step(self, name: str, by: int, _cell: str) -> None:
        names = list(self.lines)
        self._show(self.lines[names[max(0, min(len(names) - 1, names.index(name) + by))]])

    def _show(self, line: PaperLine) -> None:
        line.turn_to()
        self._scroll.ensureWidgetVisible(line)
