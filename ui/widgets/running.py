"""Work that takes its time: how far it is, and a way to end it before."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from app.errors import GivenUp
from app.i18n import mark, tr
from ui.threads import Jobs
from ui.widgets.boxes import column, row
from ui.widgets.text import Button, Text, Words


class Running(QWidget):
    """Hidden while nothing runs."""

    _told = Signal(int, int)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._unwanted = False
        self.bar, self._doing, self.stop = QProgressBar(), Text("", tone="quiet", wrap=True), Button(mark("停下"))
        self.bar.setTextVisible(False)
        self.setLayout(column(self._doing, self.bar, row(self.stop, None), gap=8))
        self.stop.clicked.connect(self.give_up)
        self._told.connect(self._show)
        self.hide()

    def run(
        self, doing: Words, work: Callable[[Callable[[int, int], None]], object], then: Callable[..., None],
        failed: Callable[[Exception], None],
    ) -> None:  # fmt: skip
        """Do `work` elsewhere, with a function to which it says how far it is, of how much."""
        self._unwanted = False
        self._doing.say(doing)
        self._show(0, 0)
        self.stop.setEnabled(True)
        self.show()
        self._jobs.run(lambda: work(self._report), lambda found: self._end(then, found), lambda e: self._end(failed, e))

    @property
    def going(self) -> bool:
        """Whether something runs."""
        return not self.isHidden()

    def give_up(self) -> None:
        """End it at the next step."""
        self._unwanted = True
        self.stop.setEnabled(False)

    def _report(self, done: int, total: int) -> None:
        """In the thread that works."""
        if self._unwanted:
            raise GivenUp(tr("已停下。"))
        self._told.emit(done, total)

    def _show(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _end(self, then: Callable[..., None], found: object) -> None:
        self.hide()
        then(found)
