"""Under the sheet: what has to be settled of the row in hand, who may be meant, and a line for somebody else."""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.i18n import mark, tr
from ui.screens.dormitory.sheet.hand import CANDIDATES
from ui.widgets.boxes import Panel, column
from ui.widgets.keybar import Hint
from ui.widgets.retell import Retold
from ui.widgets.text import Text, Words

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FIND, _CORRECT = mark("姓名、拼音首字母、学工号或寝室"), mark("改写这一行")


class Ask(Retold, Panel):
    """looked_for: words for somebody. chosen: a number. corrected: the line in other words. left: neither."""

    looked_for = Signal(str)
    chosen = Signal(str)
    corrected = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        self.doing: Literal["", "finding", "correcting"] = ""
        self.text, self.question = Text("", "lead", bold=True, elide=True), Text("", "small", "attention", wrap=True)
        self.candidates = [Text("", elide=True) for _ in range(CANDIDATES)]
        self.remember = Text("", "small", "quiet")
        self.line = QLineEdit()
        self._given: tuple[list[str], list[Callable[[], str]]] = ([], [])
        self._numbers: list[str] = []
        parts = (self.text, self.question, *self.candidates, self.remember, self.line)
        super().__init__(column(*parts, margins=(16, 10, 16, 10), gap=4))
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._look)
        self.line.hide()

    @property
    def busy(self) -> bool:
        """Whether something is typed here."""
        return bool(self.doing)

    def hints(self) -> tuple[Hint, ...]:
        does = mark("就是第一位") if self.doing == "finding" else mark("重新读")
        return (Hint("Enter", does), Hint("Esc", mark("返回")))

    def say(self, words: Words, text: str, *, remember: bool | None) -> None:
        """The question about a line. remember: None where what it says is no nickname."""
        self.text.say(lambda: text.strip())
        self.question.say(words)
        self.remember.setVisible(remember is not None)
        self.remember.say(lambda: tr("记住叫法（R）：{yes}", yes=tr("是") if remember else tr("否")))

    def show_candidates(self, numbers: Sequence[str], names: Sequence[Callable[[], str]]) -> None:
        """Who may be meant."""
        self._given = (list(numbers), list(names))
        self._show(numbers, names)

    def _show(self, numbers: Sequence[str], names: Sequence[Callable[[], str]]) -> None:
        self._numbers = list(numbers)
        for at, text in enumerate(self.candidates):
            text.say(names[at] if at < len(names) else "")
            text.setVisible(at < len(names))

    def begin_finding(self) -> None:
        self._begin("finding", "")

    def begin_correcting(self, text: str) -> None:
        self._begin("correcting", text)

    def _begin(self, doing: Literal["finding", "correcting"], text: str) -> None:
        self.doing = doing
        self.line.setText(text)
        self.retell()
        self.line.show()
        self.line.setFocus()

    def rest(self) -> None:
        """Nothing is typed here any more."""
        self.doing = ""
        self.line.hide()

    def retell(self) -> None:
        self.line.setPlaceholderText(tr(_CORRECT if self.doing == "correcting" else _FIND))

    def found(self, words: str, numbers: Sequence[str], names: Sequence[Callable[[], str]]) -> None:
        """Whom these words fit; an answer to what is not asked any more is none."""
        if self.doing == "finding" and words == self.line.text().strip():
            self._show(numbers, names)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.rest()
            self._show(*self._given)
            self.left.emit()
        elif event.key() in _ENTERS:
            self._take()
        else:
            return False
        return True

    def _look(self, text: str) -> None:
        if self.doing == "finding" and text.strip():
            self.looked_for.emit(text.strip())
        elif self.doing == "finding":
            self._show(*self._given)

    def _take(self) -> None:
        if self.doing == "correcting":
            self.corrected.emit(self.line.text())
        elif self.line.text().strip() and self._numbers:
            self.chosen.emit(self._numbers[0])
