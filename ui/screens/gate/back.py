"""Taking back one of the last passages without leaving the gate: choose with the arrows, and one digit says why."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from app.clock import campus
from app.i18n import mark, tr
from app.lane.takeback import BackReason
from ui.post import LanePost
from ui.threads import Jobs
from ui.widgets.boxes import Panel, column, row
from ui.widgets.keybar import Hint, cap
from ui.widgets.lines import Column, Lines, Row
from ui.widgets.recent import Passed
from ui.widgets.text import Text
from ui.words import DIRECTIONS, FACES

REASONS: dict[BackReason, str] = {
    "back-wrong-person": mark("认错了人"), "back-not-through": mark("没有进出"), "back-wrong-way": mark("方向错了"),
    "back-twice": mark("重复登记"), "back-slip": mark("按错了键"),
}  # fmt: skip
ALONE_MS = 150
"""A digit that nothing follows for so long is a hand's; a scanner gun's next character comes within 80 ms."""
NONE = mark("没有可以撤回的登记：只能撤回本岗位、本人值守时最近几分钟内的，转校医的除外。")
_COLUMNS = (Column(mark("时间")), Column(mark("姓名")), Column(mark("方向")), Column(mark("结论"), wide=True))
_MOVES = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}


class GateBack(Panel):
    """closed: the guard is done here. problem: the passages could not be read."""

    closed = Signal()
    problem = Signal(object)

    def __init__(self, post: LanePost, jobs: Jobs) -> None:
        self._post, self._jobs = post, jobs
        self.table, self._none = Lines(_COLUMNS), Text(NONE, tone="quiet", wrap=True)
        title = row(
            Text(mark("撤回登记"), "lead", bold=True), None, Text(mark("选中一条，按数字说明原因"), tone="quiet")
        )
        keys = [part for at, words in enumerate(REASONS.values(), 1) for part in (cap(str(at)), Text(words, "small"))]
        why = row(*keys, None, gap=6)
        super().__init__(column(title, self._none, self.table, why, margins=(18, 14, 18, 14), gap=10))
        self.setFocusProxy(self.table)
        self.table.installEventFilter(self)
        self._typed = ""
        self._alone = QTimer(self)
        self._alone.setSingleShot(True)
        self._alone.setInterval(ALONE_MS)
        self._alone.timeout.connect(self.settle)

    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint("↑ ↓", mark("选择")), Hint("1-5", mark("按此原因撤回")), Hint("Esc", mark("返回")),
            Hint(mark("小键盘 + −"), mark("选择"), last=True),
        )  # fmt: skip

    def open(self) -> None:
        """Begin anew, at the newest."""
        self._typed = ""
        self._show([])
        self._none.hide()
        self.table.setFocus()
        self._jobs.run(self._post.takeable, self._show, self.problem.emit)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The list keeps the arrows; what else is pressed is meant here."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key, pad = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return False
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_F12) or (pad and key == Qt.Key.Key_Slash):
            self.closed.emit()
        elif pad and key in _MOVES:
            at = self.table.currentRow() + _MOVES[key]
            self.table.setCurrentCell(min(max(at, 0), self.table.rowCount() - 1), 0)
        elif event.text():
            self._typed += event.text()
            self._alone.start()
        return True

    def settle(self) -> None:
        """A pause: a digit that stands alone is a reason; more than that was a code, which nobody meant here."""
        self._alone.stop()
        typed, self._typed = self._typed, ""
        at = int(typed) if len(typed) == 1 and typed in "12345" else 0
        if at and self.table.chosen:
            self._post.take_back(self.table.chosen, list(REASONS)[at - 1])
            self.closed.emit()

    def _show(self, passages: Sequence[Passed]) -> None:
        self.table.show_rows([Row(one.id, lambda one=one: _cells(one)) for one in passages])  # type: ignore[misc]  # bound now
        self._none.setVisible(not passages)
        if passages:
            self.table.setCurrentCell(0, 0)


def _cells(one: Passed) -> tuple[str, ...]:
    name = one.name or tr("未确认身份")
    return f"{campus(one.at):%H:%M:%S}", name, tr(DIRECTIONS[one.direction]), tr(FACES[one.verdict].word)
