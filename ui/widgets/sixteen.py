"""The sixteen items of a delivery at one glance: four sheets across, four items each, what is missing and next."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ui.theme import state
from ui.widgets.glyph import Icon
from ui.widgets.text import Text, Words

ACROSS = 4
MARKS = {
    "done": ("circle-check", "admit_ink"),
    "missing": ("circle-dashed", "ink_2"),
    "next": ("circle-dot", "accent_ink"),
    "bad": ("circle-x", "refuse_ink"),
    "held": ("circle-alert", "ink_2"),
}
"""state → icon, its tone. `held` says nothing of why."""


@dataclass(frozen=True)
class CellView:
    """name: of the item; mark: one of MARKS; found: what is known of it, or what to do. chosen: it is in hand."""

    name: str
    label: Words
    mark: str
    found: Words
    chosen: bool = False


class _Cell(QFrame):
    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self._icon, self._label = Icon("circle-dashed", size=20), Text("", bold=True, elide=True)
        self._found = Text("", "small", "quiet", elide=True)
        layout = QGridLayout(self)
        layout.setContentsMargins(10, 3, 10, 3)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(0)
        layout.addWidget(self._icon, 0, 0)
        layout.addWidget(self._label, 0, 1)
        layout.addWidget(self._found, 1, 1)
        layout.setColumnStretch(1, 1)

    def fill(self, view: CellView) -> None:
        self._name = view.name
        self._icon.show_as(*MARKS[view.mark])
        self._label.say(view.label)
        self._found.say(view.found, {"bad": "refuse", "next": "accent"}.get(view.mark, "quiet"))
        state(self, cell="chosen" if view.chosen else view.mark)
        self.setAccessibleName(f"{self._label.full} {self._found.full}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(self._name)


class Sixteen(QWidget):
    """chosen: somebody wants to do this item now."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._heads: list[Text] = []
        self._cells: list[_Cell] = []
        self.views: tuple[CellView, ...] = ()
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)

    def show_cells(self, heads: Sequence[Words], views: Sequence[CellView]) -> None:
        """heads: the names of the sheets, in their order; views: four cells of each."""
        if not self._cells:
            self._make(len(heads))
        self.views = tuple(views)
        for label, words in zip(self._heads, heads, strict=True):
            label.say(words)
        for cell, view in zip(self._cells, views, strict=True):
            cell.fill(view)

    def _make(self, sheets: int) -> None:
        for at in range(sheets):
            head = Text("", "small", "quiet", bold=True)
            self._heads.append(head)
            down = QVBoxLayout()
            down.setSpacing(5)
            down.addWidget(head)
            for _ in range(ACROSS):
                cell = _Cell()
                cell.pressed.connect(self.chosen)
                self._cells.append(cell)
                down.addWidget(cell)
            self._layout.addLayout(down, 0, at)
            self._layout.setColumnStretch(at, 1)
