"""Lines of which as many stand there as there is room for: the first ones, whole."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.boxes import empty
from ui.widgets.text import Text, Words

GAP = 4
LEAST = 2
"""Lines that have room in any case."""


class Latest(QWidget):
    """The newest first. It never asks for more room than two lines need, and takes what is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Text] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GAP)
        self._high = Text("", elide=True).sizeHint().height() + GAP
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)

    def show_lines(self, lines: Sequence[Words]) -> None:
        """These instead of those before."""
        empty(self._layout)
        self._lines = [Text(words, elide=True) for words in lines]
        for line in self._lines:
            self._layout.addWidget(line)
        self._layout.addStretch(1)
        self._fit()

    @property
    def shown(self) -> int:
        """How many there is room for."""
        return sum(not line.isHidden() for line in self._lines)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, LEAST * self._high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(LEAST, (self.height() + GAP) // self._high)
        for at, line in enumerate(self._lines):
            line.setVisible(at < room)
