"""Setting up an empty home: the demonstration campus with one key, a post of one's own in one page, which ends with
the recovery code on paper, or a backup of the post that was on another PC."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLineEdit, QStackedWidget, QWidget

from app.i18n import mark, tr
from app.station.keydesk import CHOICES
from app.station.setup import KINDS, Done, Plan
from ui.printing import Print, print_leaf
from ui.screens.manage.key import PASSPHRASE, leaf_of
from ui.screens.restoring import Restore, Restoring
from ui.screens.screen import Screen
from ui.threads import Jobs
from ui.widgets.boxes import Panel, column, row
from ui.widgets.keybar import Hint, cap
from ui.widgets.paper import Paper
from ui.widgets.smallform import Field, SmallForm, one_of
from ui.widgets.text import Button, Text

TRY, OWN, BACK = mark("演示校园"), mark("设置自己的值守台"), mark("换了电脑，用备份恢复")
FIELDS = (
    Field("campus", mark("校名")), Field("post", mark("岗位（如 东门）")),
    Field("kind", mark("这里做什么"), choices=KINDS), Field("administrator", mark("管理员姓名")),
    Field("pin", mark("PIN（4 到 12 位数字）"), secret=True), Field("again", mark("再输一次 PIN"), secret=True),
    Field("roster", mark("人员名单（Excel 或 CSV，可以以后导入）"), optional=True),
    Field("key", mark("数据库密钥放在哪里"), choices=CHOICES),
    *PASSPHRASE,
)  # fmt: skip
WIDTH, PAPER, WAY = 800, 440, 410


def ask_roster() -> Path | None:
    """Which table, by the system's own dialog."""
    name, _ = QFileDialog.getOpenFileName(None, tr("选择人员名单"), "", "Excel, CSV (*.xlsx *.xls *.csv)")
    return Path(name) if name else None


class FirstRun(Screen):
    """done: the home is set up; restored: it is what a backup brought. The text is what to say about it."""

    done = Signal(str)
    restored = Signal(str)

    def __init__(
        self, jobs: Jobs, demonstrate: Callable[[], str], set_up: Callable[[Plan], Done],
        restore: Restore, choose: Callable[[], Path | None] = ask_roster, to_print: Print = print_leaf,
    ) -> None:  # fmt: skip
        super().__init__()
        self._jobs, self._demonstrate, self._set_up, self._choose = jobs, demonstrate, set_up, choose
        self._made = Done("")
        self.own = SmallForm(OWN, FIELDS, mark("开始使用"), columns=2)
        self.own.setFixedWidth(WIDTH)
        self.paper = Paper(mark("已抄好，开始使用"), to_print)
        self.paper.setFixedWidth(PAPER)
        self.restoring = Restoring(jobs, restore)
        self._pages = QStackedWidget()
        for page in (self._welcome(), _middle(self.own), _middle(self.paper), _middle(self.restoring)):
            self._pages.addWidget(page)
        self.setLayout(column(self._pages))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.own.given.connect(self._given)
        for form in (self.own, self.restoring):
            form.left.connect(self._back)
        self.restoring.restored.connect(self.restored)
        self.paper.done.connect(self._begin)
        QShortcut(QKeySequence("F4"), self.own).activated.connect(self._browse)

    def opened(self) -> None:
        self.setFocus()

    def hints(self) -> tuple[Hint, ...]:
        if self._pages.currentIndex() == 0:
            return (Hint("1", TRY), Hint("2", OWN), Hint("3", BACK))
        if self._pages.currentIndex() == 2:
            return self.paper.acts.hints()
        if self._pages.currentIndex() == 3:
            return self.restoring.hints()
        return (
            Hint("Enter", mark("下一项")), Hint("F4", mark("选择人员名单")), Hint("Ctrl+Enter", mark("开始使用")),
            Hint("Esc", mark("返回")),
        )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {"1": self.demonstrate, "2": self.begin_own, "3": self.begin_restoring}
        if self._pages.currentIndex() == 0 and event.text() in ways:
            ways[event.text()]()
        else:
            super().keyPressEvent(event)

    def demonstrate(self) -> None:
        """Fill the home with the invented campus."""
        self.said.emit(mark("正在建立演示校园，约需几秒…"), "hint")
        self.setEnabled(False)
        self._jobs.run(self._demonstrate, self.done.emit, self._failed)

    def begin_own(self) -> None:
        """To the page of one's own post."""
        self._turn_to(1)
        self.own.begin(kind="gate", key="file")

    def begin_restoring(self) -> None:
        """To the page where a backup comes back."""
        self._turn_to(3)
        self.restoring.begin()

    def _given(self, given: dict[str, str]) -> None:
        """What has to be the same twice is looked at here; everything else is the core's."""
        passphrase = given["passphrase"] if given["key"] == "passphrase" else ""
        if given["pin"] != given["again"]:
            self.own.say_problem(mark("两次输入的 PIN 不一样，请重新输入。"), "again")
        elif passphrase and passphrase != given["passphrase again"]:
            self.own.say_problem(mark("两次输入的口令不一样，没有更改。"), "passphrase again")
        else:
            roster = Path(given["roster"]) if given["roster"] else None
            plan = Plan(
                given["campus"], given["post"], given["administrator"], given["pin"], one_of(KINDS, given["kind"]),
                one_of(CHOICES, given["key"]), passphrase, roster,
            )  # fmt: skip
            self.said.emit(mark("正在建立值守台…"), "hint")
            self.own.set_busy(True)
            self._jobs.run(lambda: self._set_up(plan), self._show_code, self._refused)

    def _show_code(self, made: Done) -> None:
        self._made = made
        self.own.clear()
        self.said.emit(mark("值守台已建好。最后一步：把恢复码写到纸上。"), "hint")
        self._turn_to(2)
        self.paper.show_leaf(lambda: leaf_of(made.code))

    def _begin(self) -> None:
        self.done.emit(_said(self._made))

    def _back(self) -> None:
        self.own.clear()
        self.restoring.clear()
        self._turn_to(0)
        self.setFocus()

    def _turn_to(self, at: int) -> None:
        self._pages.setCurrentIndex(at)
        self.hints_changed.emit()

    def _failed(self, error: Exception) -> None:
        self.setEnabled(True)
        self.said.emit(lambda: str(error), "problem")

    def _refused(self, error: Exception) -> None:
        self.said.emit("", "hint")
        self.own.say_problem(lambda: str(error))

    def _browse(self) -> None:
        path, line = self._choose(), self.own.editor("roster")
        if path is not None and isinstance(line, QLineEdit):
            line.setText(str(path))

    def _welcome(self) -> QWidget:
        ways = row(
            self._way("1", TRY, mark("一所虚构的学校，一万多名师生，带演示视频。随时可删除。"), self.demonstrate),
            self._way("2", OWN, mark("填写校名、岗位和管理员，导入人员名单。只需几分钟。"), self.begin_own),
            self._way("3", BACK, mark("选备份文件，输入恢复码，记录和账号都回来。"), self.begin_restoring),
            gap=20,
        )
        head = column(
            Text(mark("欢迎使用校园值守台"), "display", bold=True),
            Text(mark("这台电脑还没有设置。请选择怎样开始："), "lead", "quiet"), gap=8,
        )  # fmt: skip
        page = QWidget()
        page.setLayout(column(None, row(None, column(head, 20, ways), None), None))
        return page

    def _way(self, key: str, title: str, about: str, then: Callable[[], None]) -> Panel:
        button = Button(title, main=key == "1")
        button.clicked.connect(then)
        head = row(cap(key), Text(title, "title", bold=True), None, gap=12)
        panel = Panel(
            column(head, Text(about, tone="quiet", wrap=True), None, button, margins=(22, 24, 22, 24), gap=14)
        )
        panel.setFixedSize(WAY, 230)
        return panel


def _middle(panel: QWidget) -> QWidget:
    page = QWidget()
    page.setLayout(column(None, row(None, panel, None), None))
    return page


def _said(made: Done) -> str:
    if made.problem:
        return tr("值守台已建好，人员名单没有导入：{why}", why=made.problem)
    if not made.added and not made.refused:
        return tr("值守台已建好。上岗后在“管理 → 表格导入”中导入人员名单。")
    if made.refused:
        return tr(
            "值守台已建好，导入 {added} 人，{refused} 行没有导入。上岗后在“管理 → 表格导入”再选这个表，看为什么。",
            added=made.added, refused=made.refused,
        )  # fmt: skip
    return tr("值守台已建好，导入 {added} 人。", added=made.added)
