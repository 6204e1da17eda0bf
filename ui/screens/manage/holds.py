"""Legal holds (保全): what must not be forgotten while a case is open, whatever its time."""

from datetime import datetime

from app.clock import campus
from app.i18n import mark, tr
from app.records.registry import kind as kind_of
from app.records.registry import kinds
from app.station.keeping import Held, Keeping
from app.store.retention.holds import Hold
from app.typedtime import bound_of
from ui.screens.manage.page import ListPage
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import Panel, column
from ui.widgets.lines import Column, Lines, Row
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.text import Text
from ui.widgets.whenfield import NO_BOUND, SPAN_HINT

_COLUMNS = (
    Column(mark("编号")), Column(mark("种类")), Column(mark("人员")), Column(mark("到")),
    Column(mark("原因"), wide=True),
)  # fmt: skip
ALL_KINDS = mark("全部种类")


class HoldsPage(ListPage):
    """Only whose role may change what is kept is offered to place and lift."""

    def __init__(self, desk: Keeping, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._desk = desk
        self._kept: dict[str, Held] = {}
        self.table = Lines(_COLUMNS)
        choices = {"": ALL_KINDS, **{kind.name: kind.label for kind in kinds().values() if kind.keep is not None}}
        fields = (
            Field("kind", mark("种类"), choices=choices, optional=True),
            Field("number", mark("学工号（不填为所有人）"), optional=True),
            Field("start", mark("从（不填为不限）"), hint=SPAN_HINT, optional=True),
            Field("end", mark("到（不填为不限）"), hint=SPAN_HINT, optional=True),
            Field("until", mark("保全到（不填为解除为止）"), hint=SPAN_HINT, optional=True),
            Field("why", mark("原因")),
        )
        self.placing = self.add_form(SmallForm(mark("设保全"), fields, mark("保全")), self._place)
        typed = Field("id", mark("输入它的编号，表示确认"))
        self.lifting = self.add_form(SmallForm(mark("解除这项保全"), [typed], mark("解除")), self._lift)
        acts = (
            Act("F2", mark("设保全"), self._begin_placing), Act("F8", mark("解除这项保全"), self._begin_lifting),
            Act("F5", mark("重新读取"), self.opened),
        )  # fmt: skip
        self.acts = Actions(self, acts)
        self.detail = Text("", wrap=True)
        self.table.currentCellChanged.connect(lambda *_at: self._tell())
        about = Text(mark("保全的记录到期也不清除，也不能应本人要求删除。谁设的都有记录。"), tone="quiet", wrap=True)
        self.lay_out(
            mark("保全"),
            column(self.table, Panel(column(self.detail, margins=(20, 12, 20, 12))), gap=10),
            self.table,
            self.acts,
            about,
        )

    def opened(self) -> None:
        for key in ("F2", "F8"):
            self.acts.allow(key, self._desk.may_change)
        self.ask(self._desk.held, self._show)

    def _show(self, holds: list[Held]) -> None:
        self._kept = {one.hold.id: one for one in holds}
        self.table.show_rows([_row(one) for one in holds])
        self._tell()

    def _tell(self) -> None:
        one = self._kept.get(self.table.chosen)
        self.detail.say((lambda: _about(one)) if one else mark("没有保全：到期的记录都会清除。"))

    def _begin_placing(self) -> None:
        self.turn_to(self.placing)
        self.placing.begin()
        self.placing.turn_to("kind")

    def _place(self, given: dict[str, str]) -> None:
        times: dict[str, datetime | None] = {}
        for name in ("start", "end", "until"):
            text = given[name]
            times[name] = bound_of(text, self._desk.clock(), end=name != "start") if text else None
            if given[name] and times[name] is None:
                self.placing.say_problem(NO_BOUND, name)
                return

        def hold() -> str:
            return self._desk.hold(
                kind=given["kind"], number=given["number"], start=times["start"], end=times["end"],
                until=times["until"], why=given["why"],
            )  # fmt: skip

        self.submit(self.placing, hold, mark("已保全。"))

    def _begin_lifting(self) -> None:
        if one := self._kept.get(self.table.chosen):
            hold = one.hold
            self.turn_to(self.lifting, hold.id)
            about = lambda: tr(  # noqa: E731
                "{id}：{why}。解除后，其中到期的记录会在下一次清除。", id=hold.id, why=hold.why
            )
            self.lifting.begin(about=about)

    def _lift(self, given: dict[str, str]) -> None:
        id_ = self.subject
        if given["id"].lower() != id_:
            self.lifting.say_problem(lambda: tr("编号是 {id}。没有解除。", id=id_), "id")
            return
        self.submit(self.lifting, lambda: self._desk.release(id_), mark("保全已解除。"))


def _row(one: Held) -> Row:
    hold = one.hold

    def cells() -> tuple[str, ...]:
        kind = tr(kind_of(hold.kind).label) if hold.kind else tr(ALL_KINDS)
        until = _day(hold.until) if hold.until else tr("解除为止")
        return hold.id, kind, one.whom or tr("所有人"), until, hold.why

    return Row(hold.id, cells)


def _about(one: Held) -> str:
    """What the table has no room for."""
    hold = one.hold
    who, since = hold.who, _day(hold.since)
    return tr("{who} {since} 设。发生时间：{span}。原因：{why}", who=who, since=since, span=_span(hold), why=hold.why)


def _span(hold: Hold) -> str:
    start, end = _day(hold.start), _day(hold.end)
    if hold.start and hold.end:
        return tr("{start} 到 {end}", start=start, end=end)
    if hold.start:
        return tr("{start} 起", start=start)
    return tr("{end} 之前", end=end) if hold.end else tr("任何时间")


def _day(at: datetime | None) -> str:
    return f"{campus(at):%Y-%m-%d}" if at else ""
