"""What the keys do now: always at the bottom, always true."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.theme import state
from ui.widgets.boxes import empty
from ui.widgets.text import Text, Words


class Hint(NamedTuple):
    """A key cap and what it does; `last` stands at the right end."""

    key: Words
    does: Words
    last: bool = False


def cap(key: Words) -> Text:
    """A key as it looks on the keyboard."""
    label = Text(key, key=True)
    label.setFixedHeight(26)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


class KeyBar(QFrame):
    """A row of hints; those that do not fit are left out from the right, never cut in half."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        state(self, bar="bottom")
        self.setFixedHeight(40)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(16, 0, 16, 0)
        self._layout.setSpacing(6)
        self._hints: tuple[Hint, ...] = ()
        self._groups: list[QWidget] = []

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What the bar says now."""
        return self._hints

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Show these hints and no others."""
        if tuple(hints) == self._hints:
            return
        self._hints = tuple(hints)
        empty(self._layout)
        self._groups = []
        for hint in (*(h for h in hints if not h.last), None, *(h for h in hints if h.last)):
            if hint is None:
                self._layout.addStretch(1)
                continue
            group = _group(hint)
            self._groups.append(group)
            self._layout.addWidget(group)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """A hint that says its words in another language is of another width."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    def _fit(self) -> None:
        room = self.width() - 32
        keep = [group for group in self._groups if group.property("last")]
        room -= sum(group.sizeHint().width() + 6 for group in keep)
        for group in (group for group in self._groups if group not in keep):
            room -= group.sizeHint().width() + 6
            group.setVisible(room >= 0)


def _group(hint: Hint) -> QWidget:
    group = QWidget()
    group.setProperty("last", hint.last)
    layout = QHBoxLayout(group)
    layout.setContentsMargins(0, 0, 10, 0)
    layout.setSpacing(6)
    does: QLabel = Text(hint.does, "small", "quiet")
    for part in (cap(hint.key), does):
        layout.addWidget(part)
    return group
