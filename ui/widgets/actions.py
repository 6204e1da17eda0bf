"""What can be done on a page: each act with its key, as a button for whoever has a mouse, and as a hint for the bar."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.widgets.boxes import column, row
from ui.widgets.keybar import Hint, cap
from ui.widgets.text import Button, Words


class Act(NamedTuple):
    """A key (as Qt writes it, and as it stands on the keyboard), what it does, and doing it."""

    key: str
    words: Words
    run: Callable[[], None]


class Actions(QWidget):
    """The acts of `owner`, one below the other; their keys hold while it is in view."""

    def __init__(self, owner: QWidget, acts: Sequence[Act]) -> None:
        super().__init__()
        self._acts = {act.key: act for act in acts}
        self._keys: dict[str, QShortcut] = {}
        self._rows: dict[str, QWidget] = {}
        layout = column(gap=8)
        for act in acts:
            self._keys[act.key] = QShortcut(QKeySequence(act.key), owner)
            self._keys[act.key].setAutoRepeat(False)  # a heavy hand does it once
            self._keys[act.key].activated.connect(act.run)
            button, line = Button(act.words), QWidget()
            button.clicked.connect(act.run)
            key = cap(act.key)
            key.setMinimumWidth(44)
            across = row(key, gap=10)
            across.addWidget(button, 1)
            line.setLayout(across)
            self._rows[act.key] = line
            layout.addWidget(line)
        self.setLayout(layout)

    def allow(self, key: str, allowed: bool) -> None:
        """Offer an act, or not."""
        self._keys[key].setEnabled(allowed)
        self._rows[key].setVisible(allowed)

    def hints(self) -> tuple[Hint, ...]:
        """The acts that are offered now."""
        return tuple(Hint(key, act.words) for key, act in self._acts.items() if self._keys[key].isEnabled())
