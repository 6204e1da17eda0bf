"""Taking over the list of people: how far it is, and afterwards every row that was refused, with its reason; and
printing the codes of those on it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QProgressBar

from app.i18n import mark, tr
from ui.post import Imported, Post
from ui.screens.manage.codesheet import CodeSheet
from ui.threads import Jobs
from ui.widgets.boxes import Panel, column, row
from ui.widgets.text import Button, Text

LINES = 4
"""Refused rows in view; the others are scrolled to."""


class PeoplePanel(Panel):
    """said: a sentence for the banner, and its tone. listed: there are refused rows to look at."""

    said = Signal(object, str)
    listed = Signal()
    _read = Signal(int, int)

    def __init__(self, post: Post, jobs: Jobs, choose: Callable[[], Path | None]) -> None:
        take, bar, refused, note = Button(mark("导入名单")), QProgressBar(), QListWidget(), Text("", tone="quiet")
        print_, sheet = Button(mark("打印校园码")), CodeSheet(post, jobs)
        super().__init__(
            column(
                Text(mark("人员名单"), "lead", bold=True),
                Text(mark("Excel 或 CSV，第一行是列名：学工号、姓名、类别、学院、宿舍等。"), tone="quiet", wrap=True),
                row(take, print_, None), bar, note, refused, sheet, None, margins=(20, 12, 20, 14), gap=10,
            )
        )  # fmt: skip
        self._post, self._jobs, self._choose = post, jobs, choose
        self.take, self.bar, self.refused, self.note = take, bar, refused, note
        self.bar.setTextVisible(False)
        self.refused.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.refused.setWordWrap(True)
        self.refused.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.refused.setMaximumHeight(LINES * 42)
        self.print_sheet, self.sheet = print_, sheet
        for hidden in (self.bar, self.note, self.refused, self.sheet):
            hidden.hide()
        self.print_sheet.clicked.connect(lambda: self.sheet.setVisible(self.sheet.isHidden()))
        self.sheet.said.connect(self.said)
        self.take.clicked.connect(self.import_people)
        self._read.connect(self._show_progress)

    def import_people(self) -> None:
        """Ask for a file, and take it over in the background."""
        path = self._choose()
        if path is None:
            return
        self.take.setEnabled(False)
        self.refused.hide()
        self.note.hide()
        self._show_progress(0, 0)
        self._jobs.run(lambda: self._post.import_people(path, self._read.emit), self._done, self._failed)

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.show()

    def _done(self, imported: Imported) -> None:
        self._end()
        self.said.emit(lambda: imported.summary, "problem" if imported.refused else "hint")
        if not imported.refused:
            return
        self.note.say(lambda: tr("没有导入的行，改正后再导入一次即可："))
        self.refused.clear()
        self.refused.addItems(list(imported.refused))
        self.note.show()
        self.refused.show()
        self.refused.setFocus()
        self.listed.emit()

    def _failed(self, error: Exception) -> None:
        self._end()
        self.said.emit(lambda: str(error), "problem")

    def _end(self) -> None:
        self.bar.hide()
        self.take.setEnabled(True)
