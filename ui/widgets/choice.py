"""A box to choose from and a box to tick, with arrow and tick in the colours of the theme."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QComboBox

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


class Tick(QCheckBox):
    """The style sheet draws the empty box; the tick in it is of the same family as all icons."""

    LEFT, SIDE = 5, 22

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        painter = QPainter(self)
        tick = icons.pixmap("check", theme.colour("on_accent").name(), ARROW, self.devicePixelRatioF())
        inset = (self.SIDE - ARROW) // 2
        painter.drawPixmap(self.LEFT + inset, (self.height() - ARROW) // 2, tick)
        painter.end()
