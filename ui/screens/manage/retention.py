"""How long records are kept (保存期限): every kind as it stands, another period, and forgetting now what is due."""

from collections import Counter

from app.clock import campus
from app.i18n import mark, tr
from app.records.registry import kind as kind_of
from app.station.keeping import Keeping
from app.store.retention.rounds import Line
from ui.screens.manage.page import ListPage
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import column
from ui.widgets.lines import Column, Lines, Row
from ui.widgets.running import Running
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.text import Text

_COLUMNS = (
    Column(mark("记录种类"), wide=True), Column(mark("保存多久"), number=True), Column(mark("现有"), number=True),
    Column(mark("最早"), number=True), Column(mark("到期"), number=True), Column(mark("保全中"), number=True),
    Column(mark("待中心确认"), number=True),
)  # fmt: skip


class RetentionPage(ListPage):
    """A line a kind. Only whose role may change periods is offered that."""

    def __init__(self, desk: Keeping, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._desk = desk
        self._kept: dict[str, Line] = {}
        self.table, self.running = Lines(_COLUMNS), Running(jobs)
        days = Field("days", mark("保存天数"))
        why = Field("why", mark("为什么改"), hint=mark("例如文件号或通知"))
        self.period = self.add_form(SmallForm("", [days, why], mark("更改")), self._change)
        typed = Field("count", mark("输入到期的条数，表示确认"))
        self.forgetting = self.add_form(SmallForm(mark("现在清除"), [typed], mark("清除")), self._forget)
        acts = (
            Act("F3", mark("改保存期限"), self._begin_period),
            Act("F6", mark("现在清除到期的"), self._begin_forgetting), Act("F5", mark("重新读取"), self.opened),
        )  # fmt: skip
        self.acts = Actions(self, acts)
        about = Text(
            mark("到期的记录每天自动清除：内容清空，条数和校验仍在。保全中的、指挥中心没有确认的不清除。"),
            tone="quiet", wrap=True,
        )  # fmt: skip
        self.lay_out(mark("保存期限"), column(self.table), self.table, self.acts, about, self.running)

    def opened(self) -> None:
        self.acts.allow("F3", self._desk.may_change)
        self.ask(self._desk.lines, self._show)

    def _show(self, lines: list[Line]) -> None:
        """What people wrote comes first, what the program wrote about itself after it."""
        self._kept = {line.kind: line for line in lines}
        self.table.show_rows([_row(line) for line in sorted(lines, key=lambda line: kind_of(line.kind).audit)])

    # Another period

    def _begin_period(self) -> None:
        line = self._kept.get(self.table.chosen)
        if line is None:
            return
        if line.days is None:
            self.said.emit(mark("这种记录是核对台账的依据，长期保存，不能设期限。"), "problem")
            return
        self.turn_to(self.period, line.kind)
        self.period.begin(lambda: _label(line.kind), lambda: _now(line))

    def _change(self, given: dict[str, str]) -> None:
        kind, why = self.subject, given["why"]
        if not given["days"].isdecimal():
            self.period.say_problem(mark("保存天数应是整数，例如 30。"), "days")
            return
        days = int(given["days"])
        done = lambda: tr("“{kind}”今后保存 {days} 天。", kind=_label(kind), days=days)  # noqa: E731
        self.submit(self.period, lambda: self._desk.keep(kind, days, why), done)

    # Forgetting now

    @property
    def _due(self) -> int:
        return sum(line.due for line in self._kept.values())

    def _begin_forgetting(self) -> None:
        due = self._due
        if not due or self.running.going:
            self.said.emit(mark("没有到期的记录。"), "hint")
            return
        self.turn_to(self.forgetting)
        self.forgetting.begin(about=lambda: tr("{count} 条记录到期。清除后内容不能恢复，备份里仍有。", count=due))

    def _forget(self, given: dict[str, str]) -> None:
        if given["count"] != f"{self._due}":
            self.forgetting.say_problem(lambda: tr("到期的是 {count} 条。没有清除任何内容。", count=self._due), "count")
            return
        self.turn_back()
        self.running.run(mark("正在清除到期的记录…"), self._desk.run, self._forgotten, self._ended)

    def _forgotten(self, counts: Counter[str]) -> None:
        self.said.emit(lambda: tr("已清除 {count} 条记录的内容。", count=counts.total()), "hint")
        self.opened()

    def _ended(self, error: Exception) -> None:
        self.complain(error)
        self.opened()


def _label(kind: str) -> str:
    return tr(kind_of(kind).label)


def _now(line: Line) -> str:
    return tr(
        "现在保存 {days} 天，有 {count} 条。改短后，到期的在下一次清除。", days=line.days, count=f"{line.records:,}"
    )


def _row(line: Line) -> Row:
    def cells() -> tuple[str, ...]:
        days = tr("长期") if line.days is None else tr("{days} 天", days=line.days)
        oldest = f"{campus(line.oldest):%Y-%m-%d}" if line.oldest else "—"
        return _label(line.kind), days, *(f"{n:,}" for n in (line.records,)), oldest, *map(_count, line[4:])

    return Row(line.kind, cells, "ink" if line.records else "ink_2")


def _count(number: int) -> str:
    return f"{number:,}" if number else "—"
