"""Taking over a table (表格导入): what it is, which file, what was understood of it, a trial, and what came of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QListWidget, QProgressBar, QVBoxLayout

from app.i18n import mark, tr
from app.station.imports import Imports
from app.store.importing.preview import Column, Preview
from app.store.importing.report import ImportResult, lines, summary
from app.store.importing.sorts import FIELDS, SORTS, What
from ui.screens.manage.page import ListPage
from ui.texttable import TextTable, TextView, view_of
from ui.theme import state
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import column, empty
from ui.widgets.retell import Retold
from ui.widgets.text import Text

LINES_HIGH = 150
_EDGES = 4
"""Pixels."""

ABOUT = mark("Excel 或 CSV，第一行是列名，平时怎么叫都可以；认出的列写在列名下面。导入一次完成，不会只导入一半。")


def ask_table() -> Path | None:
    """Which table, by the system's own dialog."""
    name, _ = QFileDialog.getOpenFileName(None, tr("选择表格"), "", "Excel, CSV (*.xlsx *.xls *.csv)")
    return Path(name) if name else None


class ImportPage(Retold, ListPage):
    """Nothing changes before somebody has seen what was understood of the file."""

    _read = Signal(int, int)

    def __init__(self, desk: Imports, jobs: Jobs, choose: Callable[[], Path | None] = ask_table) -> None:
        super().__init__(jobs)
        self._desk, self._choose = desk, choose
        self._whats: list[What] = []
        self._path: Path | None = None
        self._preview: Preview | None = None
        self.sorts, self.lines, self.bar = QListWidget(), QListWidget(), QProgressBar()
        self.file, self.said_of = Text("", bold=True, elide=True), Text("", wrap=True)
        self._table, self.view = QVBoxLayout(), TextView()
        self._table.addWidget(self.view)
        state(self.sorts, list=True, dense=True)
        self.lines.setMaximumHeight(LINES_HIGH)
        self.lines.setWordWrap(True)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.bar.setTextVisible(False)
        self._read.connect(self._show_progress)
        self.sorts.currentRowChanged.connect(lambda _at: self._look())
        acts = Actions(self, [
            Act("Ctrl+O", mark("选择表格…"), self.pick), Act("F5", mark("试导入"), self.try_out),
            Act("F9", mark("导入"), self.take),
        ])  # fmt: skip
        self.acts = acts
        left = column(self.sorts, self.file, gap=8)
        left.addLayout(self._table, 1)
        for part in (self.bar, self.said_of, self.lines):
            left.addWidget(part)
        self.lay_out(mark("表格导入"), left, self.sorts, acts, Text(ABOUT, tone="quiet", wrap=True))
        self._clear()

    @property
    def what(self) -> What:
        """The sort of table that is chosen."""
        return self._whats[max(self.sorts.currentRow(), 0)]

    def opened(self) -> None:
        self._whats = self._desk.permitted()
        self.retell()

    def retell(self) -> None:
        at = max(self.sorts.currentRow(), 0)
        self.sorts.blockSignals(True)
        self.sorts.clear()
        self.sorts.addItems([tr(SORTS[what].label) for what in self._whats])
        self.sorts.setCurrentRow(min(at, len(self._whats) - 1))
        self.sorts.blockSignals(False)
        self.sorts.setFixedHeight(len(self._whats) * self.sorts.sizeHintForRow(0) + _EDGES)
        if self._preview is not None:
            self._show_preview(self._preview)

    def pick(self) -> None:
        """Ask for a file, and show what is understood of it."""
        path = self._choose()
        if path is not None:
            self._path = path
            self._look()

    def try_out(self) -> None:
        """What would come of it; nothing changes."""
        self._run(tried=True)

    def take(self) -> None:
        """Take it over."""
        self._run(tried=False)

    def _look(self) -> None:
        self._clear()
        if (path := self._path) is not None and self._whats:
            what = self.what
            self.ask(lambda: self._desk.look(what, path), self._show_preview)

    def _show_preview(self, found: Preview) -> None:
        self._preview, path = found, self._path
        self.said.emit("", "hint")
        model = TextTable([mark("行"), *(_heading(one) for one in found.columns)])
        model.show(len(found.rows), lambda at: (str(found.rows[at][0]), *found.rows[at][1]))
        self._put(view_of(model, len(found.columns)))
        name = path.name if path else ""
        self.file.say(lambda: tr("{name}，共 {count} 行，前几行如下：", name=name, count=found.many))
        self._allow(ready=True)

    def _run(self, *, tried: bool) -> None:
        if (path := self._path) is None or self._preview is None:
            self.said.emit(mark("请先按 Ctrl+O 选择表格。"), "hint")
            return
        what = self.what
        self._allow(ready=False)
        self._show_progress(0, 0)
        self.run(
            lambda: self._desk.take(what, path, self._read.emit, tried=tried), self._done, self._failed
        )  # fmt: skip

    def _done(self, result: ImportResult) -> None:
        self._allow(ready=True)
        self.said_of.say(lambda: summary(result), "refuse" if result.left else "admit")
        self.lines.clear()
        self.lines.addItems(list(lines(result)))
        self.lines.setVisible(self.lines.count() > 0)
        self.said_of.show()

    def _failed(self, error: Exception) -> None:
        self._allow(ready=True)
        self.complain(error)

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.show()

    def _allow(self, *, ready: bool) -> None:
        self.bar.hide()
        for key in ("F5", "F9"):
            self.acts.allow(key, ready)
        self.hints_changed.emit()

    def _clear(self) -> None:
        """Nothing of another table stays."""
        self._preview = None
        self.file.say(mark("还没有选择表格：先选上面的类别，再按 Ctrl+O。"))
        self._put(TextView())
        self.lines.clear()
        for part in (self.lines, self.said_of):
            part.hide()
        self._allow(ready=False)

    def _put(self, view: TextView) -> None:
        empty(self._table)
        self.view = view
        self._table.addWidget(view)


def _heading(one: Column) -> str:
    """What stands in the file, and under it what it was taken for."""
    meant = tr(FIELDS[one.field]) if one.field else tr("不导入")
    return f"{one.heading}\n{meant}"
