"""The command centre (指挥中心): whether this post has joined it, whose its lists are, and what it had otherwise."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from app.clock import campus
from app.i18n import mark, tr
from app.station.centredesk import SECTIONS, CentreDesk, Standing, text
from app.store.reference.own import Aside
from ui.screens.centre.syncing import Line, Syncing
from ui.screens.manage.page import ListPage
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import Panel, column
from ui.widgets.lines import Column, Lines, Row
from ui.widgets.running import Running
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.text import Text

_COLUMNS = (
    Column(mark("哪种资料")), Column(mark("编号")), Column(mark("本站原有的"), wide=True),
    Column(mark("指挥中心的"), wide=True),
)  # fmt: skip
GIVEN = mark("已交给指挥中心，以后由它管理。")
OWNED = mark("指挥中心已有自己的资料，以它的为准；本站不同的项同步后列在“管理 → 指挥中心”。")
ALONE = mark("本站单独运行，资料由本站管理。在“设置”里填写指挥中心的地址和加入码，就能接入。")
NOTHING = mark("没有不同的项。")
_BETWEEN = " · "
_SHOWN = 60
"""Characters of a value in a cell."""


def ask_table() -> Path | None:
    """Where to, by the system's own dialog."""
    name, _ = QFileDialog.getSaveFileName(None, tr("另存为表格"), "", "CSV (*.csv)")
    return Path(name) if name else None


class CentrePage(ListPage):
    """How things stand, and below it what was this post's own and differs."""

    def __init__(
        self, desk: CentreDesk, jobs: Jobs, line: Line, choose: Callable[[], Path | None] = ask_table
    ) -> None:  # fmt: skip
        super().__init__(jobs)
        self._desk, self._choose = desk, choose
        self._standing = Standing("", "", None, 0, 0, 0)
        self.joined, self.whose, self.none = Text("", wrap=True), Text("", wrap=True), Text(NOTHING, tone="quiet")
        self.table, self.running, self.syncing = Lines(_COLUMNS), Running(jobs), Syncing(line)
        self.syncing.ended.connect(self.said)
        self.giving = self.add_form(SmallForm(mark("把本站资料交给指挥中心"), [], mark("交给它")), self._give)
        typed = Field("count", mark("输入项数，表示都已处理"))
        self.forgetting = self.add_form(SmallForm(mark("不再保留不同的项"), [typed], mark("不再保留")), self._forget)
        self.acts = Actions(
            self,
            (
                Act("F6", mark("现在同步"), self.syncing.ask), Act("F2", mark("交出本站资料"), self._begin_giving),
                Act("F4", mark("存成表格"), self._save), Act("F8", mark("都已处理，不再保留"), self._begin_forgetting),
                Act("F5", mark("重新读取"), self.opened),
            ),
        )  # fmt: skip
        about = Text(
            mark("指挥中心有自己的资料时，以它的为准；本站原有而不同的列在这里，请核对后告诉指挥中心，或不再保留。"),
            tone="quiet", wrap=True,
        )  # fmt: skip
        standing = Panel(column(self.joined, self.syncing, self.whose, margins=(20, 14, 20, 14), gap=8))
        left = column(standing, self.none, self.table, gap=10)
        self.lay_out(mark("指挥中心"), left, self.table, self.acts, about, self.running)

    def opened(self) -> None:
        self.ask(lambda: (self._desk.standing(), self._desk.differences()), self._show)

    def _show(self, found: tuple[Standing, list[Aside]]) -> None:
        self._standing, differing = found
        standing = self._standing
        self.joined.say(lambda: _joined(standing))
        self.whose.say(lambda: _whose(standing) if standing.centre else "")
        self.syncing.setVisible(bool(standing.centre))
        self.table.show_rows([_row(one) for one in differing])
        self.none.setVisible(not differing)
        self.acts.allow("F6", bool(standing.centre))
        self.acts.allow("F2", bool(standing.centre) and standing.known_at is None)
        for key in ("F4", "F8"):
            self.acts.allow(key, bool(differing))
        self.hints_changed.emit()

    # Handing over

    def _begin_giving(self) -> None:
        standing = self._standing
        self.turn_to(self.giving)
        self.giving.begin(about=lambda: _offered(standing))

    def _give(self, _given: dict[str, str]) -> None:
        self.turn_back()
        given = lambda _progress: self._desk.hand_over()  # noqa: E731
        self.running.run(mark("正在交出本站资料…"), given, self._given, self.complain)

    def _given(self, taken: bool) -> None:
        self.opened()
        self.said.emit(GIVEN if taken else OWNED, "hint")

    # What differs

    def _save(self) -> None:
        path = self._choose()
        if path:
            done = lambda count: self.said.emit(  # noqa: E731
                lambda: tr("已另存 {n} 项到 {path}。", n=count, path=path), "hint"
            )
            self.ask(lambda: self._desk.save(path), done)

    def _begin_forgetting(self) -> None:
        self.turn_to(self.forgetting)
        self.forgetting.begin(about=lambda: tr("{n} 项。不再保留后不能恢复。", n=self._standing.differing))

    def _forget(self, given: dict[str, str]) -> None:
        if given["count"] != f"{self._standing.differing}":
            words = lambda: tr("不同的是 {n} 项，没有动。", n=self._standing.differing)  # noqa: E731
            self.forgetting.say_problem(words, "count")
            return
        self.submit(self.forgetting, self._desk.forget, mark("不同的项已不再保留。"))


def _joined(standing: Standing) -> str:
    if not standing.centre:
        return tr(ALONE)
    return tr("已接入“{centre}”，{address}。", centre=standing.centre, address=standing.address)


def _whose(standing: Standing) -> str:
    if standing.known_at is None:
        return tr("指挥中心还没有发布资料，照用本站自己的：{people} 人，其他 {others} 项。", **_counts(standing))
    return tr("照用指挥中心的资料，{at} 核对过。", at=f"{campus(standing.known_at):%Y-%m-%d %H:%M}")


def _offered(standing: Standing) -> str:
    return tr(
        "本站有 {people} 人，其他 {others} 项：级别、审批、校园码公钥等，以及账号。交出后由指挥中心管理，本站不能再改。"
        "签发校园码的私钥留在本站。",
        **_counts(standing),
    )


def _counts(standing: Standing) -> dict[str, str]:
    return {"people": f"{standing.people:,}", "others": f"{standing.others:,}"}


def _row(one: Aside) -> Row:
    def cells() -> tuple[str, ...]:
        here, there = _apart(one.value, one.there)
        return tr(SECTIONS.get(one.section, one.section)), one.key, here, there or tr("没有")

    return Row(f"{one.section} {one.key} {one.since}", cells)


def _apart(here: Any, there: Any) -> tuple[str, str]:
    """Of two values with fields only what differs, in the same order on both sides."""
    if not isinstance(here, dict) or not isinstance(there, dict):
        said = here if not isinstance(here, dict) else _BETWEEN.join(map(text, here.values()))
        return text(said)[:_SHOWN], text(there)[:_SHOWN]
    names = [name for name in here | there if here.get(name) != there.get(name)]
    sides = (_BETWEEN.join(text(side.get(name)) or "—" for name in names) for side in (here, there))
    first, second = (side[:_SHOWN] for side in sides)
    return first, second
