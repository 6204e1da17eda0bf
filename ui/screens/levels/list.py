"""The control levels there are, which of them holds, and putting one into force."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from app.i18n import mark, tr
from app.policy.level import Level
from app.policy.leveldiff import asked_differences
from app.station.leveldesk import LevelDesk, LevelLine
from app.store.reference.levels import LevelChange
from app.typedtime import moment_of
from ui.screens.levels.sub import told_moment
from ui.screens.manage.page import ListPage
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import column
from ui.widgets.keybar import Hint
from ui.widgets.lines import Column, Lines, Row
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.text import Text
from ui.widgets.whenfield import GONE_START, NO_START, START_HINT

WHY = Field("why", mark("为什么调整"), hint=mark("如文件号或通知"))
SINCE = Field("since", mark("从何时起"), hint=START_HINT, optional=True)
POSTS = Field("posts", mark("哪些岗位"), hint=mark("空着为全部；多个用顿号隔开"), optional=True)
FILES = ("Ctrl+I", "Ctrl+S")
TOLD = 3
"""Differences that are told beside the list; all of them stand in the history and the preview."""
ChooseFile = Callable[[], Path | None]


def ask_level() -> Path | None:
    """Which file, by the system's own dialog."""
    name, _ = QFileDialog.getOpenFileName(None, tr("选择管控级别文件"), "", "TOML (*.toml)")
    return Path(name) if name else None


def ask_where() -> Path | None:
    """Where to, by the system's own dialog."""
    name, _ = QFileDialog.getSaveFileName(None, tr("导出管控级别"), "", "TOML (*.toml)")
    return Path(name) if name else None


class LevelList(ListPage):
    """to_edit, to_preview, to_try: the level in hand; to_history: everything that was changed."""

    to_edit = Signal(object)
    to_preview = Signal(object)
    to_try = Signal(object)
    to_history = Signal()

    def __init__(
        self, desk: LevelDesk, jobs: Jobs, choose: ChooseFile = ask_level, where: ChooseFile = ask_where
    ) -> None:  # fmt: skip
        super().__init__(jobs)
        self._desk, self._choose, self._where = desk, choose, where
        self._kept: dict[str, LevelLine] = {}
        self._now: Level | None = None
        self.table = Lines(
            [Column(mark("级别"), wide=True), Column(mark("代号")), Column(mark("来源")), Column(mark("状态"))]
        )
        self.ahead, self.about = Text("", bold=True, wrap=True), Text("", tone="quiet", wrap=True)
        self.starting = self.add_form(SmallForm("", [WHY, SINCE, POSTS], mark("启用")), self._start)
        self.withdrawing = self.add_form(SmallForm(mark("撤回尚未生效的调整"), [WHY], mark("撤回")), self._withdraw)
        acts = (
            Act("F3", mark("启用这个级别"), self._begin_starting),
            Act("F8", mark("撤回尚未生效的"), self._begin_withdrawing),
            Act("F2", mark("修改，或由此新建"), lambda: self._emit(self.to_edit)),
            Act("F4", mark("谁能进"), lambda: self._emit(self.to_preview)),
            Act("F6", mark("用昨天的通行试一试"), lambda: self._emit(self.to_try)),
            Act("F7", mark("历史"), self.to_history.emit),
            Act("Ctrl+I", mark("从文件导入"), self._import), Act("Ctrl+S", mark("存为文件"), self._export),
        )  # fmt: skip
        self.table.currentCellChanged.connect(lambda *_at: self._tell())
        self.lay_out(mark("管控级别"), column(self.ahead, self.table), self.table, Actions(self, acts), self.about)

    def hints(self) -> tuple[Hint, ...]:
        """Files are for once in a while: their keys stand on the buttons."""
        return tuple(one for one in super().hints() if one.key not in FILES)

    def opened(self) -> None:
        """What holds, and what lies ahead."""
        self.ask(lambda: (self._desk.lines(), self._desk.planned(), self._desk.now()), lambda found: self._show(*found))

    def _show(self, lines: list[LevelLine], ahead: LevelChange | None, now: Level) -> None:
        self._now = now
        self._kept = {line.level.name: line for line in lines}
        self.table.show_rows([_row(line) for line in lines])
        self.ahead.say((lambda: self._ahead_words(ahead)) if ahead else "")
        self.ahead.setVisible(ahead is not None)
        self._tell()

    def _ahead_words(self, ahead: LevelChange) -> str:
        line = self._kept.get(ahead.level)
        title = tr(line.level.title) if line else ahead.level
        return tr("{since} 起：{level}", since=told_moment(ahead.since), level=title)

    def _tell(self) -> None:
        """How the level in hand differs from the one in force."""
        line = self._kept.get(self.table.chosen)
        self.about.say((lambda: self._difference(line)) if line else "")

    def _difference(self, line: LevelLine) -> str:
        if self._now is None or line.holds:
            return tr("现行级别。修改后要重新启用才生效，每次调整都留下谁、为什么、从何时起。")
        found = [one for one in asked_differences(self._now.file, line.level.file) if one.before != one.after]
        told = [one.what for one in found[:TOLD]]
        rest = [tr("……")] if len(found) > TOLD else []
        if not found:
            return tr("要查的与现行级别一样。按 F4 看谁能进。")
        return "\n".join([tr("要查的与现行级别有 {n} 处不同，按 F4 看谁能进：", n=len(found)), *told, *rest])

    def _emit(self, signal: object) -> None:
        line = self._kept.get(self.table.chosen)
        if line:
            signal.emit(line.level)  # type: ignore[attr-defined]  # PySide6 has no type for a bound signal

    # Putting into force

    def _begin_starting(self) -> None:
        if line := self._kept.get(self.table.chosen):
            self.turn_to(self.starting, line.level.name)
            title = line.level.title
            self.starting.begin(lambda: tr("启用“{level}”", level=tr(title)), lambda: self._difference(line))

    def _start(self, given: dict[str, str]) -> None:
        name, why = self.subject, given["why"]
        now = self._desk.clock()
        since = moment_of(given["since"], now) if given["since"] else None
        if given["since"] and (since is None or since <= now):
            self.starting.say_problem(GONE_START if since else NO_START, "since")
            return
        posts = tuple(one for one in given["posts"].replace(",", "、").replace("，", "、").split("、") if one.strip())
        later = since is not None
        done = mark("已记下，到时在每个岗位生效。") if later else mark("已启用，立即生效。")
        self.submit(self.starting, lambda: self._desk.put_in_force(name, why, since, posts), done)

    def _begin_withdrawing(self) -> None:
        self.turn_to(self.withdrawing)
        self.withdrawing.begin()

    def _withdraw(self, given: dict[str, str]) -> None:
        self.submit(self.withdrawing, lambda: self._desk.withdraw(given["why"]), mark("已撤回，现行级别不变。"))

    # Files

    def _import(self) -> None:
        path = self._choose()
        if path is not None:
            self.ask(lambda: self._desk.read(path), self.to_edit.emit)

    def _export(self) -> None:
        line = self._kept.get(self.table.chosen)
        path = self._where() if line else None
        if line is None or path is None:
            return
        self.ask(lambda: self._desk.export(line.level, path), lambda _none: self._exported(path))

    def _exported(self, path: Path) -> None:
        self.said.emit(lambda: tr("已存为 {path}。", path=path), "hint")


def _row(line: LevelLine) -> Row:
    def cells() -> tuple[str, ...]:
        state = tr("生效中") if line.holds else tr("生效中的是以前的内容") if line.older else ""
        return tr(line.level.title), line.level.name, tr("本校") if line.own else tr("随程序"), state

    return Row(line.level.name, cells, "ink" if line.holds or line.older else "ink_2")
