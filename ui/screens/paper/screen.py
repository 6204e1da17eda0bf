"""After a power cut: a sheet's number opens it, its lines are typed as they stand on the paper (断电补录)."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from app.clock import Clock
from app.i18n import mark, tr
from app.station.paper.desk import PaperDesk, Sheet
from app.station.paper.printing import PaperPrinter
from ui.printing import print_pdf
from ui.screens.paper.blank import BlankSheets, ask_pdf
from ui.screens.paper.delivery import PaperDelivery
from ui.screens.paper.head import PaperHead
from ui.screens.paper.lines import PaperLines
from ui.screens.screen import Screen
from ui.threads import Jobs
from ui.widgets.boxes import Panel, column, row
from ui.widgets.keybar import Hint
from ui.widgets.text import Text, Words

WIDTH = 520
TITLE = mark("断电补录")


class PaperScreen(Screen):
    """left: back to where it was opened from."""

    left = Signal()

    def __init__(
        self, desk: PaperDesk, printer: PaperPrinter, jobs: Jobs, clock: Clock,
        choose: Callable[[str], Path | None] = ask_pdf, to_print: Callable[[bytes], bool] = print_pdf,
    ) -> None:  # fmt: skip
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._asked = 0
        self.number, self.problem = QLineEdit(), Text("", tone="refuse", wrap=True)
        self.blank = BlankSheets(printer, jobs, choose, to_print)
        self.head = PaperHead(clock)
        self.lines = PaperLines(desk, jobs, self.head.head)
        self.delivery = PaperDelivery(desk, jobs, self.head.head, self.head.time.text)
        self._bodies, self._pages = QStackedWidget(), QStackedWidget()
        for body in (self.lines, self.delivery):
            self._bodies.addWidget(body)
            body.changed.connect(self.head.count)
            body.failed.connect(self._say_problem)
        sheet = QWidget()
        filling = column(self.head, self._bodies, gap=8)
        filling.setStretch(1, 1)
        sheet.setLayout(filling)
        self._pages.addWidget(self._asking())
        self._pages.addWidget(sheet)
        self.setLayout(column(self._pages, margins=(14, 12, 14, 10)))
        self.number.returnPressed.connect(self.open_sheet)
        self.blank.done.connect(self.said)
        self.blank.left.connect(self._leave)
        self.head.filled.connect(self._to_lines)
        for key, act in {"F6": self.head.turn, "F9": self._f9, "F2": self.another}.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _asking(self) -> QWidget:
        about = mark("照纸上右上角键入纸单号，或扫旁边的码。只键入最后七位也可以。")
        ask = Panel(
            column(Text(TITLE, "title", bold=True), Text(about, tone="quiet", wrap=True), self.number, self.problem,
                   None, margins=(24, 18, 24, 20), gap=10)
        )  # fmt: skip
        for part in (ask, self.blank):
            part.setFixedWidth(WIDTH)
        page = QWidget()
        page.setLayout(column(None, row(None, ask, self.blank, None, gap=16), None))
        return page

    @property
    def filling(self) -> bool:
        """Whether a sheet is in hand."""
        return self._pages.currentIndex() == 1

    @property
    def body(self) -> PaperLines | PaperDelivery:
        """The lines in hand."""
        return self.delivery if self._bodies.currentWidget() is self.delivery else self.lines

    def hints(self) -> tuple[Hint, ...]:
        if not self.filling:
            return (
                Hint("Enter", mark("打开这一张")), Hint("Tab", mark("印空表")), Hint("F9", mark("打印")),
                Hint("Esc", mark("返回")),
            )  # fmt: skip
        way = (Hint("F6", mark("进出切换")),) if self.body is self.lines and not self.head.way.isHidden() else ()
        enter = Hint("Enter", mark("下一格，最后一格存这一行"))
        return (enter, Hint("↑ ↓", mark("换一行")), *way, Hint("F9", mark("全部保存")), Hint("F2", mark("换一张")),
                Hint("Esc", mark("返回")))  # fmt: skip

    def opened(self) -> None:
        if self.filling:
            self.body.turn_to_first()
        else:
            self._ask()

    def open_sheet(self) -> None:
        """The sheet whose number was typed or scanned."""
        text = self.number.text()

        def work() -> tuple[Sheet, list[str]]:
            sheet = self._desk.open(text)
            return sheet, self._desk.printed_names(sheet)

        self._jobs.run(work, lambda found: self._show(*found), self._not_opened)

    def another(self) -> None:
        """Another sheet; what is not on record is asked about first."""
        if self.filling and self._may_leave():
            self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _show(self, sheet: Sheet, names: list[str]) -> None:
        self.said.emit("", "hint")
        self._asked = 0
        if sheet.form == "goods":
            self._bodies.setCurrentWidget(self.delivery)
            self.delivery.show_sheet(sheet)
        else:
            self._bodies.setCurrentWidget(self.lines)
            self.lines.show_sheet(sheet, names)
        self._pages.setCurrentIndex(1)
        self.head.show_sheet(sheet)
        self.hints_changed.emit()

    def _to_lines(self) -> None:
        self.body.turn_to_first()

    def _f9(self) -> None:
        if self.filling:
            self.body.save_all()
        else:
            self.blank.print()

    def _leave(self) -> None:
        """Nothing that was typed is lost by a slip: the same key again says that it may be."""
        if not self.filling:
            self.left.emit()
        elif self._may_leave():
            self._ask()
            self.left.emit()

    def _may_leave(self) -> bool:
        left = self.body.unsaved
        if left == self._asked:
            return True
        self._asked = left
        self._tell(lambda: tr("还有 {n} 行没有保存：F9 全部保存，再按一次就不要了。", n=left), "problem")
        return False

    def _ask(self) -> None:
        self._asked = 0
        self._pages.setCurrentIndex(0)
        self.number.clear()
        self.problem.say("")
        self.number.setFocus()
        self.hints_changed.emit()

    def _not_opened(self, error: Exception) -> None:
        sentence = str(error)
        self.problem.say(lambda: sentence)
        self.number.selectAll()

    def _say_problem(self, sentence: str) -> None:
        self._tell(lambda: sentence, "problem")

    def _tell(self, words: Words, tone: str) -> None:
        self.said.emit(words, tone)
