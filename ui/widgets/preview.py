"""The live picture, with what was found in it outlined; and what to do where there is no picture."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.capture.items import Image
from app.decode.symbol import Symbol
from app.i18n import mark, tr
from app.pages.phone import Quad
from ui import icons, theme
from ui.tokens import RADIUS_PANEL
from ui.widgets.retell import Retold
from ui.widgets.text import Words, spoken

NO_CAMERA = mark("未接摄像头")


class Preview(Retold, QWidget):
    """Draws the last frame only, straight from its own memory.

    mirrored: as a mirror shows it, which is easier for the person who holds a phone before it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mirrored = False
        self.problem: Words = ""
        self.caption = ""
        self._frame: QImage | None = None
        self._pixels: Image | None = None
        self._symbols: Sequence[Symbol] = ()
        self.page: Quad | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 180)

    def show_frame(self, image: Image, symbols: Sequence[Symbol] = ()) -> None:
        """Show a picture, (height, width, 3) uint8 blue-green-red, and the outlines of `symbols` in its pixels."""
        pixels = np.ascontiguousarray(image)
        height, width = pixels.shape[:2]
        self._pixels = pixels  # QImage only borrows the memory
        self._frame = QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_BGR888)
        self._symbols = symbols
        self.problem = ""
        self.update()

    def show_problem(self, sentence: Words) -> None:
        """Show no picture, but why there is none and what to do."""
        self._frame = self._pixels = None
        self._symbols = ()
        self.problem = sentence
        self.update()

    def outline(self, page: Quad | None) -> None:
        """Outline the page that is being read by its corners, (4, 2) in the picture's pixels; None for no page."""
        self.page = page
        self.update()

    def say(self, caption: str) -> None:
        """What stands small in the corner of the picture, in the language in use."""
        self.caption = caption
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(540, 366)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), RADIUS_PANEL, RADIUS_PANEL)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), theme.colour("lens"))
        if self._frame is None:
            self._paint_without(painter)
        else:
            self._paint_frame(painter, self._frame)
        self._paint_caption(painter)
        painter.end()

    def _paint_frame(self, painter: QPainter, frame: QImage) -> None:
        scale = max(self.width() / frame.width(), self.height() / frame.height())
        painter.save()
        painter.translate(self.width() / 2, self.height() / 2)
        painter.scale(-scale if self.mirrored else scale, scale)
        painter.translate(-frame.width() / 2, -frame.height() / 2)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 1)
        painter.drawImage(0, 0, frame)
        painter.setPen(QPen(theme.colour("found"), 4 / scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for symbol in self._symbols:
            if symbol.corners is not None:
                painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in symbol.corners]))
        if self.page is not None:
            painter.setPen(QPen(theme.colour("found"), 3 / scale, Qt.PenStyle.DashLine, Qt.PenCapStyle.RoundCap))
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in self.page.tolist()]))
        painter.restore()

    def _paint_caption(self, painter: QPainter) -> None:
        if not self.caption:
            return
        painter.setFont(theme.font("small"))
        width = painter.fontMetrics().horizontalAdvance(self.caption)
        box = QRect(12, self.height() - 40, min(width + 20, self.width() - 24), 28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("lens"))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(theme.colour("lens_ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.caption)

    def _paint_without(self, painter: QPainter) -> None:
        """No picture yet, or the camera is gone: the post works on with the scanner gun and the keys."""
        name, words = ("camera-off", spoken(self.problem)) if self.problem else ("camera", tr("正在打开摄像头…"))
        ink = theme.colour("lens_ink")
        middle = self.rect().center()
        top = middle.y() - 76
        painter.drawPixmap(middle.x() - 28, top, icons.pixmap(name, ink.name(), 56, self.devicePixelRatioF()))
        painter.setPen(ink)
        painter.setFont(theme.font("lead", bold=True))
        flags = int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap)
        box = painter.boundingRect(QRect(32, top + 72, self.width() - 64, 90), flags, words)
        painter.drawText(box, flags, words)
        if self.problem:
            painter.setFont(theme.font("body"))
            hint = tr("可继续使用扫码枪、按 F2 查人，或按 F4 目视核验。")
            painter.drawText(QRect(32, box.bottom() + 12, self.width() - 64, 56), flags, hint)
