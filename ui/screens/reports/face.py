"""What stands on the reports' screen: the parts, the numbers of one, whom to report at once, the chain, the forms."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.dormitory.daily.count import Part
from app.dormitory.daily.words import title
from app.i18n import mark, tr
from app.station.reporting import Day, ReportDesk
from ui.screens.reports.behind import Asked, BehindNumber
from ui.screens.reports.forms import sign_form, tell_form, zero_form
from ui.screens.reports.words import case_rows, number_rows, part_cards, stage_lines, urgent_line
from ui.widgets.boxes import Panel, column, row
from ui.widgets.deliveries import LIST_WIDTH, Deliveries
from ui.widgets.lines import Column, Lines
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.widgets.smallform import SmallForm

CHAIN_WIDTH = 330
"""Pixels."""


class Face:
    """The widgets and where they stand. layout: of the screen."""

    def __init__(self, asked: Asked) -> None:
        self.parts = Deliveries(mark("全校、楼栋、学院"), mark("正在计算……"))
        self.parts.setFixedWidth(LIST_WIDTH)
        self.urgent, self.title = Text("", tone="refuse", bold=True, wrap=True), Text("", "title", bold=True)
        self.numbers = Lines([Column(mark("日报数字"), wide=True), Column(mark("人或人次"), number=True)])
        names = (mark("房间"), mark("姓名"), mark("事由"), mark("体温"))
        self.cases = Lines([*(Column(name) for name in names), Column(mark("及时上报"), wide=True)])
        self.behind = BehindNumber(asked)
        self.next = Text("", wrap=True, tone="accent")
        self.chain, self.notice = Text("", wrap=True), Text("", "small", "quiet", wrap=True)
        self.sign, self.zero, self.tell = sign_form(), zero_form(), tell_form()
        self._middle, self._right = QStackedWidget(), QStackedWidget()
        self.layout: QHBoxLayout = self._laid_out()

    def _laid_out(self) -> QHBoxLayout:
        for widget in (self.numbers, self.behind, self.cases):
            self._middle.addWidget(widget)
        head = Text(mark("逐级签发"), "lead", bold=True)
        self._right.addWidget(
            Panel(column(head, self.chain, self.next, self.notice, None, margins=(18, 14, 18, 14), gap=10))
        )
        for form in (self.sign, self.zero, self.tell):
            self._right.addWidget(form)
        self._right.setFixedWidth(CHAIN_WIDTH)
        middle = Panel(column(self.title, self.urgent, self._middle, margins=(16, 12, 16, 12), gap=8))
        layout = row(self.parts, middle, self._right, margins=(14, 14, 14, 14), gap=14)
        layout.setStretch(1, 1)
        return layout

    def turn(self, widget: QWidget, form: "SmallForm | None" = None) -> None:
        """Bring something to the middle, and a form, or the chain, to the right."""
        self._middle.setCurrentWidget(widget)
        if form is None:
            self._right.setCurrentIndex(0)
        else:
            self._right.setCurrentWidget(form)

    def show_day(self, day: Day, part: Part, desk: ReportDesk, now: datetime) -> None:
        """A part of a day as it was read."""
        numbers, stages, on = day.report.numbers(part), day.stages[part], day.report.day
        self.parts.show_deliveries(part_cards(day, part))
        self.title.say(lambda: tr("{title} · {month}月{day}日", title=title(part), month=on.month, day=on.day))
        self.urgent.say(lambda: urgent_line(day, now))
        self.urgent.setVisible(bool(urgent_line(day, now)))
        self.numbers.show_rows(number_rows(numbers))
        self.cases.show_rows(case_rows(day, desk, now))
        self.chain.say(lambda: stage_lines(stages, numbers))
        self.next.say(lambda: desk.not_yours(day, part))
        self.next.setVisible(bool(self.next.full))
        self.notice.say(lambda: tr("{at} 的数据", at=f"{day.report.now:%H:%M}"))

    def forget(self) -> None:
        """Nothing of what was shown stays."""
        self.parts.show_deliveries([])
        self.behind.forget()
        for table in (self.numbers, self.cases):
            table.show_rows([])
        for text in (self.title, self.urgent, self.chain, self.next):
            text.say("")
