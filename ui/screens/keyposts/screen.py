"""Key post staff (重点岗位人员): a scan signs in or out; the missing and the astray stand first, in red."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit

from app.clock import Clock, campus_day
from app.i18n import mark, tr
from app.keyposts.day import Shown
from app.station.keyposts import Signed, Way
from ui.screens.keyposts.acts import KeyPostActs
from ui.screens.keyposts.aside import Aside
from ui.screens.keyposts.rows import COLUMNS, key_of, shift_row
from ui.screens.screen import Screen
from ui.screens.whileseen import WhileSeen
from ui.theme import state
from ui.widgets.boxes import column, row
from ui.widgets.keybar import Hint
from ui.widgets.lines import Lines
from ui.widgets.retell import Retold
from ui.widgets.text import Text

WIDTH = 380
AGAIN_MS = 10_000
"""Minutes go on, and what was signed at another window is looked for every so often."""
ChooseFile = Callable[[str], Path | None]


def ask_where(suggested: str) -> Path | None:
    """Where to, by the system's own dialog."""
    name, _ = QFileDialog.getSaveFileName(None, tr("导出到岗情况"), suggested, "Excel (*.xlsx)")
    return Path(name) if name else None


class KeyPostsScreen(Retold, Screen):
    """Today's shifts, or those of the day that was turned to."""

    def __init__(self, acts: KeyPostActs, clock: Clock, where: ChooseFile = ask_where) -> None:
        super().__init__()
        self.acts, self._clock, self._where = acts, clock, where
        acts.setParent(self)
        self.line = QLineEdit()
        state(self.line, letters="lead")
        self.title, self.table, self.aside = Text("", bold=True), Lines(COLUMNS), Aside()
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.aside.setFixedWidth(WIDTH)
        self._day: date | None = None
        self._wanting = False
        self._some: list[Shown] = []
        across = row(gap=14, margins=(14, 12, 14, 12))
        across.addLayout(column(self.line, self.title, self.table, gap=8), 1)
        across.addWidget(self.aside)
        self.setLayout(across)
        self._timer = WhileSeen(self, AGAIN_MS, self._again)
        self._connect()
        self.retell()

    def _connect(self) -> None:
        self.line.returnPressed.connect(self.sign)
        self.table.currentCellChanged.connect(lambda *_at: self.aside.show_one(self.one))
        self.acts.listed.connect(self._show)
        self.acts.signed.connect(self._signed)
        self.acts.exported.connect(self._exported)
        self.acts.failed.connect(self._failed)
        keys: dict[str, Callable[[], None]] = {
            "F3": lambda: self.sign("in"), "F4": lambda: self.sign("out"), "F5": self._turn_wanting,
            "PgUp": partial(self._turn, -1), "PgDown": partial(self._turn, 1), "Ctrl+S": self._export,
            "Up": partial(self._step, -1), "Down": partial(self._step, 1),
        }  # fmt: skip
        self.bind(keys, repeating=("Up", "Down"))

    def opened(self) -> None:
        self._timer.start()
        self._day = None
        self.acts.list(None)
        self.line.setFocus()
        self.line.selectAll()

    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint("Enter", mark("签到或签退")), Hint("F3", mark("签到")), Hint("F4", mark("签退")),
            Hint("F5", mark("只看要打电话的")), Hint("↑ ↓", mark("选人")), Hint("PgUp PgDn", mark("换一天")),
            Hint("Ctrl+S", mark("存为 XLSX")),
        )  # fmt: skip

    def retell(self) -> None:
        self.line.setPlaceholderText(tr("扫校园码，或键入编号、姓名，回车签到"))

    @property
    def one(self) -> Shown | None:
        """The shift in hand."""
        return next((one for one in self._some if key_of(one) == self.table.chosen), None)

    # What the hands do

    def sign(self, way: Way | None = None) -> None:
        """Whoever was scanned or typed."""
        text = self.line.text()
        if text.strip():
            self.acts.sign(text, way)
            self.line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.line.clear()
            self.opened()
        else:
            super().keyPressEvent(event)

    def _turn(self, by: int) -> None:
        """Another day; the last one is today."""
        today = campus_day(self._clock())
        day = (self._day or today) + timedelta(days=by)
        self._day = day if day < today else None
        self.acts.list(self._day)

    def _turn_wanting(self) -> None:
        self._wanting = not self._wanting
        self.acts.list(self._day)

    def _step(self, by: int) -> None:
        if self.table.rowCount():
            self.table.setCurrentCell(min(max(self.table.currentRow() + by, 0), self.table.rowCount() - 1), 0)

    def _export(self) -> None:
        day = self._day or campus_day(self._clock())
        if path := self._where(tr("重点岗位 {day}", day=f"{day:%Y-%m-%d}") + ".xlsx"):
            self.acts.export(path, self._day)

    # What comes back

    def _again(self) -> None:
        if self._day is None:
            self.acts.list(None)

    def _show(self, day: date | None, found: list[Shown]) -> None:
        if day != self._day:  # an answer that comes late is to a question nobody asks any more
            return
        self._some = [one for one in found if one.wanting or not self._wanting]
        self.table.show_rows([shift_row(one) for one in self._some])
        self.aside.show_day(found)
        self.aside.show_one(self.one)
        of = f"{day:%Y-%m-%d}" if day else ""
        wanting = self._wanting
        self.title.say(lambda: _title(of, wanting, bool(found)))

    def _signed(self, one: Signed) -> None:
        if self.line.selectedText() == self.line.text():  # nobody has begun to scan meanwhile
            self.line.clear()
        self.said.emit("", "hint")
        self.aside.say_signed(one)
        self._day = None
        self.acts.list(None)

    def _exported(self, path: Path, count: int) -> None:
        self.said.emit(lambda: tr("已另存 {n} 项到 {path}。", n=count, path=path), "hint")

    def _failed(self, error: Exception) -> None:
        self.aside.signed.hide()
        self.said.emit(lambda: str(error), "problem")


def _title(day: str, wanting: bool, some: bool) -> str:
    if not some:
        return tr("这里没有要签到的重点岗位人员。请管理员导入重点岗位名册。")
    of = day or tr("今天")
    return tr("{day} · 只列要打电话的", day=of) if wanting else tr("{day} · 重点岗位", day=of)
