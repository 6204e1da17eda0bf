"""The list of restricted passage (限制通行名单): who is on it, why and until when, under a grant."""

from datetime import datetime, timedelta

from app.access.grants import EVERYBODY
from app.clock import Clock, campus
from app.i18n import mark, tr
from app.station.denying import BY_WORDS, Denying, Line
from app.station.granting import Granting
from app.store.reference.denials import BYS
from app.typedtime import bound_of
from ui.screens.manage.granted import GrantedPage
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import column
from ui.widgets.lines import Column, Lines, Row
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.text import Text
from ui.widgets.whenfield import END_HINT, NO_END

_COLUMNS = (
    Column(mark("姓名")), Column(mark("号码")), Column(mark("状态")), Column(mark("到")),
    Column(mark("列入原因"), wide=True),
)  # fmt: skip
NOBODY, NOT_GRANTED = mark("名单中没有人。"), mark("查看名单需要授权：按 F3，写明原因和时长。")


class DenyListPage(GrantedPage):
    """The entries on the left; what is known of the one in hand stands under the acts."""

    def __init__(self, desk: Denying, granting: Granting, jobs: Jobs, clock: Clock) -> None:
        super().__init__(granting, "denials.keep", jobs)
        self._desk, self._clock = desk, clock
        self._kept: dict[str, Line] = {}
        self._ended = False
        self.table, self.about = Lines(_COLUMNS), Text("", tone="quiet", wrap=True)
        self._none = Text(NOT_GRANTED, tone="quiet")
        fields = (
            Field("by", mark("按什么"), choices={by: BY_WORDS[by] for by in BYS}), Field("value", mark("号码")),
            Field("why", mark("列入原因")), Field("until", mark("到何时自动失效"), hint=END_HINT),
        )  # fmt: skip
        about = mark("此人经过时，屏幕只请值守人员联系带班领导，不说原因；放行与否由领导决定。")
        self.adding = self.add_form(SmallForm(mark("列入名单"), fields, mark("列入"), about), self._add)
        self.lifting = self.add_form(SmallForm("", [Field("why", mark("解除的原因"))], mark("解除")), self._lift)
        self.noting = self.add_form(SmallForm("", [Field("note", mark("申诉内容"))], mark("登记")), self._note)
        acts = (
            Act("F2", mark("列入名单"), self._begin_adding), Act("F4", mark("登记申诉"), self._begin_noting),
            Act("F8", mark("提前解除"), self._begin_lifting), Act("F6", mark("显示或隐藏已结束的"), self._turn_ended),
            Act("F3", mark("授权"), lambda: self.begin_grant(EVERYBODY)), Act("F5", mark("重新读取"), self.opened),
        )  # fmt: skip
        self.table.currentCellChanged.connect(lambda *_at: self._tell())
        left = column(self._none, self.table)
        self.lay_out(mark("限制通行名单"), left, self.table, Actions(self, acts), self.grants, self.about)

    def opened(self) -> None:
        """Nothing of what somebody else saw; what this one may see is read under a grant."""
        super().opened()
        self._show([])
        self._none.say(NOT_GRANTED)
        ended = self._ended
        self.if_granted(lambda: self._desk.lines(ended=ended), self._show_read)

    def _show_read(self, lines: list[Line]) -> None:
        self._none.say(NOBODY)
        self._show(lines)

    def _show(self, lines: list[Line]) -> None:
        self._kept = {line.entry.id: line for line in lines}
        self.table.show_rows([_row(line) for line in lines])
        self._none.setVisible(not lines)
        self._tell()

    def _tell(self) -> None:
        """Who entered the one in hand, and what was said against it."""
        line = self._kept.get(self.table.chosen)
        self.about.say((lambda: _about(line)) if line else "")

    def _turn_ended(self) -> None:
        self._ended = not self._ended
        self.opened()

    # Changing

    def _begin_adding(self) -> None:
        self.turn_to(self.adding)
        self.adding.begin(by="number")
        self.adding.editor("value").setFocus()

    def _begin_lifting(self) -> None:
        if line := self._kept.get(self.table.chosen):
            self.turn_to(self.lifting, line.entry.id)
            self.lifting.begin(lambda: tr("提前解除 {who}", who=_who(line)))

    def _begin_noting(self) -> None:
        if line := self._kept.get(self.table.chosen):
            self.turn_to(self.noting, line.entry.id)
            self.noting.begin(lambda: tr("{who} 的申诉", who=_who(line)), note=line.entry.appeal)

    def _add(self, given: dict[str, str]) -> None:
        by = next(one for one in BYS if one == given["by"])
        until = _end(given["until"], self._clock())
        if until is None:
            self.adding.say_problem(NO_END, "until")
            return
        done = lambda: tr("已列入，到 {until} 自动失效。", until=_day(until))  # noqa: E731
        self.submit(self.adding, lambda: self._desk.add(by, given["value"], given["why"], until), done)

    def _lift(self, given: dict[str, str]) -> None:
        id_ = self.subject
        self.submit(self.lifting, lambda: self._desk.lift(id_, given["why"]), mark("已解除，立即生效。"))

    def _note(self, given: dict[str, str]) -> None:
        id_ = self.subject
        self.submit(self.noting, lambda: self._desk.appeal(id_, given["note"]), mark("申诉已登记，名单不变。"))


def _row(line: Line) -> Row:
    def cells() -> tuple[str, ...]:
        one = line.entry
        return line.name or tr("—"), one.value, line.state, _day(one.over), one.why

    return Row(line.entry.id, cells, "ink" if line.holds else "ink_2")


def _about(line: Line) -> str:
    one = line.entry
    said = [tr("{since} 起生效。", since=_day(one.since))] if line.coming else []
    said += [tr("{who} 于 {at} 列入：{why}", who=one.who, at=_day(one.entered_at), why=one.why)]
    said += [tr("申诉：{note}", note=one.appeal)] if one.appeal else []
    if one.lifted_at:
        said.append(tr("{who} 于 {at} 解除：{why}", who=one.lifted_by, at=_day(one.lifted_at), why=one.lifted_why))
    return "\n".join(said)


def _who(line: Line) -> str:
    return f"{line.name} {line.entry.value}".strip()


def _end(text: str, now: datetime) -> datetime | None:
    """A number of days from now, or a moment of the campus."""
    if text.isdecimal() and 0 < int(text) <= 366:
        return now + timedelta(days=int(text))
    return bound_of(text, now, end=True)


def _day(at: datetime) -> str:
    return f"{campus(at):%m-%d %H:%M}"
