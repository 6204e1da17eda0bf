"""Looking back (回溯): who passed the same post shortly before or after somebody, under a grant."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget

from app.clock import Clock, campus
from app.i18n import mark, tr
from app.report.contacts import MEETINGS, WITHIN, Contacts, apart, meeting_line
from app.station.granting import Granting
from app.station.lookback import LookBack
from app.store.passages import Meeting
from ui.screens.lookback.asked import Span, ask_workbook, span
from ui.screens.manage.granted import GrantedPage
from ui.texttable import TextTable, view_of
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import column
from ui.widgets.keybar import Hint
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.text import Text
from ui.widgets.whenfield import SPAN_HINT

DAYS = 14
_PEOPLE = (mark("姓名"), mark("学工号"), mark("学院或部门"), mark("次数"), mark("最近相隔"), mark("末次"))
_MEETINGS = (mark("时间"), mark("岗位"), mark("方向"), mark("结论"), mark("本人时间"), mark("相隔"))
_COLLEGE, _POST = 2, 1
ChooseFile = Callable[[str], Path | None]


class LookBackPage(GrantedPage):
    """People on the left; F4 opens the meetings with the one in hand, Esc closes them."""

    def __init__(
        self, desk: LookBack, granting: Granting, jobs: Jobs, clock: Clock, choose: ChooseFile = ask_workbook
    ) -> None:
        super().__init__(granting, "contacts.look", jobs)
        self._desk, self._clock, self._choose = desk, clock, choose
        self._found: Contacts | None = None
        self.people, self.meetings = TextTable(_PEOPLE), TextTable(_MEETINGS)
        self.table, self.details = view_of(self.people, _COLLEGE), view_of(self.meetings, _POST)
        self._says, self._none = Text("", wrap=True), Text("", tone="quiet", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        fields = (
            Field("who", mark("学工号、姓名或拼音首字母")),
            Field("start", mark("从（不填为 14 天前）"), hint=SPAN_HINT, optional=True),
            Field("end", mark("到（不填为现在）"), hint=SPAN_HINT, optional=True),
            Field("minutes", mark("前后相隔不超过几分钟")),
        )
        about = mark("谁在此人前后经过同一岗位。已按保存期限清除的通行不在内。")
        self.asking = self.add_form(SmallForm(mark("回溯"), fields, mark("查找"), about), self._look)
        acts = (
            Act("F2", mark("回溯一个人"), self._begin), Act("F4", mark("与此人的逐次明细"), self.open_details),
            Act("F9", mark("导出 Excel"), self.export), Act("F3", mark("授权"), self._begin_grant),
        )  # fmt: skip
        self._stack = QStackedWidget()
        for part in (self._none, self.table, self.details):
            self._stack.addWidget(part)
        warned = Text(mark("只为写明的原因使用；每次回溯都有记录。"), tone="quiet", wrap=True)
        left = column(self._says, self._stack, gap=10)
        self.lay_out(mark("回溯"), left, self.table, Actions(self, acts), self.grants, warned)

    def opened(self) -> None:
        """Nothing of what was found before, perhaps by somebody else."""
        super().opened()
        self._found = None
        self.people.forget()
        self.meetings.forget()
        self._says.say("")
        self._none.say(mark("按 F2，写明回溯谁。"))
        self._stack.setCurrentWidget(self._none)
        self.tell_grants()

    def open_details(self) -> None:
        """The meetings with the person in hand, one by one."""
        found, at = self._found, self.table.currentIndex().row()
        if found is None or not 0 <= at < len(found.people):
            self.said.emit(mark("先回溯一个人，再用 ↑ ↓ 选一位。"), "hint")
            return
        who = found.people[at].person
        some = [one for one in found.meetings if one.other.person == who.number]
        self.meetings.show(len(some), lambda row: _meeting(some[row]))
        self._says.say(lambda: tr("{who} 与 {other} 的逐次明细", who=_called(found), other=f"{who.name} {who.number}"))
        self._stack.setCurrentWidget(self.details)
        self.hints_changed.emit()
        self.details.selectRow(0)
        self.details.setFocus()

    def export(self) -> None:
        """Everything that was found, to a file of the user's choice."""
        found = self._found
        path = self._choose(f"{tr('回溯')}-{found.number}.xlsx") if found else None
        if found is None:
            self.said.emit(mark("先回溯一个人，再导出。"), "hint")
        elif path is not None:
            chosen, told = path, tr("已导出 {count} 人到 {path}。", count=len(found.people), path=path)
            self.under_grant(
                found.number, lambda: self._desk.export(found, chosen),
                lambda _none: self.said.emit(lambda: told, "hint"),
            )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._stack.currentWidget() is self.details:
            self._close_details()
        else:
            super().keyPressEvent(event)

    def hints(self) -> tuple[Hint, ...]:
        if self._stack.currentWidget() is self.details and self.details.hasFocus():
            return (Hint("↑ ↓", mark("移动")), Hint("Esc", mark("关上明细")))
        return super().hints()

    def _begin_grant(self) -> None:
        self.begin_grant(self._found.number if self._found else "")

    # Asking

    def _begin(self) -> None:
        self.turn_to(self.asking)
        self.asking.begin(minutes=str(WITHIN))

    def _look(self, given: dict[str, str]) -> None:
        now = self._clock()
        period = span(self.asking, given, Span(now - timedelta(days=DAYS), now))
        if period is None:
            return
        if not given["minutes"].isdecimal():
            self.asking.say_problem(mark("相隔的分钟数应是整数，例如 10。"), "minutes")
            return
        minutes = int(given["minutes"])
        self.asking.set_busy(True)
        self.run(
            lambda: self._desk.who(given["who"]),
            lambda number: self._look_for(number, period, minutes),
            lambda error: self.asking.say_problem(lambda: str(error), "who"),
        )

    def _look_for(self, number: str, period: Span, minutes: int) -> None:
        self.turn_back()
        self.under_grant(number, lambda: self._desk.contacts(number, *period, minutes), self._show)

    def _show(self, found: Contacts) -> None:
        self._found = found
        self._tell(found)
        self.people.show(len(found.people), lambda at: _person(found, at))
        self._none.say(mark("这段时间没有人在前后经过同一岗位。"))
        self._stack.setCurrentWidget(self.table if found.people else self._none)
        if found.people:
            self.table.selectRow(0)
            self.table.setFocus()

    def _close_details(self) -> None:
        if self._found:
            self._tell(self._found)
        self._stack.setCurrentWidget(self.table)
        self.table.setFocus()
        self.hints_changed.emit()

    def _tell(self, found: Contacts) -> None:
        """What was asked, and how much was found."""
        self._says.say(
            lambda: tr(
                "{who} · {start} – {end} · 前后 {minutes} 分钟 · 本人通行 {own} 次 · {count} 人",
                who=_called(found), start=f"{campus(found.start):%m-%d %H:%M}",
                end=f"{campus(found.end):%m-%d %H:%M}", minutes=found.minutes, own=found.own, count=len(found.people),
            )
        )  # fmt: skip


def _called(found: Contacts) -> str:
    return f"{found.name} {found.number}".strip()


def _meeting(meeting: Meeting) -> list[str]:
    """One meeting, without what is the same in all lines."""
    said = dict(zip(MEETINGS, meeting_line(meeting), strict=True))
    return [said[column] for column in _MEETINGS]


def _person(found: Contacts, at: int) -> list[str]:
    one = found.people[at]
    who = one.person
    last = f"{campus(one.last):%m-%d %H:%M}"
    return [who.name, who.number, who.college, str(one.times), apart(one.nearest), last]
