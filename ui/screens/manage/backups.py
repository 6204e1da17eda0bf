"""Backups (备份): where they go, how the last one came out, what lies there, and one at once."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.clock import campus
from app.i18n import mark, tr
from app.station.backups import Backups, OnShelf, Standing
from ui.screens.manage.page import ListPage
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import Panel, column
from ui.widgets.lines import Column, Lines, Row
from ui.widgets.running import Running
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.text import Text

MEGABYTE = 2**20
ChooseFolder = Callable[[str], str]


def ask_folder(now: str) -> str:
    """Which folder, by the system's own dialog; empty where nobody said."""
    return QFileDialog.getExistingDirectory(None, tr("备份文件夹"), now)


class BackupsPage(ListPage):
    """How things stand, and below it what lies on the shelf."""

    def __init__(self, desk: Backups, jobs: Jobs, choose: ChooseFolder = ask_folder) -> None:
        super().__init__(jobs)
        self._desk, self._choose = desk, choose
        self._standing = Standing(None, 7)
        self.where, self.last = Text("", wrap=True), Text("", wrap=True)
        self.warning = Text("", tone="hold", wrap=True)
        self.table = Lines([Column(mark("文件"), wide=True), Column(mark("时间")), Column(mark("大小"), number=True)])
        self.running = Running(jobs)
        folder = Field("folder", mark("文件夹"), hint=mark("U盘或共享文件夹"))
        keep = Field("keep", mark("保留最近几份"))
        self.placing = self.add_form(SmallForm(mark("备份到哪里"), [folder, keep], mark("以后备份到这里")), self._place)
        acts = (
            Act("F2", mark("备份到哪里"), self._begin_placing), Act("F4", mark("选文件夹"), self._browse),
            Act("F6", mark("现在备份一份"), self.back_up), Act("F5", mark("重新读取"), self.opened),
        )  # fmt: skip
        restore = Text(
            mark(
                "恢复：关上窗口，在终端运行 gatepost restore 文件名。"
                "换了电脑，先运行 gatepost key recover，输入恢复码。恢复前会先核对备份，原来的数据库留在旁边。"
            ),
            tone="quiet", wrap=True,
        )  # fmt: skip
        standing = Panel(column(self.where, self.last, self.warning, margins=(20, 14, 20, 14), gap=8))
        self.lay_out(
            mark("备份"), column(standing, self.table, gap=10), self.table, Actions(self, acts), self.running, restore
        )

    def opened(self) -> None:
        self.ask(self._desk.standing, self._show)

    def back_up(self) -> None:
        """Make one now, in the background."""
        if not self.running.going:
            self.running.run(mark("正在备份，并逐条核对…"), self._desk.make, self._made, self._ended)

    def _made(self, path: Path) -> None:
        self.said.emit(lambda: tr("已备份到 {path}，并已打开核对。", path=path), "hint")
        self.opened()

    def _ended(self, error: Exception) -> None:
        self.complain(error)
        self.opened()

    # How things stand

    def _show(self, standing: Standing) -> None:
        self._standing = standing
        self.where.say(lambda: _where(standing))
        self.last.say(lambda: _last(standing), "refuse" if standing.last and standing.last.problem else "ink")
        warning = _warning(standing)
        self.warning.say(warning)
        self.warning.setVisible(bool(warning))
        self.table.show_rows([_row(one) for one in standing.kept])

    # Where to

    def _begin_placing(self, folder: str = "") -> None:
        now = folder or (str(self._standing.folder) if self._standing.folder else "")
        self.turn_to(self.placing)
        self.placing.begin(folder=now, keep=f"{self._standing.keep}")
        self.placing.turn_to("keep" if folder else "folder")

    def _browse(self) -> None:
        chosen = self._choose(str(self._standing.folder or ""))
        if chosen:
            self._begin_placing(chosen)

    def _place(self, given: dict[str, str]) -> None:
        if not given["keep"].isdecimal():
            self.placing.say_problem(mark("保留几份应是整数，例如 7。"), "keep")
            return
        folder, keep = Path(given["folder"]).expanduser(), int(given["keep"])
        done = lambda: tr("以后每天备份到 {path}，保留 {keep} 份。", path=folder, keep=keep)  # noqa: E731
        self.submit(self.placing, lambda: self._desk.keep_in(folder, keep), done)


def _where(standing: Standing) -> str:
    if standing.folder is None:
        return tr("还没有设置备份文件夹。按 F2 设置后，窗口开着时每天自动备份。")
    return tr("每天自动备份到 {path}，保留最近 {keep} 份。", path=standing.folder, keep=standing.keep)


def _last(standing: Standing) -> str:
    last = standing.last
    if last is None:
        return tr("还没有备份过。")
    at = f"{campus(last.at):%Y-%m-%d %H:%M}"
    if last.problem:
        return tr("{at} 没有备份成：{why}", at=at, why=last.problem)
    return tr("上一份：{at}，{count} 条记录逐条核对，完好。", at=at, count=f"{last.records:,}")


def _warning(standing: Standing) -> str:
    if standing.folder is not None and not standing.there:
        return mark("备份文件夹现在不在：请插好U盘或接通网络。插上后自动备份。")
    if standing.beside_data:
        return mark("注意：它与数据在同一块磁盘上，磁盘坏了会一起没有。请尽量用U盘或共享文件夹。")
    return ""


def _row(one: OnShelf) -> Row:
    return Row(one.name, lambda: (one.name, f"{campus(one.at):%Y-%m-%d %H:%M}", f"{one.size / MEGABYTE:,.1f} MB"))
