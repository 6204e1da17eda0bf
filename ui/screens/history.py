"""A record's history (更正历史): every version beside the one before it, what changed marked, who changed it, why."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app import desk
from app.i18n import mark, tr
from app.records.kind import Kind
from app.report.history import Line, Value, compared
from app.store.fact import Entry
from ui import theme
from ui.widgets.boxes import Panel, column, row
from ui.widgets.keybar import Hint
from ui.widgets.retell import Retold
from ui.widgets.text import Text

_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
LABELS, NARROWEST = 140, 260
"""Pixels of the fields' names, and of a version at least."""


class History(Retold, Panel):
    """closed: nobody wants to see it any more."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._kind: Kind | None = None
        self._entries: tuple[Entry, ...] = ()
        self._title, self._says = Text("", "lead", bold=True), Text("", tone="quiet", elide=True)
        self.table = QTableWidget()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head = row(self._title, 10)
        head.addWidget(self._says, 1)
        super().__init__(column(head, self.table, margins=(18, 14, 18, 16), gap=10), parent)
        self.setFocusProxy(self.table)

    def show_versions(self, kind: Kind, entries: Sequence[Entry]) -> None:
        """All versions of one record, the first first."""
        self._kind, self._entries = kind, tuple(entries)
        self.retell()
        self.table.setCurrentCell(0, len(entries))
        self.table.setFocus()

    def forget(self) -> None:
        """Nothing of it stays for whoever comes after."""
        self._kind, self._entries = None, ()
        self.table.setRowCount(0)

    def hints(self) -> tuple[Hint, ...]:
        return (Hint("↑ ↓ ← →", mark("移动")), Hint("Esc", mark("回到台账")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def retell(self) -> None:
        if self._kind is None:
            return
        kind, count = self._kind, len(self._entries)
        self._title.say(lambda: tr("更正历史 · {kind}", kind=tr(kind.label)))
        many = mark("共 {count} 版，最右是现行的。“→”表示与前一版不同。")
        self._says.say(lambda: tr(many, count=count) if count > 1 else tr("这条记录没有更正过。"))
        self.table.setColumnCount(1 + count)
        self.table.setHorizontalHeaderLabels([tr("项目"), *(_version(at, count) for at in range(1, count + 1))])
        self._fill(compared(kind, [desk.row(entry) for entry in self._entries]))
        self._fit(count)

    def _fill(self, lines: Sequence[Line]) -> None:
        self.table.setRowCount(len(lines))
        for at, line in enumerate(lines):
            self.table.setItem(at, 0, _item(tr(line.label), "ink_2"))
            for to, value in enumerate(line.values, 1):
                self.table.setItem(at, to, _cell(value, quiet=line.frame))

    def _fit(self, count: int) -> None:
        """A few versions share the room; many keep a width that can be read, and are scrolled."""
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.table.setColumnWidth(0, LABELS)
        share = count * NARROWEST + LABELS <= self.table.viewport().width() or count == 1
        for at in range(1, count + 1):
            header.setSectionResizeMode(
                at, QHeaderView.ResizeMode.Stretch if share else QHeaderView.ResizeMode.Interactive
            )
            self.table.setColumnWidth(at, NARROWEST)
        self.table.resizeRowsToContents()


def _version(at: int, count: int) -> str:
    return tr("第 {n} 版（现行）", n=at) if at == count else tr("第 {n} 版", n=at)


def _cell(value: Value, *, quiet: bool) -> QTableWidgetItem:
    """What changed is told by a sign and by the print, not by colour alone."""
    if not value.changed:
        return _item(value.text, "ink_2" if quiet else "ink")
    item = _item(f"→ {value.text or tr('（空）')}", "hold_ink")
    item.setFont(theme.font("body", bold=True))
    return item


def _item(text: str, ink: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setTextAlignment(_TOP)
    item.setForeground(theme.colour(ink))
    return item
