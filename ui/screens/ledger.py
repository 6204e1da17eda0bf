"""The ledger: records of one kind as they stand now, bounded by days, filtered as one types, exported as they are
shown; and on a key what stood in a record's place before."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFileDialog,
    QLineEdit,
    QStackedWidget,
    QTableView,
)

from app.i18n import mark, tr
from app.records.kind import Kind
from app.store.fact import Entry
from ui.post import Post
from ui.recordtable import RecordTable
from ui.screens.history import History
from ui.screens.screen import Screen
from ui.threads import Jobs
from ui.widgets.boxes import column, row
from ui.widgets.choice import Choice
from ui.widgets.keybar import Hint
from ui.widgets.retell import Retold
from ui.widgets.text import Button, Text

DAYS = ((1, mark("今天")), (7, mark("七天")), (30, mark("三十天")))
MEASURED = 60
"""Rows by which the width of a column is told; Qt's own thousand take a quarter of a second."""
EXPORT, HISTORY = mark("导出所见"), mark("更正历史")
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
ChooseFile = Callable[[str], Path | None]


def ask_file(suggested: str) -> Path | None:
    """Where to, by the system's own dialog; None where nobody said."""
    name, _ = QFileDialog.getSaveFileName(None, tr(EXPORT), suggested, "Excel (*.xlsx);;CSV (*.csv);;JSON (*.jsonl)")
    return Path(name) if name else None


class LedgerScreen(Retold, Screen):
    """Asks for the records in the background; the table makes a row's text only when it is looked at."""

    def __init__(self, post: Post, jobs: Jobs, kinds: Mapping[str, Kind], choose: ChooseFile = ask_file) -> None:
        super().__init__()
        self._post, self._jobs, self._choose = post, jobs, choose
        self._all = self._kinds = {name: kind for name, kind in kinds.items() if not kind.audit}
        self._days = DAYS[0][0]
        self.kind_box, self._line, self.table_view = Choice(), QLineEdit(), QTableView()
        self._count, self._none = Text("", tone="quiet"), Text("", "lead", "quiet")
        self.history = History()
        self.history.closed.connect(self.close_history)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        first = next((name for name in ("passage",) if name in self._kinds), next(iter(self._kinds)))
        self._model = self._table_of(self._kinds[first])
        self._lay_out()
        self.retell()
        self.kind_box.currentIndexChanged.connect(lambda _at: self.reload())
        self._line.textEdited.connect(self._filter)
        self._line.installEventFilter(self)
        acts = (
            ("Ctrl+E", self.export), ("Ctrl+F", self._line.setFocus), ("F5", self.reload), ("F7", self.open_history),
        )  # fmt: skip
        for keys, act in acts:
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    @property
    def table(self) -> RecordTable:
        """What the screen shows."""
        return self._model

    def hints(self) -> tuple[Hint, ...]:
        home = Hint("Ctrl+1", mark("回到校门"), last=True)
        if self._pages.currentWidget() is self.history:
            return (*self.history.hints(), home)
        return (
            Hint("↑ ↓", mark("选一条")), Hint("F7", HISTORY), Hint("Ctrl+F", mark("筛选")), Hint("Ctrl+E", EXPORT),
            Hint("F5", mark("重新读取")), home,
        )  # fmt: skip

    def opened(self) -> None:
        """Only what whoever is on duty now may read; nothing of what somebody else saw stays."""
        self._model.replace([])
        self.history.forget()
        self._kinds = {name: kind for name, kind in self._all.items() if self._post.may_read(name)}
        self.retell()
        self._line.setFocus()
        self.reload()

    def choose(self, kind: str) -> None:
        """Show the records of another kind."""
        self.kind_box.setCurrentIndex(self.kind_box.findData(kind))

    def reload(self) -> None:
        """Read the records of the kind and the days that were chosen."""
        kind = self._kinds[self.kind_box.currentData()]
        if kind is not self._model.kind:
            self._model = self._table_of(kind)
            self.table_view.setModel(self._model)
        days = self._days
        self._jobs.run(lambda: self._post.records(kind.name, days), lambda rows: self._show(kind, rows), self._complain)

    def open_history(self) -> None:
        """All versions of the record in hand; a second time, back to the table."""
        if self._pages.currentWidget() is self.history:
            self.close_history()
            return
        record = self._model.record(self.table_view.currentIndex().row())
        if record is None:
            self.said.emit(mark("先用 ↑ ↓ 选一条记录，再按 F7。"), "hint")
            return
        kind = self._model.kind
        self._jobs.run(
            lambda: self._post.versions(record["id"]), lambda found: self._show_history(kind, found), self._complain
        )

    def close_history(self) -> None:
        """Back to the table, at the record that was in hand."""
        self.history.forget()
        self._tell()
        self.table_view.setFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Arrows choose a record while the filter keeps what is typed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _STEPS:
            at = self.table_view.currentIndex().row() + _STEPS[Qt.Key(event.key())]
            if 0 <= at < self._model.rowCount():
                self.table_view.selectRow(at)
            return True
        return False

    def export(self) -> None:
        """Write what is shown, and nothing else, to a file of the user's choice."""
        kind, rows = self._model.kind, self._model.shown()
        path = self._choose(f"{tr(kind.label)}.xlsx")
        if path is not None:
            self._jobs.run(
                lambda: self._post.export(kind.name, rows, path), lambda n: self._written(n, path), self._complain
            )

    def retell(self) -> None:
        chosen = self.kind_box.currentData() or self._model.kind.name
        self.kind_box.blockSignals(True)
        self.kind_box.clear()
        for name, kind in self._kinds.items():
            self.kind_box.addItem(tr(kind.label), name)
        self.kind_box.setCurrentIndex(max(self.kind_box.findData(chosen), 0))
        self.kind_box.blockSignals(False)
        self._line.setPlaceholderText(tr("筛选：姓名、学工号、任何一栏里的字"))
        self._model.retell()

    def _show(self, kind: Kind, rows: list[dict[str, Any]]) -> None:
        if kind is self._model.kind:
            self._model.replace(rows)
            self._model.filter(self._line.text())
            self.table_view.resizeColumnsToContents()
            self._tell()

    def _show_history(self, kind: Kind, entries: list[Entry]) -> None:
        self._pages.setCurrentWidget(self.history)
        self.history.show_versions(kind, entries)
        self.hints_changed.emit()

    def _filter(self, text: str) -> None:
        self._model.filter(text)
        self._tell()

    def _tell(self) -> None:
        shown, whole = self._model.rowCount(), len(self._model)
        self._count.say(lambda: tr("{shown} / {whole} 条", shown=f"{shown:,}", whole=f"{whole:,}"))
        self._none.say(mark("没有符合筛选的记录。") if whole else mark("这段时间没有记录。"))
        self._pages.setCurrentWidget(self.table_view if shown or not self._model.complete else self._none)
        self.hints_changed.emit()

    def _found_more(self) -> None:
        """The filter has gone on; not in front of a history that is read meanwhile."""
        if self._pages.currentWidget() is not self.history:
            self._tell()

    def _table_of(self, kind: Kind) -> RecordTable:
        table = RecordTable(kind)
        table.found.connect(self._found_more)
        return table

    def _written(self, count: int, path: Path) -> None:
        self.said.emit(lambda: tr("已导出 {n} 条到 {path}。", n=f"{count:,}", path=path), "hint")

    def _complain(self, error: Exception) -> None:
        self.said.emit(lambda: str(error), "problem")

    def _set_days(self, days: int) -> Callable[[], None]:
        def choose() -> None:
            self._days = days
            self.reload()

        return choose

    def _lay_out(self) -> None:
        self.table_view.setModel(self._model)
        self.table_view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table_view.setShowGrid(False)
        self.table_view.setWordWrap(False)
        self.table_view.verticalHeader().hide()
        self.table_view.verticalHeader().setDefaultSectionSize(36)
        self.table_view.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.table_view.horizontalHeader().setStretchLastSection(True)
        self.table_view.horizontalHeader().setResizeContentsPrecision(MEASURED)
        self.kind_box.setMinimumWidth(160)
        export = Button(EXPORT)
        export.clicked.connect(self.export)
        head = row(self.kind_box, gap=8)
        group = QButtonGroup(self)
        for days, words in DAYS:
            button = Button(words, choice=True)
            button.setChecked(days == self._days)
            button.clicked.connect(self._set_days(days))
            group.addButton(button)
            head.addWidget(button)
        head.addWidget(self._line, 1)
        head.addWidget(self._count)
        head.addWidget(export)
        self._pages = QStackedWidget()
        for page in (self.table_view, self._none, self.history):
            self._pages.addWidget(page)
        self.setLayout(column(head, self._pages, margins=(14, 14, 14, 14), gap=12))
