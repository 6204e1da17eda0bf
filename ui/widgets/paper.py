"""What has to be written down or printed now: it is shown until somebody puts it away, and is then nowhere any more."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPixmap
from PySide6.QtWidgets import QLabel

from app.codes.campus_picture import MODULE
from app.errors import UserError
from app.i18n import mark
from ui.printing import Leaf, Print, print_leaf
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import Panel, column
from ui.widgets.text import Text, Words

PIXELS = 2
"""Of a module on the screen: whole ones, or a phone reads nothing."""


class Paper(Panel):
    """done: it was put away. to_print: prints a leaf; further: acts beside printing and putting away."""

    done = Signal()

    def __init__(
        self, away: Words, to_print: Print = print_leaf, further: tuple[Act, ...] = (), letters: str = "lead"
    ) -> None:
        self._print = to_print
        self._leaf: Callable[[], Leaf] = lambda: Leaf("", ())
        self._title, self._about = Text("", "lead", bold=True, wrap=True), Text("", tone="quiet", wrap=True)
        self.lines, self._picture = Text("", letters, bold=True), QLabel()
        self._said = Text("", tone="accent", wrap=True)
        super().__init__()
        acts = (Act("Ctrl+P", mark("打印…"), self.print), *further, Act("Esc", away, self.put_away))
        self.acts = Actions(self, acts)
        parts = (self._title, self.lines, self._picture, self._about, self.acts, self._said, None)
        self.setLayout(column(*parts, margins=(20, 14, 20, 16), gap=12))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_leaf(self, leaf: Callable[[], Leaf]) -> None:
        """Show it, in the language in use."""
        self._leaf = leaf
        self._title.say(lambda: self._leaf().title)
        self.lines.say(lambda: "\n".join(self._leaf().lines))
        self._about.say(lambda: self._leaf().about)
        self._said.say("")
        picture = QPixmap()
        picture.loadFromData(leaf().picture)
        self._picture.setVisible(not picture.isNull())
        side = picture.width() // MODULE
        self._picture.setPixmap(picture.scaled(side * PIXELS, side * PIXELS) if side else picture)
        self.setFocus()

    def print(self) -> None:
        """On paper, by the system's own dialog."""
        try:
            if self._print(self._leaf()):
                self._said.say(mark("已送打印机。请取走打印件，核对是否清楚。"), "accent")
        except UserError as error:
            sentence = str(error)
            self._said.say(lambda: sentence, "refuse")

    def put_away(self) -> None:
        """It is on paper now."""
        self.forget()
        self.done.emit()

    def forget(self) -> None:
        """Nothing of it stays on the screen."""
        self._leaf = lambda: Leaf("", ())
        for part in (self._title, self.lines, self._about, self._said):
            part.say("")
        self._picture.clear()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # a window that is minimised comes back
            self.forget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # nothing is put away by a key too many
        else:
            super().keyPressEvent(event)
