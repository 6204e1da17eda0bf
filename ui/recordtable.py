"""A virtual table made from a record's kind: filters as one types, and gives what is shown for an export."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from app.i18n import tr
from app.records.kind import Kind
from app.report.history import late
from app.report.table import cells, headings
from ui.recordview import CORRECTION

Index = QModelIndex | QPersistentModelIndex
Row = dict[str, Any]
AT_ONCE = 500
"""Records that a filter looks through between two keys; the text of so many takes about 20 ms."""
LOOKED_AT = 200
"""Records by which empty columns are told, so that a table of 100,000 comes at once."""


class RecordTable(QAbstractTableModel):
    """The records of one kind, newest first as they were given. A row's text is made when it is first looked at.

    A filter looks through the newest at once and through the others while nothing else is done; found: it went on.
    """

    found = Signal()

    def __init__(self, kind: Kind, parent: Any = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._looked = 0
        self._on = QTimer(self, singleShot=True)
        self._on.timeout.connect(self._look_on)
        self.kind = kind
        self._rows: list[Row] = []
        self._texts: dict[int, list[str]] = {}
        self._shown: list[int] = []
        self._filter = ""
        self._columns = self._kept_columns()
        self._headings = headings(kind)

    def replace(self, rows: Sequence[Row]) -> None:
        """Show other records."""
        self.beginResetModel()
        self._rows, self._texts = list(rows), {}
        self._columns = self._used_columns()
        self._sieve(self._filter)
        self.endResetModel()

    def filter(self, text: str) -> None:
        """Show only rows in which every word of `text` occurs somewhere."""
        self.beginResetModel()
        self._sieve(text)
        self.endResetModel()

    @property
    def complete(self) -> bool:
        """Whether the filter has looked through all of them."""
        return self._looked == len(self._rows)

    def shown(self) -> list[Row]:
        """The rows that fit the filter, for an export: all of them."""
        while not self.complete:
            self._look_on()
        return [self._rows[at] for at in self._shown]

    def record(self, at: int) -> Row | None:
        """The record in that row of the screen."""
        return self._rows[self._shown[at]] if 0 <= at < len(self._shown) else None

    def retell(self) -> None:
        """The language has changed."""
        self.beginResetModel()
        self._texts = {}
        self._headings = headings(self.kind)
        self.endResetModel()

    def __len__(self) -> int:
        """All records, shown or not."""
        return len(self._rows)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self._text(self._shown[index.row()])[self._columns[index.column()]]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return tr(self._headings[self._columns[section]])

    def _text(self, at: int) -> list[str]:
        if at not in self._texts:
            number, *rest = cells(self.kind, self._rows[at])
            self._texts[at] = [" · ".join([number, *_marks(self._rows[at])]), *rest]
        return self._texts[at]

    def _sieve(self, text: str) -> None:
        self._filter, self._words = text, text.casefold().split()
        if self._words:
            self._looked = 0
            self._shown = self._look()
        else:
            self._looked = len(self._rows)
            self._shown = list(range(self._looked))

    def _look(self) -> list[int]:
        """What fits among the next rows."""
        next_ = range(self._looked, min(self._looked + AT_ONCE, len(self._rows)))
        self._looked = next_.stop
        if self.complete:
            self._on.stop()
        else:
            self._on.start(0)
        return [at for at in next_ if _has(" ".join(self._text(at)).casefold(), self._words)]

    def _look_on(self) -> None:
        more = self._look()
        if more:
            self.beginInsertRows(QModelIndex(), len(self._shown), len(self._shown) + len(more) - 1)
            self._shown += more
            self.endInsertRows()
        self.found.emit()

    def _used_columns(self) -> list[int]:
        """Columns in which something stands, judged by the first records; all of them while there are none."""
        kept = self._kept_columns()
        looked = [self._text(at) for at in range(min(len(self._rows), LOOKED_AT))]
        return [at for at in kept if any(line[at] for line in looked)] if looked else kept

    def _kept_columns(self) -> list[int]:
        frame = len(headings(self.kind)) - len(self.kind.fields)
        fields = [frame + at for at, field in enumerate(self.kind.fields) if field.name not in CORRECTION]
        return [*range(frame), *fields]


def _marks(row: Row) -> list[str]:
    """What is to be said of how a record came about: it stands for another one, or was entered after the fact."""
    after = "entered_at" in row and late(row)
    instead = tr("撤回了") if row.get("judged") == "withdrawn" else tr("更正")
    return [*([instead] if row.get("corrects") else []), *([tr("补录")] if after else [])]


def _has(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)
