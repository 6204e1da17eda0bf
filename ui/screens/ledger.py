"""The ledger: records of one kind, bounded by days, filtered as one types, exported as they are shown."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFileDialog,
    QLineEdit,
    QStackedLayout,
    QTableView,
)

from app.i18n import mark, tr
from app.records.kind import Kind
from ui.post import Post
from ui.recordtable import RecordTable
from ui.screens.screen import Screen
from ui.threads import Jobs
from ui.widgets.boxes import column, row
from ui.widgets.choice import Choice
from ui.widgets.keybar import Hint
from ui.widgets.retell import Retold
from ui.widgets.text import Button, Text

DAYS = ((1, mark("今天")), (7, mark("七天")), (30, mark("三十天")))
EXPORT = mark("导出所见")
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
        self._kind_box, self._line, self._table = Choice(), QLineEdit(), QTableView()
        self._count, self._none = Text("", tone="quiet"), Text("", "lead", "quiet")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        first = next((name for name in ("passage",) if name in self._kinds), next(iter(self._kinds)))
        self._model = RecordTable(self._kinds[first])
        self._lay_out()
        self.retell()
        self._kind_box.currentIndexChanged.connect(lambda _at: self.reload())
        self._line.textEdited.connect(self._filter)
        for keys, act in (("Ctrl+E", self.export), ("Ctrl+F", self._line.setFocus), ("F5", self.reload)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    @property
    def table(self) -> RecordTable:
        """What the screen shows."""
        return self._model

    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint("Ctrl+F", mark("筛选")), Hint("Ctrl+E", EXPORT), Hint("F5", mark("重新读取")),
            Hint("Ctrl+1", mark("回到校门"), last=True),
        )  # fmt: skip

    def opened(self) -> None:
        """Only what whoever is on duty now may read; nothing of what somebody else saw stays."""
        self._model.replace([])
        self._kinds = {name: kind for name, kind in self._all.items() if self._post.may_read(name)}
        self.retell()
        self._line.setFocus()
        self.reload()

    def reload(self) -> None:
        """Read the records of the kind and the days that were chosen."""
        kind = self._kinds[self._kind_box.currentData()]
        if kind is not self._model.kind:
            self._model = RecordTable(kind)
            self._table.setModel(self._model)
        days = self._days
        self._jobs.run(lambda: self._post.records(kind.name, days), lambda rows: self._show(kind, rows), self._complain)

    def export(self) -> None:
        """Write what is shown, and nothing else, to a file of the user's choice."""
        kind, rows = self._model.kind, self._model.shown()
        path = self._choose(f"{tr(kind.label)}.xlsx")
        if path is not None:
            self._jobs.run(
                lambda: self._post.export(kind.name, rows, path), lambda n: self._written(n, path), self._complain
            )

    def retell(self) -> None:
        chosen = self._kind_box.currentData() or self._model.kind.name
        self._kind_box.blockSignals(True)
        self._kind_box.clear()
        for name, kind in self._kinds.items():
            self._kind_box.addItem(tr(kind.label), name)
        self._kind_box.setCurrentIndex(max(self._kind_box.findData(chosen), 0))
        self._kind_box.blockSignals(False)
        self._line.setPlaceholderText(tr("筛选：姓名、学工号、任何一栏里的字"))
        self._model.retell()

    def _show(self, kind: Kind, rows: list[dict[str, Any]]) -> None:
        if kind is self._model.kind:
            self._model.replace(rows)
            self._model.filter(self._line.text())
            self._table.resizeColumnsToContents()
            self._tell()

    def _filter(self, text: str) -> None:
        self._model.filter(text)
        self._tell()

    def _tell(self) -> None:
        shown, whole = self._model.rowCount(), len(self._model)
        self._count.say(lambda: tr("{shown} / {whole} 条", shown=f"{shown:,}", whole=f"{whole:,}"))
        self._none.say(mark("没有符合筛选的记录。") if whole else mark("这段时间没有记录。"))
        self._pages.setCurrentWidget(self._table if shown else self._none)

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
        self._table.setModel(self._model)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setShowGrid(False)
        self._table.setWordWrap(False)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(36)
        self._table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._table.horizontalHeader().setStretchLastSection(True)
        self._kind_box.setMinimumWidth(160)
        export = Button(EXPORT)
        export.clicked.connect(self.export)
        head = row(self._kind_box, gap=8)
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
        self._pages = QStackedLayout()
        for page in (self._table, self._none):
            self._pages.addWidget(page)
        self.setLayout(column(head, self._pages, margins=(14, 14, 14, 14), gap=12))
