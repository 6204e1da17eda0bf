"""The database's key (密钥与恢复码): where it is kept, and the code on paper that brings it back."""

from app.clock import campus
from app.i18n import mark, tr
from app.station.keydesk import CHOICES, PLACES, KeyDesk, Shown
from app.store.secret.key import Where
from ui.printing import Leaf, Print, print_leaf
from ui.screens.manage.page import ListPage
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import Panel, column
from ui.widgets.paper import Paper
from ui.widgets.smallform import Field, SmallForm, one_of
from ui.widgets.text import Text

PASSPHRASE = (
    Field("passphrase", mark("口令（只有口令保护要填，至少 8 个字符）"), secret=True, optional=True),
    Field("passphrase again", mark("再输一次口令"), secret=True, optional=True),
)
DIFFER = mark("两次输入的口令不一样，没有更改。")
GROUPS = 3
"""Groups of the code in one line on the screen."""


class KeyPage(ListPage):
    """Showing the code asks for one's own PIN again: a window that was left open is not to give it away."""

    def __init__(self, desk: KeyDesk, jobs: Jobs, to_print: Print = print_leaf) -> None:
        super().__init__(jobs)
        self._desk = desk
        self._where: Where = "file"
        self.place, self.shown = Text("", "lead", wrap=True), Text("", "lead", wrap=True)
        about = Text(
            mark("数据库是加密的。密钥丢了，只有恢复码能找回；两样都丢了，谁也打不开。恢复码要离开这台电脑保管。"),
            tone="quiet", wrap=True,
        )  # fmt: skip
        left = Panel(
            column(
                Text(mark("密钥在哪里"), "small", "quiet", bold=True), self.place, 8,
                Text(mark("恢复码"), "small", "quiet", bold=True), self.shown, 8, about, None,
                margins=(20, 16, 20, 16), gap=6,
            )
        )  # fmt: skip
        own = Field("own", mark("您自己的 PIN"), secret=True)
        careful = mark("有恢复码的人能打开本站的数据库和所有备份。请先看看身边有没有别人。")
        self.asking = self.add_form(SmallForm(mark("显示恢复码"), [own], mark("显示"), careful), self._ask_code)
        where = Field("where", mark("放在哪里"), choices=CHOICES)
        self.moving = self.add_form(SmallForm(mark("换个地方放密钥"), [where, *PASSPHRASE], mark("更改")), self._move)
        self.paper = Paper(mark("已抄好，收起"), to_print)
        self.paper.done.connect(self.turn_back)
        self.add_aside(self.paper)
        acts = (
            Act("F2", mark("显示并打印恢复码"), self._begin_asking),
            Act("F3", mark("换个地方放密钥"), self._begin_moving),
        )  # fmt: skip
        lost = Text(
            mark("密钥丢了时：打开窗口会问恢复码；或在终端运行 gatepost key recover。"), tone="quiet", wrap=True
        )
        self.lay_out(mark("密钥与恢复码"), column(left), left, Actions(self, acts), lost)

    def opened(self) -> None:
        self.ask(lambda: (self._desk.where(), self._desk.last_shown()), lambda found: self._show(*found))

    def _show(self, where: Where, shown: Shown | None) -> None:
        self._where = where
        self.place.say(PLACES[where])
        self.shown.say(lambda: _shown(shown), "ink" if shown else "refuse")

    def _begin_asking(self) -> None:
        self.turn_to(self.asking)
        self.asking.begin()

    def _ask_code(self, given: dict[str, str]) -> None:
        own = given["own"]
        self.asking.set_busy(True)
        self.jobs.run(
            lambda: self._desk.code(own), self._show_code,
            lambda error: self.asking.say_problem(lambda: str(error), "own"),
        )  # fmt: skip

    def _show_code(self, code: str) -> None:
        self.asking.clear()
        self.opened()
        self.turn_to(self.paper)
        self.paper.show_leaf(lambda: leaf_of(code))

    def _begin_moving(self) -> None:
        self.turn_to(self.moving)
        self.moving.begin(where=self._where)
        self.moving.turn_to("where")

    def _move(self, given: dict[str, str]) -> None:
        to, passphrase = one_of(CHOICES, given["where"]), given["passphrase"]
        if to == "passphrase" and passphrase != given["passphrase again"]:
            self.moving.say_problem(DIFFER, "passphrase again")
            return
        done = lambda: tr(PLACES[to])  # noqa: E731
        self.submit(self.moving, lambda: self._desk.move(to, passphrase if to == "passphrase" else ""), done)


def leaf_of(code: str) -> Leaf:
    """The recovery code as it is shown and printed."""
    groups = code.split("-")
    lines = tuple("-".join(groups[at : at + GROUPS]) for at in range(0, len(groups), GROUPS))
    about = tr(
        "电脑坏了、密钥丢了，只有恢复码能打开数据和备份。请打印或抄下，核对一遍，装信封密封，放到这台电脑以外的地方。输入时大小写和横线不论。"
    )
    return Leaf(tr("恢复码"), lines, about, secret=True)


def _shown(shown: Shown | None) -> str:
    if shown is None:
        return tr("还没有人打印过。请现在就按 F2 打印一份。")
    return tr("{at} {who} 打印或查看过。", at=f"{campus(shown.at):%Y-%m-%d %H:%M}", who=shown.who)
