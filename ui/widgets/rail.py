"""The rail on the left: the screens there are, in the order of a shift."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from app.i18n import tr
from ui import icons, theme
from ui.theme import state


class Screen(NamedTuple):
    """A screen's name in the program, its label, its icon."""

    name: str
    label: str
    icon: str
    last: bool = False


class Rail(QWidget):
    """One button a screen; `chosen` carries its name."""

    chosen = Signal(str)

    def __init__(self, screens: tuple[Screen, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(76)
        self._screens = screens
        self._buttons: dict[str, QToolButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 10)
        layout.setSpacing(2)
        for screen in screens:
            if screen.last:
                layout.addStretch(1)
            button = QToolButton()
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setIconSize(QSize(24, 24))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setFixedSize(76, 64)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(self._choose(screen.name))
            state(button, rail=True)
            self._buttons[screen.name] = button
            layout.addWidget(button)
        self._dress()

    def show_screen(self, name: str) -> None:
        """Mark the screen that is in front."""
        self._buttons[name].setChecked(True)

    def offer(self, name: str, offered: bool) -> None:
        """Show the button of a screen, or hide it."""
        self._buttons[name].setVisible(offered)

    def offers(self, name: str) -> bool:
        """Whether the screen's button is shown."""
        return not self._buttons[name].isHidden()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._dress()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("rail"))
        painter.end()

    def _choose(self, name: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(name)

    def _dress(self) -> None:
        tokens = theme.tokens()
        for at, screen in enumerate(self._screens, 1):
            button = self._buttons.get(screen.name)
            if button is not None:
                button.setText(tr(screen.label))
                button.setToolTip(f"Ctrl+{at}")
                button.setIcon(icons.icon(screen.icon, tokens.rail_ink, tokens.on_accent))
