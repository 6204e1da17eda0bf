"""A form made from nothing but a record's kind: every type of field, sheets and lines, problems beside the fields."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.clock import Clock
from app.i18n import mark, tr
from app.records.field import Field
from app.records.kind import Kind
from app.records.problem import Problem
from ui.editors import ChoiceEditor, Editor, Find, PersonEditor, TextEditor, TimeEditor, YesEditor
from ui.widgets.boxes import Panel, column, row
from ui.widgets.text import Button, Text

CORRECTION = ("corrects", "why")
WIDE = ("sheet", "lines")
ACROSS = 4
"""Fields of a line side by side."""
LATE = Field("at", mark("发生时间（补录时填写）"), "time", required=False)


class Editors:
    """Makes the editor that belongs to a field."""

    def __init__(self, find: Find, clock: Clock) -> None:
        self._find, self._clock = find, clock

    def make(self, field: Field) -> Editor:
        """An editor for any type of field."""
        if field.type == "sheet":
            return SheetEditor(field, self)
        if field.type == "lines":
            return LinesEditor(field, self)
        if field.type == "time":
            return TimeEditor(field, self._clock)
        if field.type == "person":
            return PersonEditor(field, self._find)
        plain = {"yes": YesEditor, "choice": ChoiceEditor}
        return plain.get(field.type, TextEditor)(field)


class FieldBox(QWidget):
    """A label, the editor under it, and what is wrong with it beside the label."""

    def __init__(self, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        field = editor.field
        label = Text(lambda: tr(field.label) + (" *" if field.required else ""), "small", "quiet", bold=True)
        self._problem = Text("", "small", "refuse", elide=True)
        head = row(label)
        head.addWidget(self._problem, 1)
        self.setLayout(column(head, editor, gap=3))

    def show_problem(self, path: str, sentence: str) -> None:
        """`path` leads on from this field; an empty sentence takes the problem away."""
        self._problem.say(lambda: sentence)
        self.editor.set_problem(path, bool(sentence))

    @property
    def problem(self) -> str:
        """What is wrong, or nothing."""
        return self._problem.full


class SheetEditor(Editor):
    """Fields that belong together; nothing of it filled in means there is no such sheet."""

    def __init__(self, field: Field, editors: Editors, parent: QWidget | None = None, *, across: int = 3) -> None:
        super().__init__(field, parent)
        self._boxes = [FieldBox(editors.make(part)) for part in field.fields]
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        for at, box in enumerate(self._boxes):
            grid.addWidget(box, at // across, at % across)
            grid.setColumnStretch(at % across, 1)
            box.editor.changed.connect(self.changed)
        if self._boxes:
            self.setFocusProxy(self._boxes[0].editor)

    def value(self) -> Any:
        found = {box.editor.field.name: box.editor.value() for box in self._boxes}
        if all(box.editor.value() in (None, False, box.editor.field.default) for box in self._boxes):
            return None
        return {name: value for name, value in found.items() if value is not None}

    def set_value(self, value: Any) -> None:
        for box in self._boxes:
            box.editor.set_value((value or {}).get(box.editor.field.name, box.editor.field.default))

    def set_problem(self, path: str, wrong: bool) -> None:
        name = path.lstrip(".").split(".")[0]
        for box in self._boxes:
            here = box.editor.field.name == name or (not name and box.editor.field.required)
            box.editor.set_problem("", wrong and here and (bool(name) or box.editor.value() is None))


class LinesEditor(Editor):
    """A table of sheets: a line is added with the button, taken away with its own."""

    def __init__(self, field: Field, editors: Editors, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._editors = editors
        self._lines: list[tuple[SheetEditor, QWidget]] = []
        self._stack = QVBoxLayout()
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(6)
        add = Button(mark("添加一行"))
        add.clicked.connect(self.add)
        self.setLayout(column(self._stack, row(add, None)))
        self.add()

    def add(self) -> SheetEditor:
        """One more empty line."""
        sheet = SheetEditor(self.field, self._editors, across=min(len(self.field.fields), ACROSS))
        sheet.changed.connect(self.changed)
        drop = Button(mark("删除"))
        holder = QWidget()
        layout = row(sheet, drop)
        layout.setStretch(0, 1)
        holder.setLayout(layout)
        drop.clicked.connect(lambda: self._drop(holder))
        self._stack.addWidget(holder)
        self._lines.append((sheet, holder))
        self.setFocusProxy(self._lines[0][0])
        sheet.setFocus()
        return sheet

    def value(self) -> Any:
        return [value for sheet, _ in self._lines if (value := sheet.value()) is not None] or None

    def set_value(self, value: Any) -> None:
        for _, holder in list(self._lines):
            self._drop(holder)
        for line in value or [None]:
            self.add().set_value(line)

    def set_problem(self, path: str, wrong: bool) -> None:
        at, _, rest = path.lstrip("[").partition("]")
        for number, (sheet, _) in enumerate(self._lines):
            sheet.set_problem(rest, wrong and at in ("", "...", str(number)))

    def _drop(self, holder: QWidget) -> None:
        self._lines = [line for line in self._lines if line[1] is not holder]
        holder.hide()
        holder.deleteLater()
        self.changed.emit()


class RecordForm(QScrollArea):
    """The whole form. changed: somebody edited something."""

    changed = Signal()

    def __init__(self, kind: Kind, find: Find, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        editors = Editors(find, clock)
        fields = [field for field in kind.fields if field.name not in CORRECTION]
        self._boxes = {field.name: FieldBox(editors.make(field)) for field in (*fields, LATE)}
        stack = QVBoxLayout()
        stack.setContentsMargins(0, 0, 8, 0)
        stack.setSpacing(12)
        for group in dict.fromkeys(field.group for field in fields):
            stack.addWidget(self._group(group, [field for field in fields if field.group == group]))
        stack.addWidget(self._boxes["at"])
        stack.addStretch(1)
        inside = QWidget()
        inside.setLayout(stack)
        self.setWidget(inside)
        for box in self._boxes.values():
            box.editor.changed.connect(self.changed)

    def raw(self) -> dict[str, Any]:
        """What was entered, as plain data."""
        found = {name: box.editor.value() for name, box in self._boxes.items()}
        return {name: value for name, value in found.items() if value is not None}

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show a record, or what is known of a new one."""
        for name, box in self._boxes.items():
            box.editor.set_value(values.get(name, box.editor.field.default))

    def clear(self) -> None:
        """An empty form with its defaults."""
        self.fill({})
        self.show_problems([])

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Each beside its field; the first one gets the cursor."""
        for box in self._boxes.values():
            box.show_problem("", "")
        for problem in reversed(problems):
            name = problem.field.split(".")[0].split("[")[0]
            if name in self._boxes:
                self._boxes[name].show_problem(problem.field.removeprefix(name), problem.sentence)
                self.ensureWidgetVisible(self._boxes[name])
                self._boxes[name].editor.setFocus()

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        next(iter(self._boxes.values())).editor.setFocus()

    def problem(self, name: str) -> str:
        """What the form says is wrong with the field `name`."""
        return self._boxes[name].problem

    def editor(self, name: str) -> Editor:
        """The editor of the field `name`."""
        return self._boxes[name].editor

    def _group(self, group: str, fields: list[Field]) -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        at = 0
        for field in fields:
            wide = field.type in WIDE
            at += at % 2 if wide else 0
            grid.addWidget(self._boxes[field.name], at // 2, at % 2, 1, 2 if wide else 1)
            at += 2 if wide else 1
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        head = [Text(group, "lead", bold=True)] if group else []
        return Panel(column(*head, grid, margins=(18, 14, 18, 16), gap=10))
