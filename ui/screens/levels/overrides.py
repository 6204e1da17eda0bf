"""Life in danger (紧急放行): every time it overrode the level, and writing down why afterwards."""

from app.i18n import mark, tr
from app.policy.leveldiff import WAYS
from app.station.local import LocalPost
from app.station.overrides import Overridden, explain, overrides
from ui.screens.levels.sub import told_moment
from ui.screens.manage.page import ListPage
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import column
from ui.widgets.lines import Column, Lines, Row
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.text import Text

_COLUMNS = (
    Column(mark("时间")), Column(mark("方向")), Column(mark("姓名")), Column(mark("值守人员")),
    Column(mark("事由"), wide=True),
)  # fmt: skip
CAUSE = Field("cause", mark("事由"), hint=mark("如：突发疾病，120 已到"))


class OverridesPage(ListPage):
    """Those without a reason say so, until somebody writes it."""

    def __init__(self, post: LocalPost, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._post = post
        self._kept: dict[str, Overridden] = {}
        self.table, self.count = Lines(_COLUMNS), Text("", bold=True, wrap=True)
        self.form = self.add_form(SmallForm(mark("补写事由"), [CAUSE], mark("补写")), self._explain)
        about = mark("有生命危险时，值守人员按 F10（小键盘 / 0）两下立即放行，不问原因；事后在这里补写，原记录保留。")
        self.lay_out(
            mark("紧急放行"), column(self.count, self.table), self.table,
            Actions(self, (Act("F2", mark("补写事由"), self._begin),)), Text(about, tone="quiet", wrap=True),
        )  # fmt: skip

    def opened(self) -> None:
        self.ask(lambda: overrides(self._post), self._show)

    def _show(self, found: list[Overridden]) -> None:
        self._kept = {one.id: one for one in found}
        self.table.show_rows([_row(one) for one in found])
        open_ = sum(not one.cause for one in found)
        self.count.say((lambda: tr("还有 {n} 次没有写事由。", n=open_)) if open_ else mark("最近 30 天的都写了事由。"))

    def _begin(self) -> None:
        if one := self._kept.get(self.table.chosen):
            self.turn_to(self.form, one.id)
            self.form.begin(cause=one.cause)

    def _explain(self, given: dict[str, str]) -> None:
        id_ = self.subject
        self.submit(self.form, lambda: explain(self._post, id_, given["cause"]), mark("事由已补写。"))


def _row(one: Overridden) -> Row:
    def cells() -> tuple[str, ...]:
        way = next((tr(words) for name, words in WAYS.items() if name == one.direction), "")
        return told_moment(one.at), way, one.name or tr("—"), one.operator, one.cause or tr("还没有写")

    return Row(one.id, cells, "ink" if one.cause else "refuse_ink")
