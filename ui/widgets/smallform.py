"""A form of a few lines beside a list: Enter leads from line to line and takes it, Esc leaves it as if nothing was."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.i18n import mark, tr
from ui.theme import state
from ui.widgets.boxes import Panel, column, row
from ui.widgets.choice import Choice
from ui.widgets.retell import Retold
from ui.widgets.text import Button, Text, Words, spoken

T = TypeVar("T")
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Field(NamedTuple):
    """One line. secret: others must not read it; choices: value → words; hint: stands in the line while it is empty."""

    name: str
    label: Words
    secret: bool = False
    choices: Mapping[Any, Words] | None = None
    hint: str = ""
    optional: bool = False


def one_of(choices: Iterable[T], text: str) -> T:
    """The one of `choices` (of one line) that was given."""
    return next(one for one in choices if one == text)


class SmallForm(Retold, Panel):
    """given: what was filled in, by the names of the fields. left: nobody wants it any more."""

    given = Signal(dict)
    left = Signal()

    def __init__(
        self, title: Words, fields: Sequence[Field], button: Words, about: Words = "", *, columns: int = 1
    ) -> None:
        self._title, self._about = Text(title, "lead", bold=True, wrap=True), Text(about, tone="quiet", wrap=True)
        self._fields = {field.name: field for field in fields}
        self._editors = {field.name: _editor(field) for field in fields}
        self._problem = Text("", tone="refuse", wrap=True)
        self._again: QWidget | None = None
        self._button, leave = Button(button, main=True), Button(mark("取消"))
        lines = QGridLayout()
        lines.setHorizontalSpacing(20)
        lines.setVerticalSpacing(10)
        for at, one in enumerate(fields):
            line = column(Text(_label(one), "small", "quiet", bold=True), self.editor(one.name), gap=4)
            lines.addLayout(line, at // columns, at % columns)
        parts = (self._title, self._about, lines, self._problem, row(self._button, leave, None), None)
        super().__init__(column(*parts, margins=(20, 14, 20, 16), gap=10))
        for widget in (*self._editors.values(), self._button):  # a form may be a question without a line
            widget.installEventFilter(self)
        self._button.clicked.connect(self.take)
        leave.clicked.connect(self.left)
        self.say_problem("")
        self.retell()

    def editor(self, name: str) -> QWidget:
        """The widget in which a field is filled in."""
        return self._editors[name]

    def begin(self, title: Words | None = None, about: Words | None = None, **values: str) -> None:
        """Begin anew, with these values, at the first line that is empty."""
        if title is not None:
            self._title.say(title)
        if about is not None:
            self._about.say(about)
        self._about.setVisible(bool(self._about.full))
        self.say_problem("")
        self.set_busy(False)
        for name, editor in self._editors.items():
            _set(editor, values.get(name, ""))
            state(editor, wrong=False)
        empty = (editor for editor in self._editors.values() if not _get(editor))
        self.turn_to(next(empty, next(iter(self._editors.values()), self._button)))

    def narrow(self) -> None:
        """Less room between its lines: there is something else below."""
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(18, 8, 18, 10)
        layout.setSpacing(6)

    def fill(self, **values: str) -> None:
        """Put these into their lines; the others stay as they are."""
        for name, text in values.items():
            _set(self._editors[name], text)

    def turn_to(self, editor: QWidget | str) -> None:
        """To a line, whose text is then typed over."""
        widget = self._editors[editor] if isinstance(editor, str) else editor
        widget.setFocus()
        if isinstance(widget, QLineEdit):
            widget.selectAll()

    def values(self) -> dict[str, str]:
        """What stands in the lines now, without blanks around it; a secret as it was typed."""
        found = {name: _get(editor) for name, editor in self._editors.items()}
        return {name: text if self._fields[name].secret else text.strip() for name, text in found.items()}

    def take(self) -> None:
        """Give out what was filled in; what is missing is asked for first."""
        values = self.values()
        missing = [name for name, field in self._fields.items() if not field.optional and not values[name]]
        for name, editor in self._editors.items():
            state(editor, wrong=name in missing)
        if missing:
            self.turn_to(self._editors[missing[0]])
            self.say_problem(mark("请填写标红的几项。"))
            return
        self.say_problem("")
        self.given.emit(values)

    def say_problem(self, words: Words, at: str = "", *, again: bool = False) -> None:
        """What does not do, and the line where it is mended. again: Enter in that line gives all of it once more, for
        it may be right as it stands."""
        self._again = self._editors[at] if at and again else None
        self._problem.say(words)
        self._problem.setVisible(bool(words))
        self.set_busy(False)
        if at:
            state(self._editors[at], wrong=True)
            self.turn_to(self._editors[at])

    @property
    def problem(self) -> str:
        """What it says does not do."""
        return self._problem.full

    def set_busy(self, busy: bool) -> None:
        """While it is being done, it is not taken a second time."""
        self._button.setEnabled(not busy)

    def clear(self) -> None:
        """Nothing of what was typed stays."""
        for editor in self._editors.values():
            _set(editor, "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in _ENTERS and self._button.isEnabled():
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.take()
            else:
                self._onward(watched)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return event.key() in _ENTERS
        return True

    def retell(self) -> None:
        for name, field in self._fields.items():
            editor = self._editors[name]
            if isinstance(editor, Choice):
                value = editor.currentData()
                editor.clear()
                for one, words in (field.choices or {}).items():
                    editor.addItem(spoken(words), one)
                editor.setCurrentIndex(max(editor.findData(value), 0))
            elif isinstance(editor, QLineEdit):
                editor.setPlaceholderText(tr(field.hint) if field.hint else "")

    def _onward(self, here: QObject) -> None:
        if here is self._again:
            self.take()
            return
        editors = list(self._editors.values())
        at = next((at for at, editor in enumerate(editors) if editor is here), len(editors) - 1)
        if at + 1 < len(editors):
            self.turn_to(editors[at + 1])
        else:
            self.take()


def _label(field: Field) -> Words:
    return field.label if field.optional else lambda: f"{spoken(field.label)} *"


def _editor(field: Field) -> QWidget:
    if field.choices is not None:
        return Choice()
    line = QLineEdit()
    if field.secret:
        line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


def _get(editor: QWidget) -> str:
    if isinstance(editor, QLineEdit):
        return editor.text()
    return str(editor.currentData() or "") if isinstance(editor, Choice) else ""


def _set(editor: QWidget, text: str) -> None:
    if isinstance(editor, Choice):
        editor.setCurrentIndex(max(editor.findData(text), 0))
    elif isinstance(editor, QLineEdit):
        editor.setText(text)
