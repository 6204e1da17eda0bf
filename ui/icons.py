"""Line icons of one family from resources/icons, in any colour of the theme."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources

_FOLDER = Path(resources.__path__[0]) / "icons"


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon `name` drawn in `colour` (#RRGGBB), `size` device-independent pixels wide and high."""
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def icon(name: str, colour: str, here: str | None = None, size: int = 24) -> QIcon:
    """An icon for a button: `colour`, and `here` while the button is checked; sharp on the screens there are."""
    made, finest = QIcon(), max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    for state, shade in ((QIcon.State.Off, colour), (QIcon.State.On, here or colour)):
        for ratio in sorted({1.0, finest}):
            made.addPixmap(pixmap(name, shade, size, ratio), QIcon.Mode.Normal, state)
    return made
