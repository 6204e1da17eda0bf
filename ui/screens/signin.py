"""Signing in: a numbered list of names and a PIN; the number pad alone is enough."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget

from app.i18n import mark, tr
from ui.post import Post
from ui.screens.screen import Screen
from ui.theme import state
from ui.threads import Jobs
from ui.widgets.boxes import Panel, column, row
from ui.widgets.keybar import Hint
from ui.widgets.text import Button, Text, Words


class SignIn(Screen):
    """done: somebody is on duty now. hint: said under the PIN, for a demonstration."""

    done = Signal()

    def __init__(self, post: Post, jobs: Jobs, hint: Words = "") -> None:
        super().__init__()
        self._post, self._jobs = post, jobs
        self._typed = ""
        self._people: list[str] = []
        self._names = QListWidget()
        self._names.setFixedHeight(240)
        state(self._names, list=True, letters="lead")
        self._pin = QLineEdit()
        self._pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._pin.setMaxLength(12)
        self._pin.setAlignment(Qt.AlignmentFlag.AlignCenter)
        state(self._pin, letters="lead")
        self._wrong = Text("", tone="refuse", wrap=True)
        enter = Button(mark("上岗"), main=True)
        enter.clicked.connect(self.try_it)
        self._names.installEventFilter(self)
        self._pin.installEventFilter(self)
        about = Text(hint, tone="quiet", wrap=True)
        about.setVisible(bool(hint))
        parts = (
            Text(mark("校园值守台"), "title", bold=True),
            Text(mark("谁在岗？选姓名，再输入 PIN。"), tone="quiet", wrap=True),
            self._names, Text(mark("PIN"), "small", "quiet", bold=True), self._pin, self._wrong, about, enter,
        )  # fmt: skip
        panel = Panel(column(*parts, margins=(32, 28, 32, 28), gap=12))
        panel.setFixedWidth(440)
        self.setLayout(column(None, row(None, panel, None), None))

    def opened(self) -> None:
        self._jobs.run(self._post.people_to_sign_in, self._show, self._failed)

    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint(mark("数字"), mark("选第几位，或输入 PIN")), Hint("↑ ↓", mark("选姓名")), Hint("Enter", mark("确定")),
            Hint("Esc", mark("重选姓名")),
        )  # fmt: skip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self._pin:
            return self._in_pin(event, enter)
        if enter:
            self._pin.setFocus()
        elif event.text().isdigit():
            self._number(event.text())
        else:
            self._typed = ""
            return False
        return True

    def try_it(self) -> None:
        """Check the PIN; a wrong one is asked for again."""
        at, pin = self._names.currentRow(), self._pin.text()
        if at < 0 or not pin:
            return
        name = self._people[at]
        self._jobs.run(lambda: self._post.sign_in(name, pin), lambda _account: self._signed_in(), self._failed)

    def _in_pin(self, event: QKeyEvent, enter: bool) -> bool:
        if enter:
            self.try_it()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Up) or event.text() == "-":
            self._pin.clear()
            self._names.setFocus()
        else:
            self._wrong.say("")
            return False
        return True

    def _number(self, digit: str) -> None:
        """`1` `2` is the twelfth; what there is none of begins anew."""
        self._typed = self._typed + digit if int(self._typed + digit) <= self._names.count() else digit
        if 1 <= int(self._typed) <= self._names.count():
            self._names.setCurrentRow(int(self._typed) - 1)

    def _show(self, names: Sequence[str]) -> None:
        self._people = list(names)
        self._names.clear()
        self._names.addItems([f"{at}   {name}" for at, name in enumerate(names, 1)])
        self._names.setCurrentRow(0)
        self._pin.clear()
        self._names.setFocus()

    def _signed_in(self) -> None:
        self._pin.clear()
        self._wrong.say("")
        self.done.emit()

    def _failed(self, error: Exception) -> None:
        self._pin.clear()
        self._pin.setFocus()
        self._wrong.say(lambda: tr("{sentence}", sentence=error))
