"""The beds of a room: who lies there, what was measured, and the cursor where the next number goes."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import theme

ROW, LOWEST = 52, 36
HIGHEST = 8 * ROW
"""Pixels of a row where there is room, and at least; and of all of them."""
_VALUE = 110


@dataclass(frozen=True)
class BedView:
    """number: the bed's, as it is counted in the room. value: at the right, in the ink of that name. here: the next
    number goes there; then value is what is being typed."""

    number: str
    name: str
    about: str
    value: str
    ink: str = "ink"
    here: bool = False


class Beds(QWidget):
    """As many rows as there are beds; narrower ones where there are many."""

    def __init__(self) -> None:
        super().__init__()
        self.views: tuple[BedView, ...] = ()
        self.painted = 0
        """How often it was painted; what was shown before is on the screen once the next one is over."""

    def show_beds(self, views: Sequence[BedView]) -> None:
        """Show these and no others."""
        self.views = tuple(views)
        here = next((one for one in self.views if one.here), None)
        self.setAccessibleName(f"{here.number} {here.name} {here.value}" if here else "")
        high = min(len(self.views) * ROW, HIGHEST)
        self.setMaximumHeight(high)
        self.setMinimumHeight(min(len(self.views) * LOWEST, high))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.maximumHeight())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = self.height() / max(len(self.views), 1)
        for at, view in enumerate(self.views):
            _paint(painter, QRectF(0, at * high, self.width(), high), view)
        painter.end()
        self.painted += 1


def _paint(painter: QPainter, box: QRectF, view: BedView) -> None:
    middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.setPen(theme.colour("line"))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    painter.setPen(theme.colour("ink"))
    painter.setFont(theme.font("body", bold=True))
    painter.drawText(box.adjusted(4, 0, 0, 0), middle, view.number)
    painter.setFont(theme.font("body", bold=view.here))
    half = box.height() / 2
    wide = box.width() - 34 - _VALUE
    name = QRectF(34, box.top() + 3, wide, half - 2 if view.about else box.height() - 6)
    painter.drawText(name, middle, view.name)
    painter.setPen(theme.colour(view.ink if view.ink == "attention_ink" else "ink_2"))
    painter.setFont(theme.font("small"))
    painter.drawText(QRectF(34, box.top() + half, wide, half - 4), middle, view.about)
    cell = QRectF(box.right() - _VALUE + 8, box.top() + 5, _VALUE - 10, box.height() - 11)
    if view.here:
        painter.setPen(QPen(theme.colour("accent_ink"), 2))
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(cell, 6, 6)
    painter.setPen(theme.colour(view.ink))
    painter.setFont(theme.font("lead", bold=True))
    painter.drawText(cell.adjusted(0, 0, -8, 0), right, view.value)
