"""Purchase lists that were imported beforehand: one is chosen, and its lines are noted as goods."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog

from app.goods.lists import Purchase, class_word
from app.i18n import mark, tr
from ui.widgets.boxes import Panel, column
from ui.widgets.keybar import Hint
from ui.widgets.lines import Column, Lines, Row
from ui.widgets.text import Text

_COLUMNS = (
    Column(mark("采购单号")), Column(mark("供应商")), Column(mark("类别")), Column(mark("项数"), number=True),
    Column(mark("物资"), wide=True),
)  # fmt: skip
NAMED = 5


def ask_table() -> Path | None:
    """Which file, by the system's own dialog."""
    chosen, _ = QFileDialog.getOpenFileName(None, tr("导入采购清单"), "", tr("表格") + " (*.csv *.xlsx *.xls)")
    return Path(chosen) if chosen else None


class GoodsPurchases(Panel):
    """chosen: the purchase whose lines have come. file: a list to be imported."""

    chosen = Signal(object)
    file = Signal(object)
    left = Signal()

    def __init__(self, choose: Callable[[], Path | None] = ask_table) -> None:
        self._choose = choose
        self._known: dict[str, Purchase] = {}
        self.table, self._none = Lines(_COLUMNS), Text(mark("还没有采购清单。按 F2 导入 CSV 或 XLSX。"), tone="quiet")
        title = Text(mark("采购清单"), "lead", bold=True)
        super().__init__(column(title, self._none, self.table, margins=(20, 14, 20, 16), gap=10))
        self.setFocusProxy(self.table)

    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint("↑ ↓", mark("选择")), Hint("Enter", mark("按此登记")), Hint("F2", mark("导入清单…")),
            Hint("Esc", mark("返回")),
        )  # fmt: skip

    def show_purchases(self, some: list[Purchase]) -> None:
        """Show these."""
        self._known = {one.order: one for one in some}
        self.table.show_rows([Row(one.order, lambda one=one: _cells(one)) for one in some])  # type: ignore[misc]  # bound now
        self._none.setVisible(not some)
        self.table.setFocus()

    def ask(self) -> None:
        """A file to import."""
        path = self._choose()
        if path is not None:
            self.file.emit(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.chosen:
            self.chosen.emit(self._known[self.table.chosen])
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _cells(one: Purchase) -> tuple[str, ...]:
    names = tr("、").join(line.name for line in one.lines[:NAMED])
    return one.order, one.supplier, class_word(one.goods_class), str(len(one.lines)), names
