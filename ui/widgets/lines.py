"""A table of a few rows that stand for things: which one is chosen stays chosen when they are read anew."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from app.i18n import tr
from ui import theme
from ui.widgets.retell import Retold

HEIGHT = 36
Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Column(NamedTuple):
    """A column's heading; `number` stands at the right, `wide` takes what room is left."""

    label: str
    number: bool = False
    wide: bool = False


class Row(NamedTuple):
    """A row: the key of the thing, what its cells say, and a token of ink where it is not the usual one."""

    key: str
    cells: Callable[[], Sequence[str]]
    ink: str = "ink"


class Inked(QStyledItemDelegate):
    """A row that is chosen keeps its ink: what is over its time stays red under the hand."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        if ink is not None:
            option.palette.setBrush(QPalette.ColorRole.HighlightedText, ink)


class Lines(Retold, QTableWidget):
    """Rows are chosen with ↑ and ↓; Tab leads out of the table."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__(0, len(columns))
        self._columns, self._rows = tuple(columns), tuple[Row, ...]()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(Inked(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(HEIGHT)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        for at, column in enumerate(self._columns):
            mode = QHeaderView.ResizeMode.Stretch if column.wide else QHeaderView.ResizeMode.ResizeToContents
            head.setSectionResizeMode(at, mode)
        self.retell()

    @property
    def chosen(self) -> str:
        """The key of the row in hand; empty where there is none."""
        at = self.currentRow()
        return self._rows[at].key if 0 <= at < len(self._rows) else ""

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these, and stay at the one that was chosen, or where it was."""
        chosen, at = self.chosen, self.currentRow()
        self._rows = tuple(rows)
        self.retell()
        keys = [one.key for one in self._rows]
        to = keys.index(chosen) if chosen in keys else max(min(at, len(keys) - 1), 0)
        if keys:
            self.setCurrentCell(to, 0)

    def retell(self) -> None:
        self.setHorizontalHeaderLabels([tr(column.label) for column in self._columns])
        self.setRowCount(len(self._rows))
        for at, line in enumerate(self._rows):
            for to, (column, text) in enumerate(zip(self._columns, line.cells(), strict=True)):
                self._tell(at, to, text, column, theme.colour(line.ink))
        for to, column in enumerate(self._columns):
            head = self.horizontalHeaderItem(to)
            if head is not None:
                head.setTextAlignment(_RIGHT if column.number else _LEFT)

    def _tell(self, at: int, to: int, text: str, column: Column, ink: QColor) -> None:
        """A cell that says the same already is left alone: with each one that is set Qt measures its whole column."""
        item = self.item(at, to)
        if item is not None and item.text() == text and item.foreground().color() == ink:
            return
        item = QTableWidgetItem(text)
        item.setTextAlignment(_RIGHT if column.number else _LEFT)
        item.setForeground(ink)
        self.setItem(at, to, item)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 3 * HEIGHT)
