"""The temperature, large: measured, or as it is being typed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.i18n import mark
from ui.widgets.boxes import column
from ui.widgets.text import Text, Words


class TemperatureBig(QWidget):
    """`—` while there is none; while digits are typed they stand in the accent colour until they are taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = Text("", "display", bold=True)
        self._under = Text("", tone="quiet")
        for part in (self._figure, self._under):
            part.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setLayout(column(None, self._figure, self._under, None, gap=0))
        self.setMinimumWidth(150)
        self.clear()

    @property
    def shown(self) -> str:
        """The figure as it stands."""
        return self._figure.text()

    @property
    def under(self) -> str:
        """What stands below it."""
        return self._under.full

    def clear(self) -> None:
        """No temperature yet."""
        self._figure.say(lambda: "—", "quiet")
        self._under.say(mark("体温"))

    def show_typing(self, figure: str) -> None:
        """Digits on their way: `36.` is shown as `36._`. Letters are a number or a code, and no temperature."""
        letters = any(character.isalpha() for character in figure)
        self._figure.say(lambda: figure, "accent")
        self._under.say(mark("正在键入") if letters else mark("正在键入 ℃"), "accent")

    def show_measured(self, celsius: float, source: Words) -> None:
        """A temperature in °C, and where it comes from."""
        self._figure.say(lambda: f"{celsius:.1f}", "ink")
        self._under.say(source, "quiet")

    def hide_figure(self) -> None:
        """It was measured; how high it is, is nobody's business but the guard's, on a key."""
        self._figure.say(mark("已测"), "quiet")
        self._under.say(mark("体温"), "quiet")
