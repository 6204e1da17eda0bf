"""A box to choose from, with an arrow in the colours of the theme."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from ui import icons, theme

ARROW = 18


class Choice(QComboBox):
    """The style sheet takes the system's arrow away; this one is of the same family as all icons."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        arrow = icons.pixmap("chevron-down", theme.colour("ink_2").name(), ARROW, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - ARROW - 8, (self.height() - ARROW) // 2, arrow)
        painter.end()
