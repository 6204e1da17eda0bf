"""One editor per type of field of a record; each gives plain data, as `Kind.read` takes it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.clock import Clock, campus
from app.i18n import mark, tr
from app.policy.person import Person
from app.records.field import Field
from ui.theme import state
from ui.widgets.boxes import row
from ui.widgets.choice import Choice, Tick
from ui.widgets.retell import Retold
from ui.widgets.text import Button, Text

Find = Callable[[str, int], list[Person]]


class Editor(Retold, QWidget):
    """changed: somebody edited the value."""

    changed = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field

    def value(self) -> Any:
        """Plain data; None where nothing was entered."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show plain data, or nothing (None)."""
        raise NotImplementedError

    def set_problem(self, _path: str, wrong: bool) -> None:
        """Mark the input itself; `_path` leads on into a sheet or a line."""
        if (inner := self.focusProxy()) is not None:
            state(inner, wrong=wrong)


class TextEditor(Editor):
    """A line of text, a number, or anything else that is typed, with its unit."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = QLineEdit()
        self.setFocusProxy(self.line)
        layout = row(self.line)
        if field.unit:
            layout.addWidget(Text(field.unit, tone="quiet"))
        if field.type in ("number", "whole"):
            self.line.setMaximumWidth(160)
            self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
            layout.addStretch(1)
        self.setLayout(layout)
        self.line.textEdited.connect(lambda _text: self.changed.emit())

    def value(self) -> Any:
        return self.line.text().strip() or None

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else str(value))


class YesEditor(Editor):
    """A tick."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = Tick(tr("是"))
        self.setFocusProxy(self.box)
        self.setLayout(row(self.box))
        self.box.toggled.connect(lambda _on: self.changed.emit())
        self.set_value(field.default)

    def value(self) -> Any:
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))

    def retell(self) -> None:
        self.box.setText(tr("是"))


class ChoiceEditor(Editor):
    """One of the choices; none of them while nothing was chosen."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = Choice()
        self.setFocusProxy(self.box)
        self.setLayout(row(self.box))
        self._values = [None, *field.choices] if field.default not in field.choices else list(field.choices)
        self.retell()
        self.set_value(field.default)
        self.box.currentIndexChanged.connect(lambda _at: self.changed.emit())

    def value(self) -> Any:
        at = self.box.currentIndex()
        return self._values[at] if at >= 0 else None

    def set_value(self, value: Any) -> None:
        self.box.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    def retell(self) -> None:
        at = self.box.currentIndex()
        words = [tr("请选择") if value is None else tr(self.field.choices[value]) for value in self._values]
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItems(words)
        self.box.setCurrentIndex(max(at, 0))
        self.box.blockSignals(False)


class TimeEditor(Editor):
    """A time of the campus: `2022-04-10 06:48`, `06:48` or `0648` for today, or the button for now."""

    FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y/%m/%d %H:%M")

    def __init__(self, field: Field, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._clock = clock
        self.line = QLineEdit()
        self.line.setMaximumWidth(220)
        self.setFocusProxy(self.line)
        now = Button(mark("现在"))
        now.clicked.connect(self._now)
        self.setLayout(row(self.line, now, None))
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.retell()

    def value(self) -> Any:
        text = self.line.text().strip()
        moment = self._read(text)
        return moment.isoformat() if moment else text or None

    def set_value(self, value: Any) -> None:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        seconds = ":%S" if moment and moment.second else ""
        self.line.setText(format(campus(moment), f"%Y-%m-%d %H:%M{seconds}") if moment else "")

    def retell(self) -> None:
        self.line.setPlaceholderText(tr("如 06:48"))

    def _now(self) -> None:
        self.set_value(self._clock())
        self.changed.emit()

    def _read(self, text: str) -> datetime | None:
        today = campus(self._clock())
        for form in ("%H:%M", "%H%M", "%H：%M"):
            try:
                time = datetime.strptime(text, form)
            except ValueError:
                continue
            return today.replace(hour=time.hour, minute=time.minute, second=0, microsecond=0)
        for form in self.FORMATS:
            try:
                return campus(datetime.strptime(text, form))
            except ValueError:
                continue
        return None


class PersonEditor(Editor):
    """A number of the roster: type a number, a name or initials; the name stands beside it."""

    def __init__(self, field: Field, find: Find, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._find = find
        self.line = QLineEdit()
        self.line.setMaximumWidth(220)
        self.setFocusProxy(self.line)
        self._name = Text("", tone="quiet", elide=True)
        layout: QHBoxLayout = row(self.line)
        layout.addWidget(self._name, 1)
        self.setLayout(layout)
        self.line.editingFinished.connect(self._settle)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.retell()

    def value(self) -> Any:
        return self.line.text().strip() or None

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else str(value))
        self._name.say("")
        if value:
            self._settle()

    def retell(self) -> None:
        self.line.setPlaceholderText(tr("学工号或姓名"))

    def _settle(self) -> None:
        """One person found: take the number. Several: the guard types more of it."""
        text = self.line.text().strip()
        if not text:
            self._name.say("")
            return
        people = self._find(text, 3)
        exact = [person for person in people if person.number == text] or people
        if len(exact) == 1:
            self.line.setText(exact[0].number)
            self._name.say(lambda: f"{exact[0].name} · {exact[0].college}", "quiet")
        elif exact:
            self._name.say(mark("不止一人，请键入学工号"), "hold")
        else:
            self._name.say(mark("名单中没有此人"), "refuse")
