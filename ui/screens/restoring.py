"""Putting a backup back, on a new PC or where the database does not open: the file, and the recovery code if the key
went with the old PC."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from app.i18n import mark, tr
from ui.threads import Jobs
from ui.widgets.keybar import Hint
from ui.widgets.smallform import Field, SmallForm

RESTORE = mark("用备份恢复")
ABOUT = mark("先核对备份，再恢复；备份有问题就什么也不改。原来的数据库改名留在旁边。")
WIDTH = 680
_FIELDS = (
    Field("copy", mark("备份文件（U盘上的 .gatepost）")),
    Field("code", mark("恢复码（换了电脑才填；11 组，每组 5 个字符）"), optional=True),
)
Restore = Callable[[Path, str], str]
"""Puts a backup back, with the recovery code or "", and tells what is there now; UserError where it cannot be."""


def ask_backup() -> Path | None:
    """Which backup, by the system's own dialog."""
    kinds = f"{tr('备份')} (*.gatepost);;{tr('所有文件')} (*)"
    name, _ = QFileDialog.getOpenFileName(None, tr("选择备份文件"), "", kinds)
    return Path(name) if name else None


class Restoring(SmallForm):
    """restored: it is back; the text says so."""

    restored = Signal(str)

    def __init__(self, jobs: Jobs, restore: Restore, choose: Callable[[], Path | None] = ask_backup) -> None:
        super().__init__(RESTORE, _FIELDS, mark("恢复"), ABOUT)
        self.setFixedWidth(WIDTH)
        self._jobs, self._restore, self._choose = jobs, restore, choose
        self.given.connect(self._given)
        QShortcut(QKeySequence("F4"), self).activated.connect(self.browse)

    def hints(self) -> tuple[Hint, ...]:
        """The keys while it is in front."""
        return (
            Hint("Enter", mark("下一项，最后一项确定")), Hint("F4", mark("选择备份文件")), Hint("Esc", mark("返回")),
        )  # fmt: skip

    def browse(self) -> None:
        """Choose the file instead of typing its name."""
        path = self._choose()
        if path is not None:
            self.fill(copy=str(path))
            self.turn_to("code")

    def _given(self, given: dict[str, str]) -> None:
        copy, code = Path(given["copy"]).expanduser(), given["code"]
        self.say_problem(mark("正在核对备份，请稍候…"))
        self.set_busy(True)
        self._jobs.run(lambda: self._restore(copy, code), self._done, self._refused)

    def _done(self, sentence: str) -> None:
        self.clear()
        self.say_problem("")
        self.restored.emit(sentence)

    def _refused(self, error: Exception) -> None:
        self.say_problem(lambda: str(error))
