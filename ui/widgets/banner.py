"""One sentence across the top of a screen: what is wrong and what to do, or that something was done."""

from typing import Literal

from PySide6.QtWidgets import QFrame, QWidget

from ui.theme import state
from ui.widgets.boxes import row
from ui.widgets.glyph import Icon
from ui.widgets.text import Text, Words

Sort = Literal["problem", "hint", "alarm"]
ICONS = {
    "problem": ("circle-alert", "refuse_ink"),
    "hint": ("info", "accent_ink"),
    "alarm": ("siren", "hold_ink"),
}


class Banner(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Icon("info", size=22)
        self._text = Text("", wrap=True)
        layout = row(self._icon, margins=(14, 8, 14, 8), gap=10)
        layout.addWidget(self._text, 1)
        self.setLayout(layout)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says, or nothing."""
        return self._text.full if not self.isHidden() else ""

    def say(self, words: Words, sort: Sort = "problem") -> None:
        """Show a sentence of one sort."""
        self._icon.show_as(*ICONS[sort])
        self._text.say(words)
        state(self, banner=sort)
        self.setVisible(bool(words))

    def clear(self) -> None:
        """Nothing to say any more."""
        self.hide()
