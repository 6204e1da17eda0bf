"""The day's passages by the hour, as a line that separates: in above it, out below it."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.i18n import tr
from app.station.today import HOURS, Today
from ui import theme
from ui.widgets.retell import Retold

GAP, HALF = 2, 11


class Hours(Retold, QWidget):
    """A bar an hour; the tallest one fills its half. The figures of each hour stand in the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = Today()
        self.setFixedHeight(2 * HALF + 1)

    def show_today(self, today: Today) -> None:
        """Show these counts."""
        self._today = today
        self.retell()
        self.update()

    def retell(self) -> None:
        hours = [(hour, self._today.into[hour], self._today.out[hour]) for hour in HOURS]
        told = [
            tr("{hour} 时：进 {entered} · 出 {left}", hour=hour, entered=entered, left=left)
            for hour, entered, left in hours
            if entered or left
        ]
        self.setToolTip("\n".join(told))
        self.setAccessibleName("; ".join(told))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        most = max(*self._today.into, *self._today.out, 1)
        painter.fillRect(QRectF(0, HALF, self.width(), 1), theme.colour("edge"))
        wide = self.width() / len(HOURS)
        for hour in HOURS:
            left = hour * wide
            up, down = (
                count and max(1, round((HALF - 1) * count / most))
                for count in (self._today.into[hour], self._today.out[hour])
            )
            painter.fillRect(QRectF(left, HALF - up, wide - GAP, up), theme.colour("accent"))
            painter.fillRect(QRectF(left, HALF + 1, wide - GAP, down), theme.colour("ink_2"))
        painter.end()
