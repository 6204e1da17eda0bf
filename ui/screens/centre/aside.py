"""The records that the centre did not take (没收下的记录): which, why, where their content is, and what to do."""

from app.clock import campus
from app.i18n import mark, tr
from app.records.registry import kinds
from app.station.local import LocalPost
from app.station.setaside import SetAside, send_again, set_aside
from ui.screens.manage.page import ListPage
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import column
from ui.widgets.lines import Column, Lines, Row
from ui.widgets.text import Text

_COLUMNS = (
    Column(mark("时间")), Column(mark("种类")), Column(mark("为什么"), wide=True), Column(mark("内容在哪里")),
    Column(mark("何时起")),
)  # fmt: skip
NONE = mark("没有。写下的记录，指挥中心都收下了，或还在等着上传。")


class AsidePage(ListPage):
    """What can be done about the one in hand stands under the acts."""

    def __init__(self, post: LocalPost, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._post = post
        self._kept: dict[str, SetAside] = {}
        self.table, self.none, self.advice = Lines(_COLUMNS), Text(NONE, tone="quiet"), Text("", wrap=True)
        self.acts = Actions(
            self, (Act("F2", mark("现在再传"), self._send), Act("F5", mark("重新读取"), self.opened))
        )  # fmt: skip
        self.table.currentCellChanged.connect(lambda *_at: self._tell())
        left = column(self.none, self.table)
        self.lay_out(mark("指挥中心没收下的记录"), left, self.table, self.acts, self.advice)

    def opened(self) -> None:
        self.ask(lambda: set_aside(self._post), self._show)

    def _show(self, found: list[SetAside]) -> None:
        self._kept = {one.id: one for one in found}
        self.table.show_rows([_row(one) for one in found])
        self.none.setVisible(not found)
        self._tell()

    def _tell(self) -> None:
        one = self._kept.get(self.table.chosen)
        self.advice.say(one.advice if one else "")
        self.acts.allow("F2", one is not None and one.here)
        self.hints_changed.emit()

    def _send(self) -> None:
        """Its mark goes; refused again, it comes back."""
        id_ = self.table.chosen
        self.ask(lambda: send_again(self._post, id_), self._sent)

    def _sent(self, _found: bool) -> None:
        self.opened()
        self.said.emit(mark("下次上传时会再传这一条。"), "hint")


def _row(one: SetAside) -> Row:
    def cells() -> tuple[str, ...]:
        known = kinds().get(one.kind)
        where = tr("只在本机") if one.here else tr("在指挥中心待查")
        at, since = (f"{campus(moment):%m-%d %H:%M}" for moment in (one.at, one.since))
        return at, tr(known.label) if known else one.kind, tr(one.why), where, since

    return Row(one.id, cells, "hold" if one.here else "ink")
