"""The post's thermometer beside a bed: while it is wanted there its readings come here, and not to the lane."""

from PySide6.QtCore import QObject, Signal

from app.station.hooks import Hooks


class Bedside(QObject):
    """celsius: a reading, in the window's thread. wanted: whether the dormitory's map is in front."""

    celsius = Signal(float)

    def __init__(self, hooks: Hooks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wanted = False
        hooks.reading.append(self._take)

    def _take(self, celsius: float) -> bool:
        """In the device's thread."""
        if self.wanted:
            self.celsius.emit(celsius)
        return self.wanted
