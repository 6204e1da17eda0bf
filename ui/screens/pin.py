"""One's own PIN (改我的 PIN): the old one, and the new one twice. For whoever is on duty, whatever their role."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from app.i18n import mark
from ui.screens.screen import Screen
from ui.threads import Jobs
from ui.widgets.boxes import column, row
from ui.widgets.keybar import Hint
from ui.widgets.smallform import Field, SmallForm

WIDTH = 440
CHANGE_PIN = mark("改我的 PIN")
_FIELDS = (
    Field("old", mark("现在的 PIN"), secret=True), Field("new", mark("新的 PIN（4 到 12 位数字）"), secret=True),
    Field("again", mark("再输一次新的 PIN"), secret=True),
)  # fmt: skip


class PinScreen(Screen):
    """changed: the new one holds. left: the old one does. change: takes old and new, and raises SignInRefused."""

    changed = Signal()
    left = Signal()

    def __init__(self, jobs: Jobs, change: Callable[[str, str], None]) -> None:
        super().__init__()
        self._jobs, self._change = jobs, change
        self.form = SmallForm(CHANGE_PIN, _FIELDS, mark("更改"))
        self.form.setFixedWidth(WIDTH)
        self.form.given.connect(self._given)
        self.form.left.connect(self._leave)
        self.setLayout(column(None, row(None, self.form, None), None))

    def hints(self) -> tuple[Hint, ...]:
        return (Hint("Enter", mark("下一项，最后一项确定")), Hint("Esc", mark("返回")))

    def opened(self) -> None:
        self.form.begin()

    def _given(self, given: dict[str, str]) -> None:
        if given["new"] != given["again"]:
            self.form.say_problem(mark("两次输入的 PIN 不一样，请重新输入。"), "again")
            return
        old, new = given["old"], given["new"]
        self.form.set_busy(True)
        self._jobs.run(lambda: self._change(old, new), lambda _none: self._done(), self._failed)

    def _done(self) -> None:
        self.form.clear()
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self.form.say_problem(lambda: str(error), "old")

    def _leave(self) -> None:
        self.form.clear()
        self.left.emit()
