"""The one answer: readable from 3 m by colour, shape and word. Painted, so that the words always fit the space."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme
from ui.tokens import RADIUS_PANEL, SIZES
from ui.widgets import glyph
from ui.widgets.retell import Retold


@dataclass(frozen=True)
class Answer:
    """What the panel says, in the language in use.

    shape, ground: of a verdict's face; an empty ground is the quiet panel of waiting, whose `shape` is an icon.
    word: what is read from 3 m. line: what stands small under it, for the guard.
    """

    word: str
    line: str
    shape: str
    ground: str = ""


class VerdictPanel(Retold, QWidget):
    """Shows one Answer, as large as it fits."""

    HEIGHT = 170

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer = Answer("", "", "qr-code")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.HEIGHT)

    def show_answer(self, answer: Answer) -> None:
        """Paint another answer."""
        self.answer = answer
        self.setAccessibleName(f"{answer.word} {answer.line}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, self.HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        answer = self.answer
        quiet = not answer.ground
        painter.setBrush(theme.colour("panel" if quiet else answer.ground))
        painter.setPen(QPen(theme.colour("line" if quiet else answer.ground), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PANEL, RADIUS_PANEL)
        side = 108
        box = QRect(32, (self.height() - side) // 2, side, side)
        if quiet:
            shade = theme.colour("accent_ink").name()
            painter.drawPixmap(box.topLeft(), icons.pixmap(answer.shape, shade, side, self.devicePixelRatioF()))
        else:
            glyph.paint(painter, answer.shape, QRectF(box), theme.colour("on_verdict"), theme.colour(answer.ground))
        self._write(painter, box.right() + 32, quiet)
        painter.end()

    def _write(self, painter: QPainter, left: int, quiet: bool) -> None:
        ink, small = ("ink", "ink_2") if quiet else ("on_verdict", "on_verdict")
        width = self.width() - left - 24
        large = fitting(self.answer.word, "display" if quiet else "verdict", width)
        line = fitting(self.answer.line, "lead", width, bold=False)
        heights = QFontMetrics(large).height(), QFontMetrics(line).height()
        top = (self.height() - sum(heights)) // 2
        _text(painter, QRect(left, top, width, heights[0]), self.answer.word, large, theme.colour(ink))
        _text(painter, QRect(left, top + heights[0], width, heights[1]), self.answer.line, line, theme.colour(small))


def fitting(text: str, size: str, width: int, *, bold: bool = True) -> QFont:
    """The font of `size`, or the largest smaller one in which `text` fits into `width`."""
    font = theme.font(size, bold=bold)
    while QFontMetrics(font).horizontalAdvance(text) > width and font.pixelSize() > SIZES["small"]:
        font.setPixelSize(font.pixelSize() - 2)
    return font


def _text(painter: QPainter, box: QRect, text: str, font: QFont, colour: QColor) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    fitted = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitted)
