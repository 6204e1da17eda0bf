"""The post does not open: what the matter is, the way on, a field for what is missing, and the way back to a backup."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.errors import UserError
from app.i18n import mark, tr
from app.store.faults import Damaged, WrongKey
from app.store.secret.key import KeyMissing
from app.store.secret.keyform import KeyringClosed, PassphraseNeeded, PassphraseWrong
from ui.screens.restoring import RESTORE, WIDTH, Restore, Restoring
from ui.screens.screen import Screen
from ui.theme import state
from ui.threads import Jobs
from ui.widgets.boxes import Panel, column, row
from ui.widgets.keybar import Hint
from ui.widgets.text import Button, Text

Give = Callable[[str], None]


class Missing(NamedTuple):
    """What is asked for, and whether the eyes of others must not read it."""

    label: str
    hidden: bool


PASSPHRASE = Missing(mark("密钥口令"), hidden=True)
RECOVERY = Missing(mark("恢复码（11 组，每组 5 个字符）"), hidden=False)
_ASKS: dict[type[UserError], Missing] = {
    PassphraseNeeded: PASSPHRASE, PassphraseWrong: PASSPHRASE, KeyMissing: RECOVERY, KeyringClosed: RECOVERY,
}  # fmt: skip
_SAYS: dict[type[UserError], str] = {
    PassphraseNeeded: mark("本站的密钥有口令保护。请输入口令；忘记了按 F4，改用恢复码。"),
    PassphraseWrong: mark("口令不对。请重新输入；忘记了按 F4，改用恢复码。"),
    KeyMissing: mark("密钥文件不见了，没有它打不开数据库。请输入信封里的恢复码。"),
    KeyringClosed: mark("系统密钥环没有给出本站的密钥。请登录桌面后重试，或输入信封里的恢复码。"),
    WrongKey: mark("数据库 station.db 打不开：文件已损坏，或密钥不是它的。请勿删除，按 F6 用最近的备份恢复。"),
    Damaged: mark("数据库 station.db 已损坏。请勿删除，按 F6 用最近的备份恢复。"),
}
"""What to do in the window; other errors speak for themselves."""
_RESTORED_BY = (WrongKey, Damaged)
OTHERWISE = mark("改用恢复码")
BY_CODE = mark("请输入信封里的恢复码。密钥以后存在密钥文件里，不再问口令；“管理 → 密钥与恢复码”里可以重设口令。")


class Trouble(Screen):
    """again: try to open it once more; restored: a backup is back, the text says so. unlock, recover: take a passphrase
    or a recovery code, and raise UserError for one that does not do."""

    again = Signal()
    restored = Signal(str)

    def __init__(self, jobs: Jobs, unlock: Give, recover: Give, restore: Restore) -> None:
        super().__init__()
        self._jobs, self._give = jobs, {PASSPHRASE: unlock, RECOVERY: recover}
        self._missing: Missing | None = None
        self._restorable = False
        self._said, self._label = Text("", "lead", wrap=True), Text("", "small", "quiet", bold=True)
        self._given = QLineEdit()
        state(self._given, letters="lead")
        self._given.returnPressed.connect(self.go)
        go, self._other = Button(mark("重试"), main=True), Button(OTHERWISE)
        self._back = Button(RESTORE)
        for button, act in ((go, self.go), (self._other, self.turn_to_code), (self._back, self.to_restore)):
            button.clicked.connect(act)
        acts = row(go, self._other, self._back, None)
        parts = (Text(mark("值守台没有打开"), "title", bold=True), self._said, self._label, self._given, acts)
        self._panel, self.restoring = Panel(column(*parts, margins=(32, 28, 32, 28), gap=14)), Restoring(jobs, restore)
        self._panel.setFixedWidth(WIDTH)
        self.setLayout(column(None, row(None, self._panel, self.restoring, None), None))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.restoring.left.connect(self._leave_restoring)
        self.restoring.restored.connect(self.restored)
        self._show_restoring(False)

    def show_error(self, error: UserError) -> None:
        """What is in the way now."""
        says = _SAYS.get(type(error))
        self._said.say(says if says else lambda: tr("{sentence}", sentence=error))
        self._restorable = isinstance(error, _RESTORED_BY)
        self._ask(None if self._restorable else _ASKS.get(type(error), self._missing))
        self._show_restoring(False)

    def opened(self) -> None:
        (self._given if self._missing else self).setFocus()

    def hints(self) -> tuple[Hint, ...]:
        if self.restoring.isVisibleTo(self):
            return self.restoring.hints()
        other = (Hint("F4", OTHERWISE),) if self._missing is PASSPHRASE else ()
        back = (Hint("F6", RESTORE),) if self._restorable else ()
        return (Hint("Enter", mark("重试")), *other, *back)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._missing is None:  # else the field has told of it already, and passes it on
            self.go()
        elif event.key() == Qt.Key.Key_F4:
            self.turn_to_code()
        elif event.key() == Qt.Key.Key_F6:
            self.to_restore()
        else:
            super().keyPressEvent(event)

    def go(self) -> None:
        """Try again, with what was typed."""
        text = self._given.text().strip()
        if self._missing is None or not text:
            self.again.emit()
            return
        give = self._give[self._missing]
        self._given.clear()
        self._jobs.run(lambda: give(text), lambda _none: self.again.emit(), self._failed)

    def turn_to_code(self) -> None:
        """The passphrase is forgotten: the recovery code opens it too."""
        if self._missing is PASSPHRASE:
            self._said.say(BY_CODE)
            self._ask(RECOVERY)
            self.opened()

    def to_restore(self) -> None:
        """To the form that puts a backup back."""
        if self._restorable:
            self._show_restoring(True)
            self.restoring.begin()

    def _leave_restoring(self) -> None:
        self._show_restoring(False)
        self.opened()

    def _show_restoring(self, shown: bool) -> None:
        showing, hiding = (self.restoring, self._panel) if shown else (self._panel, self.restoring)
        hiding.hide()  # first: both together are wider than the window
        showing.show()
        self.hints_changed.emit()

    def _ask(self, missing: Missing | None) -> None:
        self._missing = missing
        for part in (self._label, self._given):
            part.setVisible(missing is not None)
        self._other.setVisible(missing is PASSPHRASE)
        self._back.setVisible(self._restorable)
        if missing:
            self._label.say(missing.label)
            mode = QLineEdit.EchoMode.Password if missing.hidden else QLineEdit.EchoMode.Normal
            self._given.setEchoMode(mode)
        self.hints_changed.emit()

    def _failed(self, error: Exception) -> None:
        says = _SAYS.get(type(error)) if isinstance(error, UserError) else None
        self._said.say(says if says else lambda: tr("{sentence}", sentence=error))
        self.opened()
