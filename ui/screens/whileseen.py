"""What a screen does again and again while somebody looks at it."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget


class WhileSeen(QTimer):
    """Calls `act` every `ms` milliseconds from start() on, until the screen is no longer seen."""

    def __init__(self, screen: QWidget, ms: int, act: Callable[[], None]) -> None:
        super().__init__(screen)
        self._screen, self._act = screen, act
        self.setInterval(ms)
        self.timeout.connect(self._beat)

    def _beat(self) -> None:
        if self._screen.isVisible():
            self._act()
        else:
            self.stop()
