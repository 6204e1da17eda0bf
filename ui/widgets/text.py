"""A label that knows its own words: it says them again when the language changes, and may be cut short to fit."""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from app.i18n import tr
from ui.theme import state

Words: TypeAlias = str | Callable[[], str]
"""A sentence in Chinese, or a function that gives the text in the language in use."""


_LETTERS = (QEvent.Type.StyleChange, QEvent.Type.FontChange)
"""What may make letters wider."""


def spoken(words: Words) -> str:
    """The words in the language in use."""
    if callable(words):
        return words()
    return tr(words) if words else ""


class Text(QLabel):
    """A label; `elide` lets it be narrower than its words, which then end in an ellipsis.

    look: further properties that the style sheet speaks of.
    """

    def __init__(
        self, words: Words = "", size: str = "body", tone: str = "ink", *, bold: bool = False, elide: bool = False,
        wrap: bool = False, parent: QWidget | None = None, **look: object,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._words: Words = words
        self._elide = elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        state(self, letters=size, tone=tone, bold=bold, **look)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._write()

    def say(self, words: Words, tone: str | None = None) -> None:
        """Show other words, in another tone where one is given."""
        self._words = words
        if tone is not None:
            state(self, tone=tone)
        self._write()

    @property
    def full(self) -> str:
        """All of the words, also where not all of them fit."""
        return spoken(self._words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange or (self._elide and event.type() in _LETTERS):
            self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._elide:
            self._write()

    def sizeHint(self) -> QSize:
        if not self._elide:
            return super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self.full) + 4, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height()) if self._elide else super().minimumSizeHint()

    def _write(self) -> None:
        text = self.full
        if self._elide:
            shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(self.width() - 2, 24))
            self.setToolTip("" if shown == text else text)
            self.updateGeometry()
            text = shown
        if text != self.text():
            self.setText(text)


class Button(QPushButton):
    """A button that knows its own words."""

    def __init__(self, words: Words, *, main: bool = False, choice: bool = False) -> None:
        super().__init__(spoken(words))
        self._words = words
        self.setCheckable(choice)
        self.setAutoDefault(False)
        state(self, main=main, choice=choice)

    def say(self, words: Words) -> None:
        """Show other words."""
        self._words = words
        self.setText(spoken(words))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setText(spoken(self._words))
