"""The installed Qt binding keeps its promises: a window paints for weeks."""

import sys

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

CALLS = 1000
SLACK = 100
"""References to None come and go elsewhere in the interpreter meanwhile."""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_painting_loses_no_reference_to_none() -> None:
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("red"))
        painter.drawRoundedRect(QRectF(0, 0, 9, 9), 2, 2)
    lost = before - sys.getrefcount(None)
    painter.end()
    assert lost < SLACK
