"""Printing campus codes from the list of people: filter as you type, see who that is, choose a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListWidget, QProgressBar, QWidget

from app.errors import UserError
from app.i18n import mark, tr
from app.policy.person import Person
from app.station.codes import Printed
from ui.post import Post
from ui.threads import Jobs
from ui.widgets.boxes import column, row
from ui.widgets.retell import Retold
from ui.widgets.text import Button, Text

NAMED = 5
"""People named under the filter; the others are counted."""
LINES = 3
_UNFIT = str.maketrans(dict.fromkeys('\\/:*?"<>|', "-"))


def ask_sheet(name: str) -> Path | None:
    """Where to, by the system's own dialog."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, _ = QFileDialog.getSaveFileName(None, tr("保存校园码"), str(Path(folder) / name), "PDF (*.pdf)")
    return Path(chosen).with_suffix(".pdf") if chosen else None


class CodeSheet(Retold, QWidget):
    """said: a sentence for the banner, and its tone. opened: it has come into view, and should be scrolled to."""

    said = Signal(object, str)
    opened = Signal()
    _drawn = Signal(int, int)

    def __init__(self, post: Post, jobs: Jobs, choose: Callable[[str], Path | None] = ask_sheet) -> None:
        super().__init__()
        self._post, self._jobs, self._choose = post, jobs, choose
        self._stopped = False
        self.found: list[Person] = []
        self.line, self.who = QLineEdit(), Text("", tone="quiet", elide=True)
        self.print, self.stop = Button(mark("存为 PDF…"), main=True), Button(mark("取消"))
        self.bar, self.notes = QProgressBar(), QListWidget()
        self.bar.setTextVisible(False)
        self.notes.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.notes.setWordWrap(True)
        self.notes.setMaximumHeight(LINES * 42)
        self.setLayout(column(self.line, self.who, row(self.print, self.stop, None), self.bar, self.notes, gap=10))
        self.line.textEdited.connect(self._ask)
        self.line.returnPressed.connect(self.print_codes)
        self.print.clicked.connect(self.print_codes)
        self.stop.clicked.connect(self._give_up)
        self._drawn.connect(self._show_progress)
        self.notes.hide()
        self._rest()
        self._show([])
        self.retell()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.line.setFocus()
        self.opened.emit()

    def retell(self) -> None:
        self.line.setPlaceholderText(tr("学院、班级、宿舍、姓名或学工号，例如 护理 2020-1 或 5-3"))

    def print_codes(self) -> None:
        """Ask for a file, and print those found into it in the background."""
        if not self.found or not self.print.isEnabled():
            return
        people, words = self.found, " ".join(self.line.text().split()).translate(_UNFIT)
        path = self._choose(tr("校园码 {words}.pdf", words=words))
        if path is None:
            return
        self._stopped = False
        self.notes.hide()
        self.print.setEnabled(False)
        self.stop.show()
        self._show_progress(0, len(people))
        self._jobs.run(
            lambda: self._post.print_codes(people, path, self._report),
            lambda done: self._done(done, path),
            self._failed,
        )

    def _ask(self, text: str) -> None:
        wanted = text.strip()
        if not wanted:
            self._show([])
            return
        self._jobs.run(
            lambda: self._post.people_for_codes(wanted), lambda people: self._answer(wanted, people), self._failed
        )

    def _answer(self, wanted: str, people: list[Person]) -> None:
        if wanted == self.line.text().strip():  # an answer that comes late is to a question nobody asks any more
            self._show(people)

    def _show(self, people: list[Person]) -> None:
        self.found = people
        self.print.setEnabled(bool(people) and self.stop.isHidden())
        self.who.say(self._told)

    def _told(self) -> str:
        if not self.found:
            return tr("没有找到人") if self.line.text().strip() else tr("键入后，列出的人各印一张，每张 30 天有效。")
        names = tr("、").join(person.name for person in self.found[:NAMED])
        if len(self.found) <= NAMED:
            return tr("{count} 人：{names}", count=len(self.found), names=names)
        return tr("{count} 人：{names} 等", count=len(self.found), names=names)

    def _give_up(self) -> None:
        self._stopped = True

    def _report(self, done: int, total: int) -> None:
        """In the thread that draws: tells how far it is, and ends it where nobody wants it any more."""
        if self._stopped:
            raise UserError(tr("已取消，没有写文件。"))
        self._drawn.emit(done, total)

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.show()

    def _done(self, printed: Printed, path: Path) -> None:
        self._rest()
        notes = [*printed.refused, *printed.by_hand]
        if printed.count:
            self.said.emit(
                lambda: tr("{count} 张码已写入 {path}。凭码可通行，请妥善保管，发完后删除。", count=printed.count,
                           path=path),
                "problem" if printed.refused else "hint",
            )  # fmt: skip
        else:
            self.said.emit(mark("没有可打印的码，没有写文件。"), "problem")
        self.notes.clear()
        self.notes.addItems(notes)
        self.notes.setVisible(bool(notes))
        (self.notes if notes else self.line).setFocus()

    def _failed(self, error: Exception) -> None:
        self._rest()
        self.said.emit(lambda: str(error), "problem")

    def _rest(self) -> None:
        self.bar.hide()
        self.stop.hide()
        self.print.setEnabled(bool(self.found))
