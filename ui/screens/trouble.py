"""The post does not open: what the matter is, the way on, and a field for what is missing."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.errors import UserError
from app.i18n import mark, tr
from app.store.secret.key import KeyMissing
from app.store.secret.keyform import KeyringClosed, PassphraseNeeded, PassphraseWrong
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


class Trouble(Screen):
    """again: try to open it once more. unlock, recover: take a passphrase or a recovery code, and raise UserError for
    one that does not do."""

    again = Signal()

    def __init__(self, jobs: Jobs, unlock: Give, recover: Give) -> None:
        super().__init__()
        self._jobs, self._give = jobs, {PASSPHRASE: unlock, RECOVERY: recover}
        self._missing: Missing | None = None
        self._said, self._label = Text("", "lead", wrap=True), Text("", "small", "quiet", bold=True)
        self._given = QLineEdit()
        state(self._given, letters="lead")
        self._given.returnPressed.connect(self.go)
        go = Button(mark("重试"), main=True)
        go.clicked.connect(self.go)
        parts = (Text(mark("值守台没有打开"), "title", bold=True), self._said, self._label, self._given, row(go, None))
        panel = Panel(column(*parts, margins=(32, 28, 32, 28), gap=14))
        panel.setFixedWidth(680)
        self.setLayout(column(None, row(None, panel, None), None))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_error(self, error: UserError) -> None:
        """What is in the way now."""
        self._said.say(lambda: tr("{sentence}", sentence=error))
        self._ask(_ASKS.get(type(error), self._missing))

    def opened(self) -> None:
        (self._given if self._missing else self).setFocus()

    def hints(self) -> tuple[Hint, ...]:
        return (Hint("Enter", mark("重试")),)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._missing is None:  # else the field has told of it already, and passes it on
            self.go()
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

    def _ask(self, missing: Missing | None) -> None:
        self._missing = missing
        for part in (self._label, self._given):
            part.setVisible(missing is not None)
        if missing:
            self._label.say(missing.label)
            mode = QLineEdit.EchoMode.Password if missing.hidden else QLineEdit.EchoMode.Normal
            self._given.setEchoMode(mode)

    def _failed(self, error: Exception) -> None:
        self._said.say(lambda: tr("{sentence}", sentence=error))
        self.opened()
