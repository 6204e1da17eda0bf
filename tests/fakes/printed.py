"""A printed sheet, as a PDF viewer shows it: its text, where it stands, and its pages as pictures."""

from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument

from app.capture.items import Image
from app.decode.still import read_still

_INCH = 25.4


class Paper:
    def __init__(self, path: Path) -> None:
        self._document = QPdfDocument(None)  # type: ignore[call-overload]
        assert self._document.load(str(path)) == QPdfDocument.Error.None_
        self.pages = self._document.pageCount()

    def text(self, page: int = 0) -> str:
        return str(self._document.getAllText(page).text())

    def boxes(self, page: int = 0) -> list[QRectF]:
        """Where lines of text stand, in mm from the top left."""
        mm = _INCH / 72
        found = [shape.boundingRect() for shape in self._document.getAllText(page).bounds()]
        return [QRectF(box.x() * mm, box.y() * mm, box.width() * mm, box.height() * mm) for box in found]

    def picture(self, page: int = 0, dpi: int = 150) -> Image:
        """The page on white paper, blue-green-red."""
        points = self._document.pagePointSize(page)
        size = QSize(round(points.width() * dpi / 72), round(points.height() * dpi / 72))
        drawn = self._document.render(page, size).convertToFormat(QImage.Format.Format_RGBA8888)
        pixels = np.frombuffer(drawn.constBits(), np.uint8).reshape(size.height(), size.width(), 4).astype(np.float32)
        cover = pixels[:, :, 3:] / 255
        paper = pixels[:, :, :3] * cover + 255 * (1 - cover)
        return np.ascontiguousarray(cv2.cvtColor(paper.astype(np.uint8), cv2.COLOR_RGB2BGR))

    def codes(self, page: int = 0) -> set[str]:
        """What our reader reads on the page."""
        return {symbol.text for symbol in read_still(self.picture(page))}
