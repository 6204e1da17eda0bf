"""Panels, lines and boxes: the few shapes that every screen is put together from."""

from collections.abc import Iterable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.theme import state

Part = QWidget | QLayout | int | None
"""A widget, a layout, a space in pixels, or None for a stretch."""
Margins = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels."""


def _fill(
    layout: QHBoxLayout | QVBoxLayout, parts: Iterable[Part], margins: tuple[int, int, int, int], gap: int
) -> None:
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)


def row(*parts: Part, margins: Margins = (0, 0, 0, 0), gap: int = 8) -> QHBoxLayout:
    """Parts side by side."""
    layout = QHBoxLayout()
    _fill(layout, parts, margins, gap)
    return layout


def column(*parts: Part, margins: Margins = (0, 0, 0, 0), gap: int = 8) -> QVBoxLayout:
    """Parts one below the other."""
    layout = QVBoxLayout()
    _fill(layout, parts, margins, gap)
    return layout


class Panel(QFrame):
    """A white panel with a thin edge."""

    def __init__(self, layout: QLayout | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        state(self, panel=True)
        if layout is not None:
            self.setLayout(layout)


def rule(parent: QWidget | None = None) -> QFrame:
    """A thin line across."""
    line = QFrame(parent)
    state(line, line=True)
    return line


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        if inner is not None:
            empty(inner)
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
