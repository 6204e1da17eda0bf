"""The rail on the left: the screens there are, in the order of a shift."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from app.i18n import tr
from ui import icons, theme
from ui.theme import state

CAPS = "1234567890-=[]\\"
"""With Ctrl: the keys of the number row in their order, and those below its end, one for each screen."""
HIGH, LOW = 64, 46
"""Pixels of a button where there is room, and where there are many: all of them on a screen of 768 lines that also
shows a title bar and a task bar."""
_ICON, _SMALL = 24, 18
_ROOM_FOR_ICON = 52
"""From this height a label has room below an icon of full size."""
_MARGIN, _GAP = 10, 2


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
        layout.setContentsMargins(0, _MARGIN, 0, _MARGIN)
        layout.setSpacing(_GAP)
        for screen in screens:
            if screen.last:
                layout.addStretch(1)
            button = QToolButton()
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setFixedWidth(76)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(self._choose(screen.name))
            state(button, rail=True)
            self._buttons[screen.name] = button
            layout.addWidget(button)
        self._dress()
        self._fit()

    def show_screen(self, name: str) -> None:
        """Mark the screen that is in front."""
        self._buttons[name].setChecked(True)

    def offer(self, name: str, offered: bool) -> None:
        """Show the button of a screen, or hide it."""
        self._buttons[name].setVisible(offered)
        self._fit()

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """So high that all buttons that are offered have room at their lowest."""
        return QSize(self.width(), 2 * _MARGIN + self._offered * (LOW + _GAP))

    @property
    def _offered(self) -> int:
        return max(1, sum(not button.isHidden() for button in self._buttons.values()))

    def _fit(self) -> None:
        """With many screens the buttons are lower."""
        room = (self.height() - 2 * _MARGIN) // self._offered - _GAP
        height = min(HIGH, max(LOW, room))
        icon = _ICON if height >= _ROOM_FOR_ICON else _SMALL
        for button in self._buttons.values():
            button.setFixedHeight(height)
            button.setIconSize(QSize(icon, icon))
            state(button, low=height < HIGH)

    def _choose(self, name: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(name)

    def _dress(self) -> None:
        tokens = theme.tokens()
        for at, screen in enumerate(self._screens):
            button = self._buttons.get(screen.name)
            if button is not None:
                button.setText(tr(screen.label))
                button.setToolTip(f"Ctrl+{CAPS[at]}" if at < len(CAPS) else "")
                button.setIcon(icons.icon(screen.icon, tokens.rail_ink, tokens.on_accent))
