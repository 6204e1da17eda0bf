"""What the colours and signs of the dormitory's map mean, in a line."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.dormitory.floors import Look
from app.i18n import tr
from app.policy.zone import ZONE_LABELS
from ui import theme
from ui.widgets.roommap import BARS, DRESS, Dress, ground, paint_bar, paint_tag

_BOX, _HIGH, _GAP = 20, 24, 9


class Legend(QWidget):
    """Painted with the same colours and signs as the map. observes: rooms of observation stand on it."""

    def __init__(self, dress: Mapping[Look, Dress] = DRESS, *, observes: bool = False) -> None:
        super().__init__()
        self._dress, self._observes = dress, observes
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
        if self._observes:
            painter.setFont(theme.font("small", bold=True))
            wide = painter.fontMetrics().horizontalAdvance(tr("留观"))
            paint_tag(painter, QRectF(left, 3, wide + 10, _BOX - 3), "accent_ink", tr("留观"))
        painter.end()


def _words(painter: QPainter, left: float, words: str) -> float:
    """Where the next one begins."""
    wide = painter.fontMetrics().horizontalAdvance(words)
    painter.setPen(theme.colour("ink_2"))
    painter.drawText(QRectF(left, 0, wide + 2, _HIGH), Qt.AlignmentFlag.AlignVCenter, words)
    return left + wide + _GAP
