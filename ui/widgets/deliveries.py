"""The deliveries at a post, each with its clock: which one is in hand, how far each is, what each waits for."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import state
from ui.widgets.boxes import column
from ui.widgets.text import Text, Words

LIST_WIDTH = 268
"""Pixels."""


@dataclass(frozen=True)
class DeliveryView:
    """called: its plate or supplier; short: the end of its number; says: what it waits for, in the tone `tone`; clock:
    since when it is here, or how long it still has to wait."""

    number: str
    called: str
    short: str
    says: Words
    clock: str
    tone: str = "quiet"
    chosen: bool = False


class _Card(QFrame):
    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._number = ""
        self._called, self._clock = Text("", bold=True, elide=True), Text("", "small", "quiet", bold=True)
        self._says, self._short = Text("", "small", elide=True), Text("", "small", "quiet")
        layout = QGridLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setVerticalSpacing(2)
        layout.addWidget(self._called, 0, 0)
        layout.addWidget(self._clock, 0, 1, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self._says, 1, 0)
        layout.addWidget(self._short, 1, 1, Qt.AlignmentFlag.AlignRight)
        layout.setColumnStretch(0, 1)

    def fill(self, view: DeliveryView) -> None:
        self._number = view.number
        self._called.say(lambda: view.called)
        self._clock.say(lambda: view.clock)
        self._says.say(view.says, view.tone)
        self._short.say(lambda: view.short)
        state(self, cell="chosen" if view.chosen else "missing")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(self._number)


class Deliveries(QWidget):
    """chosen: the number of the one that somebody wants in hand."""

    chosen = Signal(str)

    def __init__(self, title: Words, nothing: Words) -> None:
        super().__init__()
        self._nothing = nothing
        self._title, self._empty = Text(title, bold=True), Text(nothing, tone="quiet", wrap=True)
        self._cards: list[_Card] = []
        self._down = QVBoxLayout()
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(6)
        inside = QWidget()
        inside.setLayout(column(self._down, None, gap=0))
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.views: tuple[DeliveryView, ...] = ()
        self.setLayout(column(self._title, self._empty, scroll, gap=8))

    def show_deliveries(self, views: Sequence[DeliveryView]) -> None:
        """Show these and no others."""
        self.views = tuple(views)
        while len(self._cards) < len(views):
            card = _Card()
            card.pressed.connect(self.chosen)
            self._cards.append(card)
            self._down.addWidget(card)
        for at, card in enumerate(self._cards):
            if at < len(views):
                card.fill(views[at])
            card.setVisible(at < len(views))
        self._empty.setVisible(not views)
