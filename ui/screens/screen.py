"""What every screen has: hints for the key bar, sentences for the banner, and a moment when it comes to the front."""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.theme import state
from ui.widgets.keybar import Hint

if TYPE_CHECKING:
    from app.dormitory.today.item import Lead


class Screen(QWidget):
    """said: words and their sort for the banner; empty words clear it."""

    hints_changed = Signal()
    said = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        state(self, ground=True)

    def hints(self) -> tuple[Hint, ...]:
        """What the keys do now."""
        return ()

    def opened(self) -> None:
        """The screen has come to the front."""

    def take_up(self, lead: "Lead") -> None:
        """It came to the front for this: what it speaks of is in hand."""

    def bind(self, keys: Mapping[str, Callable[[], None]], repeating: Collection[str] = ()) -> None:
        """What the keys do while this screen, or a part of it, has them. repeating: those that go on while they are
        held; of the others a heavy hand gets one."""
        for cap, act in keys.items():
            shortcut = QShortcut(QKeySequence(cap), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(cap in repeating)
            shortcut.activated.connect(act)
