"""The shapes that carry a meaning without colour: painted, so that they are sharp at any size."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui import icons, theme


def _octagon(box: QRectF) -> QPolygonF:
    cut = box.width() * 0.29
    left, top, right, bottom = box.left(), box.top(), box.right(), box.bottom()
    corners = [
        (left + cut, top), (right - cut, top), (right, top + cut), (right, bottom - cut),
        (right - cut, bottom), (left + cut, bottom), (left, bottom - cut), (left, top + cut),
    ]  # fmt: skip
    return QPolygonF([QPointF(x, y) for x, y in corners])


def _outline(shape: str, box: QRectF) -> QPainterPath:
    path = QPainterPath()
    middle = box.center()
    if shape == "tick":
        path.addEllipse(box)
    elif shape == "cross":
        path.addPolygon(_octagon(box))
    elif shape == "diamond":
        path.addPolygon(
            QPolygonF([QPointF(middle.x(), box.top()), QPointF(box.right(), middle.y()),
                       QPointF(middle.x(), box.bottom()), QPointF(box.left(), middle.y())])
        )  # fmt: skip
    else:
        top = QPointF(middle.x(), box.top() + box.height() * 0.04)
        low = box.bottom() - box.height() * 0.06
        path.addPolygon(QPolygonF([top, QPointF(box.right(), low), QPointF(box.left(), low)]))
    path.closeSubpath()
    return path


def _strokes(shape: str) -> list[list[tuple[float, float]]]:
    """The lines of the mark inside, in parts of the box."""
    if shape == "tick":
        return [[(0.27, 0.52), (0.44, 0.68), (0.74, 0.34)]]
    if shape == "cross":
        return [[(0.34, 0.34), (0.66, 0.66)], [(0.66, 0.34), (0.34, 0.66)]]
    if shape == "diamond":
        return [[(0.5, 0.26), (0.5, 0.56)], [(0.5, 0.74), (0.5, 0.745)]]
    return [[(0.5, 0.38), (0.5, 0.64)], [(0.5, 0.80), (0.5, 0.805)]]


def paint(painter: QPainter, shape: str, box: QRectF, fill: QColor, mark: QColor) -> None:
    """Paint tick (a disc), cross (an octagon), diamond or triangle into `box`, its mark in the colour `mark`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawPath(_outline(shape, box))
    pen = QPen(mark, box.width() * 0.11, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in _strokes(shape):
        points = [QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in stroke]
        painter.drawPolyline(QPolygonF(points))


class Glyph(QWidget):
    """A small shape of a verdict, filled with a token's colour."""

    def __init__(self, shape: str = "tick", fill: str = "admit", size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape, self.fill = shape, fill
        self.setFixedSize(size, size)

    def show_as(self, shape: str, fill: str) -> None:
        """Become another shape, filled with another token's colour."""
        self.shape, self.fill = shape, fill
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        paint(painter, self.shape, box, theme.colour(self.fill), theme.colour("panel"))
        painter.end()


class Icon(QWidget):
    """A line icon in a token's colour; it follows the theme because it is painted when it is shown."""

    def __init__(self, name: str, tone: str = "ink_2", size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.tone = name, tone
        self._size = size
        self.setFixedSize(size, size)

    def show_as(self, name: str, tone: str) -> None:
        """Become another icon in another tone."""
        self.name, self.tone = name, tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        shade = theme.colour(self.tone).name()
        painter.drawPixmap(0, 0, icons.pixmap(self.name, shade, self._size, self.devicePixelRatioF()))
        painter.end()
