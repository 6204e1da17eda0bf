"""The proof of the ledger (台账核对): reading all of it, and the signed checkpoints that belong on paper."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QListWidget

from app.codes.campus_picture import png
from app.i18n import mark, tr
from app.report.checkpoint import check, write
from app.station.keeping import Keeping
from app.store.proof.checkpoint import Checkpoint
from app.store.proof.verify import Verification
from ui.printing import Leaf, Print, print_leaf
from ui.screens.manage.page import ListPage
from ui.theme import state
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import Panel, column
from ui.widgets.lines import Column, Lines, Row
from ui.widgets.paper import Paper
from ui.widgets.running import Running
from ui.widgets.text import Text

ChooseFile = Callable[[str], Path | None]
IN_A_LINE = 4
"""Groups of a checkpoint's letters in one line on the screen."""


def ask_file(name: str) -> Path | None:
    """Where to, by the system's own dialog."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, _ = QFileDialog.getSaveFileName(
        None, tr("保存检查点"), str(Path(folder) / name), "PNG (*.png);;TXT (*.txt)"
    )
    return Path(chosen) if chosen else None


class ProofPage(ListPage):
    """The checkpoints of the last days, and whether everything is as it was written."""

    def __init__(self, desk: Keeping, jobs: Jobs, to_print: Print = print_leaf, choose: ChooseFile = ask_file) -> None:
        super().__init__(jobs)
        self._desk, self._choose = desk, choose
        self._kept: dict[str, Checkpoint] = {}
        self._front: Checkpoint | None = None
        self.found, self.problems, self.running = Text("", bold=True, wrap=True), QListWidget(), Running(jobs)
        state(self.problems, list=True)
        self.problems.setWordWrap(True)
        self.verdict = Panel(column(self.found, self.problems, margins=(16, 12, 16, 12), gap=6))
        self.verdict.hide()
        self.table = Lines([Column(mark("检查点"), wide=True), Column(mark("到第几条"), number=True)])
        self.paper = Paper(mark("收起"), to_print, (Act("Ctrl+S", mark("存为文件…"), self._save),), "small")
        self.paper.done.connect(self.turn_back)
        self.add_aside(self.paper)
        acts = (
            Act("F2", mark("现在生成检查点"), self._make), Act("F3", mark("显示选中的检查点"), self._show_chosen),
            Act("F6", mark("核对整个台账"), self.verify),
        )  # fmt: skip
        about = Text(
            mark("检查点是一行签名，写明台账记到了哪一条。每天自动留一个；打印一份放在别处，末尾被删也查得出。"),
            tone="quiet", wrap=True,
        )  # fmt: skip
        left = column(self.verdict, self.table, gap=10)
        self.lay_out(mark("台账核对"), left, self.table, Actions(self, acts), about, self.running)

    def opened(self) -> None:
        self.ask(self._desk.checkpoints, self._show)

    def verify(self) -> None:
        """Read everything, in the background."""
        if not self.running.going:
            self.verdict.hide()
            self.running.run(mark("正在逐条核对…"), self._desk.verify, self._verified, self.complain)

    def _verified(self, found: Verification) -> None:
        self.verdict.show()
        self.problems.clear()
        self.problems.addItems(list(found.problems))
        self.problems.setVisible(not found.ok)
        count = f"{found.records:,}"
        if found.ok:
            self.found.say(lambda: tr("台账完整：{count} 条记录，逐条核对无误。", count=count), "admit")
        else:
            self.found.say(mark("台账有问题。请先把整个数据文件夹复制一份留存，再从备份恢复。问题如下："), "refuse")

    # Checkpoints

    def _show(self, some: list[Checkpoint]) -> None:
        self._kept = {one.text: one for one in some}
        self.table.show_rows([_row(one) for one in some])

    def _make(self) -> None:
        self.ask(self._desk.checkpoint, self._show_one)

    def _show_chosen(self) -> None:
        if one := self._kept.get(self.table.chosen):
            self._show_one(one)

    def _show_one(self, one: Checkpoint) -> None:
        self._front = one
        self.turn_to(self.paper)
        self.paper.show_leaf(lambda: leaf_of(one))

    def _save(self) -> None:
        one = self._front
        path = self._choose(f"{one.at:checkpoint-%Y%m%d}.png") if one else None
        if one is not None and path is not None:
            self.ask(lambda: _write(one.text, path), lambda _none: self._saved(path))

    def _saved(self, path: Path) -> None:
        self.said.emit(lambda: tr("检查点已写入 {path}。请打印或另存到别处。", path=path), "hint")


def leaf_of(one: Checkpoint) -> Leaf:
    """A checkpoint as it is shown and printed: its line, and the code that any phone reads."""
    groups = one.text.split(" ")
    lines = tuple(" ".join(groups[at : at + IN_A_LINE]) for at in range(0, len(groups), IN_A_LINE))
    about = tr(
        "到第 {seq} 条。与台账分开保管。核对：gatepost verify --checkpoint，后面写这一行或它的照片。",
        seq=f"{one.seq:,}",
    )
    return Leaf(tr("{day} 检查点", day=one.day), lines, about, png(one.text.replace(" ", "")))


def _write(text: str, path: Path) -> None:
    check(path)
    write(text, path)


def _row(one: Checkpoint) -> Row:
    return Row(one.text, lambda: (one.day, f"{one.seq:,}"))
