"""The one next thing, said large, with the button that does it; Enter does it too."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.widgets.boxes import Panel, column, row
from ui.widgets.text import Button, Text, Words


class NextThing(Panel):
    """pressed: it is to be done."""

    pressed = Signal()

    def __init__(self) -> None:
        self.lead, self.about = Text("", "title", bold=True, wrap=True), Text("", tone="quiet", wrap=True)
        self.button = Button("", main=True)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        super().__init__(column(None, self.lead, self.about, row(self.button, None), None, margins=(20, 8, 20, 10)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.clicked.connect(self.pressed)

    def show_thing(self, lead: Words, about: Words, button: Words, tone: str = "ink") -> None:
        """What is next; without a button there is only to wait."""
        self.lead.say(lead, tone)
        self.about.say(about)
        self.button.say(button)
        self.button.setVisible(bool(button))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.button.isVisibleTo(self):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)
