"""A virtual table of plain texts: a row is made when it is first looked at, so that thousands come at once."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.i18n import tr
from ui.widgets.retell import Retold

Index = QModelIndex | QPersistentModelIndex
Cells = Callable[[int], Sequence[str]]
HEIGHT = 36


class TextTable(QAbstractTableModel):
    """columns: their headings. `show` says how many rows there are and what stands in each."""

    def __init__(self, columns: Sequence[str]) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._count = 0
        self._cells: Cells = _nothing
        self._texts: dict[int, Sequence[str]] = {}

    def show(self, count: int, cells: Cells) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._count, self._cells, self._texts = count, cells, {}
        self.endResetModel()

    def forget(self) -> None:
        """Show nothing, and keep nothing of what was shown."""
        self.show(0, _nothing)

    def retell(self) -> None:
        """The language has changed."""
        self.show(self._count, self._cells)

    def line(self, at: int) -> Sequence[str]:
        """The texts of a row."""
        if at not in self._texts:
            self._texts[at] = self._cells(at)
        return self._texts[at]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self.line(index.row())[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return tr(self._columns[section])


class TextView(Retold, QTableView):
    """Says its texts again after a switch of the language; who was in hand stays."""

    def retell(self) -> None:
        model, at = self.model(), self.currentIndex().row()
        if isinstance(model, TextTable):
            model.retell()
            self.selectRow(at)


def view_of(model: TextTable, wide: int) -> TextView:
    """A view of whole rows; the column `wide` takes what room is left."""
    view = TextView()
    view.setModel(model)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(HEIGHT)
    head = view.horizontalHeader()
    head.setHighlightSections(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for at in range(model.columnCount()):
        fits = QHeaderView.ResizeMode.ResizeToContents
        head.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch if at == wide else fits)
    return view


def _nothing(_at: int) -> Sequence[str]:
    return ()
