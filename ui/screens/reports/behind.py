"""Who stands behind a number: a table, and below it the records of whoever is in hand."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from app.dormitory.daily.behind import Behind
from app.i18n import mark, tr
from app.store.fact import Entry
from ui.screens.reports.words import LABELS, behind_cells, record_line
from ui.texttable import TextTable, view_of
from ui.widgets.boxes import column
from ui.widgets.text import Text

COLUMNS = (
    mark("哪一检"), mark("房间"), mark("姓名"), mark("体温"), mark("时间"), mark("情况"),
)  # fmt: skip
Asked = Callable[[Sequence[str]], None]
MOST = 4
"""Records that are told below."""


class BehindNumber(QWidget):
    """asked: called with the ids of the records of whoever comes into hand; answer with `show_records`."""

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self._asked, self._rows = asked, tuple[Behind, ...]()
        self.model = TextTable(COLUMNS)
        self.view = view_of(self.model, len(COLUMNS) - 1)
        self.title, self.records = Text("", bold=True), Text("", "small", "quiet", wrap=True)
        self.records.setMinimumHeight(5 * self.records.fontMetrics().height())
        self.view.selectionModel().currentRowChanged.connect(lambda now, _before: self._turned(now.row()))
        self.setLayout(column(self.title, self.view, self.records, gap=8))

    def show_number(self, name: str, rows: Sequence[Behind]) -> None:
        """Everybody behind a number."""
        self._rows = tuple(rows)
        count = len(self._rows)
        self.title.say(lambda: tr("{label}：{n}", label=tr(LABELS[name]), n=count))
        self.records.say("")
        self.model.show(count, lambda at: behind_cells(self._rows[at]))
        self.view.selectRow(0)
        self.view.setFocus()

    def forget(self) -> None:
        """Nothing of it stays."""
        self._rows = ()
        self.model.forget()
        self.records.say("")

    def show_records(self, entries: Sequence[Entry]) -> None:
        """The records of whoever is in hand."""
        lines = [*entries[:MOST]]
        none = tr("没有记录：这一次没有报。")
        self.records.say(lambda: "\n".join(record_line(one) for one in lines) or none)

    def _turned(self, at: int) -> None:
        if 0 <= at < len(self._rows):
            self._asked(self._rows[at].records)
