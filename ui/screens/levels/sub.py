"""What the pages of control levels share: a page behind the list, a table in colours, and a moment that was typed."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt

from app.clock import campus
from app.i18n import mark
from ui import theme
from ui.screens.manage.page import ListPage
from ui.texttable import Index, TextTable, TextView, view_of
from ui.widgets.keybar import Hint

PLACE_HINT = mark("写到市，与行程卡写法相同")
LOW = 30
"""Pixels of a row where many are looked at together."""
Ink = Callable[[int, int], str]


class SubPage(ListPage):
    """A page that was opened from another one, to which Esc leads back."""

    def hints(self) -> tuple[Hint, ...]:
        shown = super().hints()
        back = Hint("Esc", mark("返回"))
        return (*(one for one in shown if one.key != "Esc"), back) if self._at_home else shown

    @property
    def _at_home(self) -> bool:
        return self.aside is self._home


class InkTable(TextTable):
    """A table of texts whose cells have inks. ink: of a row's cell, by a name of the theme's."""

    def __init__(self, columns: Sequence[str], ink: Ink) -> None:
        super().__init__(columns)
        self._ink = ink

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour(self._ink(index.row(), index.column()))
        return super().data(index, role)


def cells_of(model: InkTable, wide: int) -> TextView:
    """A view whose single cells are looked at, in low rows."""
    view = view_of(model, wide)
    view.setSelectionBehavior(view.SelectionBehavior.SelectItems)
    view.verticalHeader().setDefaultSectionSize(LOW)
    return view


def told_moment(at: datetime) -> str:
    """A moment in a table."""
    return f"{campus(at):%m-%d %H:%M}"
