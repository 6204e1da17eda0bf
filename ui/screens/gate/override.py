"""Life in danger at the gate: the same key twice lets through."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.i18n import mark

AGAIN_MS = 3_000
"""How long the second press is waited for."""


class Twice(QObject):
    """No dialog stands between a guard and a life, and no slip opens the gate. said: a sentence for the banner, and its
    tone."""

    said = Signal(object, str)

    def __init__(self, let: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._let = let
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.calm)

    def press(self) -> None:
        """Once, or once more in time."""
        if self._again.isActive():
            self.calm()
            self._let()
            self.said.emit(mark("紧急放行。事后请带班领导在“管理 → 紧急放行记录”补写事由。"), "alarm")
        else:
            self._again.start()
            self.said.emit(mark("紧急放行：有生命危险时，3 秒内再按一次 F10（小键盘 / 0）确认。"), "alarm")

    def calm(self) -> None:
        """Nothing more to say, and no second press is waited for."""
        self._again.stop()
        self.said.emit("", "hint")
