"""A forgotten PIN: who resets it, and for an administrator whom nobody else can help, the recovery code."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal

from app.i18n import mark
from ui.screens.screen import Screen
from ui.threads import Jobs
from ui.widgets.boxes import column, row
from ui.widgets.keybar import Hint
from ui.widgets.smallform import Field, SmallForm

WIDTH = 560
FORGOTTEN = mark("忘了 PIN")
ABOUT = mark(
    "请管理员登录，在“管理 → 账号”里按 F4 给您一个新 PIN，以前的记录不变。"
    "管理员自己忘了，又没有别的管理员时，用信封里的恢复码在这里设一个新的。"
)

_FIELDS = (
    Field("name", mark("管理员姓名")), Field("code", mark("恢复码（11 组，每组 5 个字符）")),
    Field("new", mark("新的 PIN（4 到 12 位数字）"), secret=True),
    Field("again", mark("再输一次新的 PIN"), secret=True),
)  # fmt: skip


class ByCode(NamedTuple):
    """What the screen asks of the post: the administrators' names, and a new PIN for one of them (name, code, PIN),
    which raises UserError."""

    administrators: Callable[[], Sequence[str]]
    renew: Callable[[str, str, str], None]


class ForgottenScreen(Screen):
    """renewed: the new PIN holds. left: nothing changed."""

    renewed = Signal()
    left = Signal()

    def __init__(self, jobs: Jobs, post: ByCode) -> None:
        super().__init__()
        self._jobs, self._post = jobs, post
        self.form = SmallForm(FORGOTTEN, _FIELDS, mark("更改"), ABOUT)
        self.form.setFixedWidth(WIDTH)
        self.form.given.connect(self._given)
        self.form.left.connect(self._leave)
        self.setLayout(column(None, row(None, self.form, None), None))

    def hints(self) -> tuple[Hint, ...]:
        return (Hint("Enter", mark("下一项，最后一项确定")), Hint("Esc", mark("返回")))

    def opened(self) -> None:
        self.form.begin()
        self._jobs.run(self._post.administrators, self._fill, self._failed)

    def _fill(self, names: Sequence[str]) -> None:
        if names:
            self.form.begin(name=names[0])

    def _given(self, given: dict[str, str]) -> None:
        if given["new"] != given["again"]:
            self.form.say_problem(mark("两次输入的 PIN 不一样，请重新输入。"), "again")
            return
        name, code, new = given["name"], given["code"], given["new"]
        self.form.set_busy(True)
        self._jobs.run(lambda: self._post.renew(name, code, new), lambda _none: self._done(), self._failed)

    def _done(self) -> None:
        self.form.clear()
        self.renewed.emit()

    def _failed(self, error: Exception) -> None:
        self.form.say_problem(lambda: str(error), "code")

    def _leave(self) -> None:
        self.form.clear()
        self.left.emit()
