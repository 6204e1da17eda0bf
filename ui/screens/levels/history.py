"""The history of control levels: who changed or saved which, why, from when, and what became different by it."""

from PySide6.QtWidgets import QHeaderView

from app.i18n import language, mark, tr
from app.policy.leveldiff import Difference
from app.station.leveldesk import Event, LevelDesk
from ui.screens.levels.sub import InkTable, SubPage, told_moment
from ui.texttable import view_of
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import column
from ui.widgets.retell import Retold
from ui.widgets.text import Text


class LevelHistory(Retold, SubPage):
    """Two tables: what happened, and of the one in hand what became different."""

    def __init__(self, desk: LevelDesk, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._desk = desk
        self._events: list[Event] = []
        self.model = InkTable([mark("时间"), mark("事情"), mark("级别"), mark("从何时起"), mark("谁")], self._ink)
        self.view = view_of(self.model, 2)
        self.changed = InkTable([mark("哪里"), mark("原来"), mark("改后")], lambda _row, _column: "ink")
        self.below = view_of(self.changed, 2)
        for at in (1, 2):  # what is asked is long, before and after
            self.below.horizontalHeader().setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        self.about, self.one = Text("", wrap=True), Text("", tone="quiet", wrap=True)
        self.view.selectionModel().currentRowChanged.connect(lambda *_at: self._tell())
        self.below.selectionModel().currentRowChanged.connect(lambda *_at: self._tell_one())
        acts = (
            Act("F5", mark("到下面的表"), self.below.setFocus), Act("F6", mark("到上面的表"), self.view.setFocus),
        )  # fmt: skip
        left = column(self.view, Text(mark("有什么不同"), bold=True), self.below, gap=6)
        self.lay_out(mark("级别历史"), left, self.view, Actions(self, acts), self.about, self.one)

    def retell(self) -> None:
        if self._events:  # what is different is told in the language it was read in
            self.opened()

    def opened(self) -> None:
        self.ask(self._desk.history, self._show)

    def _show(self, events: list[Event]) -> None:
        self._events = events
        self.model.show(len(events), self._cells)
        self.view.selectRow(0)
        self._tell()

    def _cells(self, row: int) -> tuple[str, ...]:
        one = self._events[row]
        what = tr("修改内容") if one.what == "text" else tr("尚未生效") if one.planned else tr("启用")
        since = told_moment(one.since) if one.since else ""
        return told_moment(one.at), what, tr(one.title), since, one.who

    def _ink(self, row: int, _column: int) -> str:
        return "accent_ink" if self._events[row].planned else "ink"

    def _tell(self) -> None:
        """Why, for which posts, and what became different."""
        at = self.view.currentIndex().row()
        one = self._events[at] if 0 <= at < len(self._events) else None
        self.about.say((lambda: _about(one)) if one else "")
        changes = one.changes if one else ()
        self.changed.show(len(changes), lambda row: changes[row])
        self.below.selectRow(0)
        self._tell_one()

    def _tell_one(self) -> None:
        """A difference in full: what is asked somewhere is longer than a cell."""
        at, events = self.below.currentIndex().row(), self.view.currentIndex().row()
        changes: tuple[Difference, ...] = self._events[events].changes if 0 <= events < len(self._events) else ()
        one = changes[at] if 0 <= at < len(changes) else None
        self.one.say((lambda: f"{one.what}\n{one.before}\n→ {one.after}") if one else "")


def _about(one: Event) -> str:
    between = ", " if language() == "en" else "、"
    lines = [tr("{who}：{why}", who=one.who, why=one.why or tr("（没有写原因）"))]
    lines += [tr("只对：{posts}", posts=between.join(one.posts))] if one.posts else []
    return "\n".join(lines)
