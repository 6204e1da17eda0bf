"""The head of a sheet on the screen, as on the paper: its number, the day, who was on duty then, which way."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.clock import Clock, campus
from app.i18n import mark, tr
from app.policy.evidence import Direction
from app.records.passage import DIRECTIONS
from app.station.paper.desk import Head, Sheet
from app.station.paper.said import day_of
from ui.theme import state
from ui.widgets.boxes import Panel, column, row
from ui.widgets.text import Text

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PaperHead(Panel):
    """filled: the last of its fields was left with Enter, so that the lines follow."""

    filled = Signal()

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._direction: Direction = "in"
        self.number, self.way = Text("", "title", bold=True), Text("", "lead", "accent", bold=True)
        self.about = Text("", tone="quiet", elide=True)
        self.day, self.on_duty, self.time = QLineEdit(), QLineEdit(), QLineEdit()
        self._fields = (self.day, self.on_duty, self.time)
        for field, width in zip(self._fields, (120, 150, 90), strict=True):
            field.setFixedWidth(width)
        self._time = _under(mark("处理时间"), self.time)
        across = row(
            self.number, 12, _under(mark("日期"), self.day), _under(mark("当时值守人"), self.on_duty), self._time,
            self.way, gap=14, margins=(16, 8, 16, 8),
        )  # fmt: skip
        across.addWidget(self.about, 1)
        super().__init__(across)
        for field in self._fields:
            field.installEventFilter(self)

    def show_sheet(self, sheet: Sheet) -> None:
        """Of a sheet that was just opened: what was said of it before, or is printed on it."""
        now = campus(self._clock())
        printed = sheet.printed.day if sheet.printed else ""
        self.number.say(lambda: sheet.number)
        self.day.setText(sheet.head.get("day") or printed or f"{now:%m%d}")
        self.on_duty.setText(sheet.head.get("on_duty", ""))
        self.time.clear()
        self._time.setVisible(sheet.form == "goods")
        self.way.setVisible(sheet.form == "gate")
        self._direction = "out" if sheet.head.get("direction") == "out" else "in"
        self._tell()
        self.turn_to_first()

    def turn_to_first(self) -> None:
        """To the first field; what stands in it is typed over."""
        self.day.setFocus()
        self.day.selectAll()

    def turn(self) -> None:
        """The lines from here on are of the other direction."""
        self._direction = "out" if self._direction == "in" else "in"
        self._tell()

    def head(self) -> Head:
        """What it says; raises NotUnderstood for the day."""
        state(self.day, wrong=True)
        found = Head(day_of(self.day.text(), self._clock()), self.on_duty.text().strip(), self._direction)
        state(self.day, wrong=False)
        return found

    def count(self, done: int, all_: int) -> None:
        """How many lines are on record; a delivery is one record, and counts none."""
        self.about.say(lambda: tr("已录 {done} 行，共 {all} 行", done=done, all=all_) if all_ > 1 else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or event.key() not in _ENTERS:
            return False
        seen = [field for field in self._fields if field.isVisibleTo(self)]
        at = next((at for at, field in enumerate(seen) if field is watched), len(seen) - 1)
        if at + 1 < len(seen):
            seen[at + 1].setFocus()
        else:
            self.filled.emit()
        return True

    def _tell(self) -> None:
        self.way.say(lambda: tr("方向：{way}（F6）", way=tr(DIRECTIONS[self._direction])))


def _under(label: str, editor: QWidget) -> QWidget:
    """An editor under its label."""
    holder = QWidget()
    holder.setLayout(column(Text(label, "small", "quiet", bold=True), editor, gap=2))
    return holder
