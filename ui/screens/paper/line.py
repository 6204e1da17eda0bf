"""One line of a sheet as it stands on the paper: its number, what is printed on it, cells to type into, and a word on
how it stands."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import tr
from app.station.paper.forms import Cell
from ui.theme import state
from ui.widgets.boxes import row
from ui.widgets.retell import Retold
from ui.widgets.text import Text, Words

NUMBER, PRINTED = 30, 170
WIDTHS = {"time": 76, "who": 190, "celsius": 100, "ticks": 100, "word": 70, "cough": 70, "note": 130, "said": 620}
"""Pixels of the cells, by name."""
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class PaperLine(Retold, QWidget):
    """left: a cell was left behind with Enter, or was full, by its name. over: the last one was. stepped: up or down,
    from a cell. last: the cell whose Enter takes the line."""

    left = Signal(str)
    over = Signal()
    stepped = Signal(int, str)

    def __init__(self, number: str, cells: Sequence[Cell], last: str, printed: Words = "", hint: str = "") -> None:
        super().__init__()
        self._cells, self.last, self._hint = {cell.name: cell for cell in cells}, last, hint
        self.edits = {cell.name: QLineEdit() for cell in cells}
        self.done, self._flawed = False, ""
        self._led_on = False
        self.told = Text("", "small", "quiet", wrap=True)
        self.label = Text(printed, elide=True)
        self.label.setFixedWidth(PRINTED)
        place = Text(lambda: number, tone="quiet")
        place.setFixedWidth(NUMBER)
        layout = row(place, self.label, *self.edits.values(), gap=6)
        layout.addWidget(self.told, 1)
        self.setLayout(layout)
        self.label.setVisible(bool(printed))
        for name, edit in self.edits.items():
            edit.setFixedWidth(WIDTHS[name])
            edit.installEventFilter(self)
            edit.textEdited.connect(partial(self._fill, name))
        self.retell()

    def retell(self) -> None:
        for edit in self.edits.values():
            edit.setPlaceholderText(tr(self._hint) if self._hint else "")

    def texts(self) -> dict[str, str]:
        """What stands in the cells."""
        return {name: edit.text() for name, edit in self.edits.items()}

    @property
    def begun(self) -> bool:
        """Whether something stands there that is not on record."""
        return not self.done and any(text.strip() for text in self.texts().values())

    def say(self, words: Words, tone: str = "quiet", wrong: str = "") -> None:
        """How the line stands; wrong: the cell that is not understood."""
        self._flawed = wrong
        self.told.say(words, tone)
        for name, edit in self.edits.items():
            state(edit, wrong=name == wrong)

    def settle(self, words: Words) -> None:
        """It is on record, and is typed over no more."""
        self.done = True
        self.say(words, "admit")
        for edit in self.edits.values():
            edit.setEnabled(False)

    def turn_to(self, name: str = "") -> None:
        """To a cell; without a name to the first."""
        edit = self.edits.get(name) or next(iter(self.edits.values()))
        edit.setFocus()
        edit.selectAll()

    def onward(self, name: str) -> None:
        """To the next cell behind that one in which nothing stands, else to the last; from there it is over."""
        names = list(self.edits)
        behind = names[names.index(name) + 1 : names.index(self.last) + 1]
        if behind:
            self.turn_to(next((one for one in behind if not self.edits[one].text()), self.last))
        else:
            self.over.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        name = next((name for name, edit in self.edits.items() if edit is watched), "")
        if event.key() in _ENTERS and self._led_on and not self.edits[name].text():
            self._led_on = False  # meant for the cell that was full and led here by itself: what is open stays so
        elif event.key() in _ENTERS:
            self.left.emit(name)
            self.onward(name)
        elif event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())], name)
        else:
            return False
        return True

    def _fill(self, name: str, text: str) -> None:
        """A cell that is full leads on by itself."""
        if name in (self._flawed, "who"):
            self.say("")
        self._led_on = False
        if len(text) == self._cells[name].full and text.isdigit():
            self.left.emit(name)
            self.onward(name)
            self._led_on = True
