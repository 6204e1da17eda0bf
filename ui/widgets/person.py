"""Who it is: what a guard needs to compare a face with a name, and no more."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.i18n import mark, tr
from app.policy.person import LABELS, Person
from ui.theme import state
from ui.widgets.boxes import Panel, column, row
from ui.widgets.temperature import TemperatureBig
from ui.widgets.text import Text, Words

NOBODY, UNKNOWN = mark("还没有人"), mark("身份未确认")
DETAILS = mark("F7 详情")


class PersonCard(Panel):
    """Name, kind and college, and on the right the temperature; class, room and history come on a key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._initial = QLabel()
        self._initial.setFixedSize(88, 88)
        self._initial.setAlignment(Qt.AlignmentFlag.AlignCenter)
        state(self._initial, initial=True, letters="display", bold=True)
        self.name = Text("", "title", bold=True, elide=True)
        self.about = Text("", tone="quiet", elide=True)
        self.notice = Text("", tone="accent", elide=True)
        self.temperature = TemperatureBig()
        words = column(None, self.name, self.about, self.notice, None, gap=4)
        layout = row(self._initial, 4, margins=(16, 12, 20, 12), gap=12)
        layout.addLayout(words, 1)
        layout.addWidget(self.temperature)
        super().__init__(layout, parent)
        self.setFixedHeight(132)
        self.show_nobody()

    def show_nobody(self, words: Words = NOBODY, about: Words = "") -> None:
        """Nobody has been identified."""
        self._initial.hide()
        self.name.say(words, "quiet")
        self.about.say(about)
        self.about.setVisible(bool(about))
        self.notice.hide()

    def show_person(self, person: Person, notice: Words = DETAILS) -> None:
        """Show a person of the roster, and one line of what to do with them or know of them."""
        self._initial.setText(person.name[:1])
        self._initial.show()
        self.name.say(lambda: person.name, "ink")
        self.about.say(lambda: described(person))
        self.notice.say(notice)
        for part in (self.about, self.notice):
            part.show()


def described(person: Person) -> str:
    """Kind and college in one line."""
    return " · ".join(part for part in (tr(LABELS[person.kind]), person.college) if part)
