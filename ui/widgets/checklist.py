"""What is required of this person: one line per item, with what was found and how sure it is."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.theme import state
from ui.widgets.boxes import Panel
from ui.widgets.glyph import Icon
from ui.widgets.text import Text

ROWS = 9
"""There are nine items; every line is made once and only filled anew."""


@dataclass(frozen=True)
class LineView:
    """One line, in the language in use.

    mark: `done`, `missing`, `next` (the one to do now), `failed` or `quiet` (settled, and nobody's business).
    trust, trust_words: the tag; empty for none.
    """

    number: int
    label: str
    mark: str
    found: str
    trust: str = ""
    trust_words: str = ""


MARKS = {
    "done": ("circle-check", "ink_2", "quiet"),
    "missing": ("circle-dashed", "edge", "quiet"),
    "next": ("circle-dot", "accent_ink", "accent"),
    "failed": ("circle-x", "refuse_ink", "refuse"),
    "quiet": ("circle-minus", "ink_2", "quiet"),
}
"""mark → icon, its tone, the tone of what was found."""


class _Row(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = QLabel()
        self._number.setFixedWidth(14)
        state(self._number, letters="small", tone="quiet")
        self._icon = Icon("circle-dashed")
        self._label = Text("", bold=True, elide=True)
        self._label.setFixedWidth(156)
        self._found = Text("", elide=True)
        self._tag = QLabel()
        state(self._tag, tag="none")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self._number, self._icon, self._label):
            layout.addWidget(part)
        layout.addWidget(self._found, 1)
        layout.addWidget(self._tag, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(30)
        self.setMaximumHeight(44)

    def sizeHint(self) -> QSize:
        return QSize(400, 44)

    def fill(self, view: LineView, last: bool) -> None:
        icon, shade, tone = MARKS[view.mark]
        if view.mark == "done" and view.trust == "verified":
            shade = "admit_ink"
        self._number.setText(str(view.number))
        self._icon.show_as(icon, shade)
        self._label.say(lambda: view.label)
        self._found.say(lambda: view.found, tone)
        state(self._found, bold=view.mark == "next")
        state(self._tag, tag=view.trust or "none")
        self._tag.setText(view.trust_words)
        self._tag.setVisible(bool(view.trust_words))
        state(self, row="last" if last else "true")
        self.setAccessibleName(f"{view.label} {view.found} {view.trust_words}")


class Checklist(Panel):
    """Shows up to nine lines; the lines share the height there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        layout = QVBoxLayout()
        layout.setContentsMargins(16, 6, 18, 6)
        layout.setSpacing(0)
        super().__init__(layout, parent)
        self._rows = [_Row() for _ in range(ROWS)]
        for one in self._rows:
            layout.addWidget(one, 1)
            one.hide()
        layout.addStretch(0)
        self.lines: tuple[LineView, ...] = ()

    def show_lines(self, lines: tuple[LineView, ...]) -> None:
        """Show these lines and no others."""
        self.lines = lines
        for at, one in enumerate(self._rows):
            if at < len(lines):
                one.fill(lines[at], at == len(lines) - 1)
            one.setVisible(at < len(lines))
