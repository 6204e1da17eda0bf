"""Setting up an empty home: the demonstration campus with one key, or a post of one's own in one page."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QStackedWidget, QWidget

from app.i18n import mark, tr
from ui.screens.screen import Screen
from ui.theme import state
from ui.threads import Jobs
from ui.widgets.boxes import Panel, column, row
from ui.widgets.keybar import Hint, cap
from ui.widgets.text import Button, Text

TRY, OWN = mark("演示校园"), mark("设置自己的值守台")


@dataclass(frozen=True)
class Plan:
    """A post of one's own. roster: a table of the campus's people, or None to import it later."""

    campus: str
    post: str
    administrator: str
    pin: str
    roster: Path | None = None


def ask_roster() -> Path | None:
    """Which table, by the system's own dialog."""
    name, _ = QFileDialog.getOpenFileName(None, tr("选择人员名单"), "", "Excel, CSV (*.xlsx *.xls *.csv)")
    return Path(name) if name else None


class FirstRun(Screen):
    """done: the home is set up; the text is what to say about it."""

    done = Signal(str)

    def __init__(
        self, jobs: Jobs, demonstrate: Callable[[], str], set_up: Callable[[Plan], str],
        choose: Callable[[], Path | None] = ask_roster,
    ) -> None:  # fmt: skip
        super().__init__()
        self._jobs, self._demonstrate, self._set_up, self._choose = jobs, demonstrate, set_up, choose
        self._pages = QStackedWidget()
        self._pages.addWidget(self._welcome())
        self._pages.addWidget(self._own())
        self.setLayout(column(self._pages))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def opened(self) -> None:
        self.setFocus()

    def hints(self) -> tuple[Hint, ...]:
        if self._pages.currentIndex() == 0:
            return (Hint("1", TRY), Hint("2", OWN))
        return (Hint("Tab", mark("下一项")), Hint("Ctrl+Enter", mark("开始使用")), Hint("Esc", mark("返回")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._pages.currentIndex() == 0 and event.text() in ("1", "2"):
            (self.demonstrate if event.text() == "1" else self.begin_own)()
        elif self._pages.currentIndex() == 1 and event.key() == Qt.Key.Key_Escape:
            self._pages.setCurrentIndex(0)
            self.setFocus()
            self.hints_changed.emit()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._pages.currentIndex() == 1:
            self.set_up()
        else:
            super().keyPressEvent(event)

    def demonstrate(self) -> None:
        """Fill the home with the invented campus."""
        self.said.emit(mark("正在建立演示校园，约需几秒…"), "hint")
        self._run(self._demonstrate)

    def begin_own(self) -> None:
        """To the page of one's own post."""
        self._pages.setCurrentIndex(1)
        self._lines["campus"].setFocus()
        self.hints_changed.emit()

    def set_up(self) -> None:
        """Take what was entered; what is missing is asked for."""
        given = {name: line.text().strip() for name, line in self._lines.items()}
        for name in ("campus", "post", "administrator", "pin"):
            state(self._lines[name], wrong=not given[name])
        missing = [name for name in ("campus", "post", "administrator", "pin") if not given[name]]
        if missing:
            self._lines[missing[0]].setFocus()
            self.said.emit(mark("请填写标红的几项。"), "problem")
        elif given["pin"] != given["again"]:
            self._lines["again"].setFocus()
            self.said.emit(mark("两次输入的 PIN 不一样，请重新输入。"), "problem")
        else:
            roster = Path(given["roster"]) if given["roster"] else None
            plan = Plan(given["campus"], given["post"], given["administrator"], given["pin"], roster)
            self.said.emit(mark("正在建立值守台…"), "hint")
            self._run(lambda: self._set_up(plan))

    def _run(self, work: Callable[[], str]) -> None:
        self.setEnabled(False)
        self._jobs.run(work, self._ended, self._failed)

    def _ended(self, sentence: str) -> None:
        self.setEnabled(True)
        self.done.emit(sentence)

    def _failed(self, error: Exception) -> None:
        self.setEnabled(True)
        self.said.emit(lambda: str(error), "problem")

    def _welcome(self) -> QWidget:
        page = QWidget()
        ways = row(
            self._way("1", TRY, mark("一所虚构的学校，一万多名师生，带演示视频。随时可删除。"), self.demonstrate),
            self._way("2", OWN, mark("填写校名、岗位和管理员，导入人员名单。只需几分钟。"), self.begin_own),
            gap=20,
        )
        head = column(
            Text(mark("欢迎使用校园值守台"), "display", bold=True),
            Text(mark("这台电脑还没有设置。请选择怎样开始："), "lead", "quiet"), gap=8,
        )  # fmt: skip
        middle = column(head, 20, ways)
        page.setLayout(column(None, row(None, middle, None), None))
        return page

    def _way(self, key: str, title: str, about: str, then: Callable[[], None]) -> Panel:
        button = Button(title, main=key == "1")
        button.clicked.connect(then)
        head = row(cap(key), Text(title, "title", bold=True), None, gap=12)
        panel = Panel(
            column(head, Text(about, tone="quiet", wrap=True), None, button, margins=(28, 24, 28, 24), gap=14)
        )
        panel.setFixedSize(480, 230)
        return panel

    def _own(self) -> QWidget:
        page = QWidget()
        self._lines = {name: QLineEdit() for name in ("campus", "post", "administrator", "pin", "again", "roster")}
        for name in ("pin", "again"):
            self._lines[name].setEchoMode(QLineEdit.EchoMode.Password)
        labels = (
            mark("校名 *"), mark("岗位 *（如 东门）"), mark("管理员姓名 *"), mark("PIN *（4 到 12 位数字）"),
            mark("再输一次 PIN *"), mark("人员名单（Excel 或 CSV，可以以后导入）"),
        )  # fmt: skip
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(12)
        browse = Button(mark("选择文件"))
        browse.clicked.connect(self._browse)
        for at, (label, line) in enumerate(zip(labels, self._lines.values(), strict=True)):
            wide = line is self._lines["roster"]
            editor = row(line, browse) if wide else row(line)
            box = column(Text(label, "small", "quiet", bold=True), editor, gap=4)
            grid.addLayout(box, 3 if wide else at // 2, 0 if wide else at % 2, 1, 2 if wide else 1)
        start, back = Button(mark("开始使用"), main=True), Button(mark("返回"))
        start.clicked.connect(self.set_up)
        back.clicked.connect(lambda: self._pages.setCurrentIndex(0))
        head = Text(OWN, "title", bold=True)
        panel = Panel(column(head, grid, 4, row(start, back, None), margins=(32, 28, 32, 28), gap=16))
        panel.setFixedWidth(760)
        page.setLayout(column(None, row(None, panel, None), None))
        return page

    def _browse(self) -> None:
        path = self._choose()
        if path is not None:
            self._lines["roster"].setText(str(path))
