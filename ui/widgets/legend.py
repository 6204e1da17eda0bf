"""What the colours and signs of the dormitory's map mean, in a line."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.dormitory.floors import Look
from app.i18n import tr
from app.policy.zone import ZONE_LABELS
from ui import theme
from ui.widgets.roommap import BARS, DRESS, Dress, ground, paint_bar

_BOX, _HIGH = 20, 24


class Legend(QWidget):
    """Painted with the same colours and signs as the map."""

    def __init__(self, dress: Mapping[Look, Dress] = DRESS) -> None:
        super().__init__()
        self._dress = dress
        self.setFixedHeight(_HIGH)

    def sizeHint(self) -> QSize:
        return QSize(400, _HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        left = 0.0
        for look, dress in self._dress.items():
            box = QRectF(left + 1, 2, _BOX, _BOX - 1)
            painter.setPen(QPen(theme.colour(dress.edge), 1))
            painter.setBrush(ground(look, dress))
            painter.drawRoundedRect(box, 4, 4)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, dress.sign)
            left = _words(painter, left + _BOX + 6, tr(dress.words))
        for kind in BARS:
            paint_bar(painter, QRectF(left, _HIGH / 2 - 2, _BOX, 4), kind)
            left = _words(painter, left + _BOX + 6, tr(ZONE_LABELS[kind]))
        painter.end()


def _words(painter: QPainter, left: float, words: str) -> float:
    """Where the next one begins."""
    wide = painter.fontMetrics().horizontalAdvance(words)
    painter.setPen(theme.colour("ink_2"))
    painter.drawText(QRectF(left, 0, wide + 2, _HIGH), Qt.AlignmentFlag.AlignVCenter, words)
    return left + wide + 14
