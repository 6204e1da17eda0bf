"""Signing in, and taking over from somebody: a numbered list of names and a PIN; the number pad alone is enough."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget

from app.i18n import mark, tr
from ui.post import Post
from ui.screens.forgotten import FORGOTTEN
from ui.screens.screen import Screen
from ui.theme import state
from ui.threads import Jobs
from ui.widgets.boxes import Panel, column, row
from ui.widgets.keybar import Hint
from ui.widgets.text import Button, Text, Words

EMERGENCY = mark("应急登录（密封的应急码）")
WHO = mark("谁在岗？选姓名，按 Enter，再输入 PIN。")
NEXT = mark("谁来接岗？选姓名，按 Enter，再输入 PIN。通道里的人不受影响。")


class SignIn(Screen):
    """done: somebody is on duty now. back: nobody took over after all. forgotten: somebody has no PIN any more. hint:
    said under the PIN, in a demonstration."""

    done = Signal()
    back = Signal()
    forgotten = Signal()

    def __init__(self, post: Post, jobs: Jobs, hint: Words = "") -> None:
        super().__init__()
        self._post, self._jobs = post, jobs
        self._typed = ""
        self._people: list[str] = []
        self._taking_over = False
        self._asks = Text(WHO, tone="quiet", wrap=True)
        self._names = QListWidget()
        self._names.setFixedHeight(240)
        state(self._names, list=True, letters="lead")
        self._pin = QLineEdit()
        self._pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._pin.setMaxLength(12)
        self._pin.setAlignment(Qt.AlignmentFlag.AlignCenter)
        state(self._pin, letters="lead")
        self._secret = Text(mark("PIN"), "small", "quiet", bold=True)
        self._reason_asked = Text(mark("为什么使用应急码"), "small", "quiet", bold=True)
        self._reason = QLineEdit()
        self._reason.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
        self._wrong = Text("", tone="refuse", wrap=True)
        enter = Button(mark("上岗"), main=True)
        enter.clicked.connect(self.try_it)
        for part in (self._names, self._pin, self._reason):
            part.installEventFilter(self)
        self._names.currentRowChanged.connect(self._chosen)
        about = Text(hint, tone="quiet", wrap=True)
        about.setVisible(bool(hint))
        parts = (
            Text(mark("校园值守台"), "title", bold=True),
            self._asks, self._names, self._secret, self._pin, self._reason_asked, self._reason, self._wrong, about,
            enter,
        )  # fmt: skip
        panel = Panel(column(*parts, margins=(32, 28, 32, 28), gap=12))
        panel.setFixedWidth(440)
        self.setLayout(column(None, row(None, panel, None), None))

    def take_over(self, taking_over: bool) -> None:
        """Whether the next one takes over from somebody who stays on duty until then."""
        self._taking_over = taking_over
        self._asks.say(NEXT if taking_over else WHO)

    def opened(self) -> None:
        self._jobs.run(self._post.people_to_sign_in, self._show, self._failed)

    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint(mark("数字"), mark("选第几位，或输入 PIN")), Hint("↑ ↓", mark("选姓名")), Hint("Enter", mark("确定")),
            Hint("Esc", mark("返回") if self._taking_over else mark("重选姓名")), Hint("F4", FORGOTTEN, last=True),
        )  # fmt: skip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_F4:
            self.forgotten.emit()
            return True
        if watched is self._pin:
            return self._in_pin(event, enter)
        if watched is self._reason:
            return self._in_reason(event, enter)
        if enter:
            self._pin.setFocus()
        elif event.key() == Qt.Key.Key_Escape and self._taking_over:
            self.back.emit()
        elif event.text().isdigit():
            self._number(event.text())
        else:
            self._typed = ""
            return False
        return True

    def try_it(self) -> None:
        """Check the PIN; a wrong one is asked for again."""
        at, pin = self._names.currentRow(), self._pin.text()
        if at < 0:
            return
        if not pin:
            self._wrong.say(mark("请输入应急码。") if self._is_emergency(at) else mark("请输入 PIN。"))
            self._pin.setFocus()
            return
        self._jobs.run(self._trying(at, pin), lambda _none: self._signed_in(), self._failed)

    def _trying(self, at: int, pin: str) -> Callable[[], None]:
        if self._is_emergency(at):
            reason = self._reason.text()
            return lambda: self._post.sign_in_emergency(pin, reason)
        name, enter = self._people[at], self._post.hand_over if self._taking_over else self._post.sign_in
        return lambda: enter(name, pin)

    def _is_emergency(self, at: int) -> bool:
        return at == len(self._people)

    def _chosen(self, at: int) -> None:
        emergency = self._is_emergency(at)
        self._secret.say(mark("应急码") if emergency else mark("PIN"))
        self._pin.setMaxLength(20 if emergency else 12)
        for part in (self._reason_asked, self._reason):
            part.setVisible(emergency)

    def _in_reason(self, event: QKeyEvent, enter: bool) -> bool:
        if enter:
            self.try_it()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Up):
            self._pin.setFocus()
        else:
            return False
        return True

    def _in_pin(self, event: QKeyEvent, enter: bool) -> bool:
        if enter and self._is_emergency(self._names.currentRow()):
            self._reason.setFocus()
        elif enter:
            self.try_it()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Up) or self._leaves(event.text()):
            self._pin.clear()
            self._names.setFocus()
        else:
            self._wrong.say("")
            return False
        return True

    def _leaves(self, text: str) -> bool:
        """The number pad's minus leads back to the names; an emergency code is written with some."""
        return text == "-" and not self._is_emergency(self._names.currentRow())

    def _number(self, digit: str) -> None:
        """`1` `2` is the twelfth; what there is none of begins anew. Where no other digit can follow, the PIN does."""
        self._typed = self._typed + digit if int(self._typed + digit) <= self._names.count() else digit
        if 1 <= int(self._typed) <= self._names.count():
            self._names.setCurrentRow(int(self._typed) - 1)
            if 10 * int(self._typed) > self._names.count():
                self._typed = ""
                self._pin.setFocus()

    def _show(self, names: Sequence[str]) -> None:
        self._people = list(names)
        self._names.clear()
        self._names.addItems([f"{at}   {name}" for at, name in enumerate([*names, tr(EMERGENCY)], 1)])
        self._names.setCurrentRow(0)
        self._pin.clear()
        self._names.setFocus()

    def _signed_in(self) -> None:
        for field in (self._pin, self._reason):
            field.clear()
        self._wrong.say("")
        self.done.emit()

    def _failed(self, error: Exception) -> None:
        self._pin.clear()
        self._pin.setFocus()
        self._wrong.say(lambda: tr("{sentence}", sentence=error))
