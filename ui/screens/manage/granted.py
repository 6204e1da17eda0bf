"""A page whose work needs a grant: where there is none it asks for the reason and the end, and then goes on."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from app.access.grants import EVERYBODY, Grant, NotGranted, act_word
from app.clock import campus
from app.errors import GivenUp
from app.i18n import mark, tr
from app.station.granting import Granting
from ui.screens.manage.page import ListPage
from ui.threads import Jobs
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.text import Text

S = TypeVar("S")
T = TypeVar("T")
_FIELDS = (
    Field("whom", mark("关于谁：学工号、车牌、供应商，或 所有人")),
    Field("why", mark("原因（会被记录）"), hint=mark("例如：卫健部门流调，3 号楼病例")),
    Field(
        "hours", mark("到时自动失效"),
        choices={"1": mark("1 小时后"), "2": mark("2 小时后"), "4": mark("4 小时后"), "8": mark("8 小时后")},
    ),
)  # fmt: skip
_LEADER = (Field("leader", mark("带班领导或管理员的姓名")), Field("pin", mark("带班领导或管理员的 PIN"), secret=True))


class GrantedPage(ListPage):
    """act: see app.access.grants."""

    def __init__(self, granting: Granting, act: str, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._granting, self._act = granting, act
        self._again: Callable[[], None] = self.opened
        self._whose = granting.operator
        title: Callable[[], str] = lambda: tr("授权：{act}", act=act_word(act))  # noqa: E731
        own = SmallForm(title, _FIELDS, mark("授权"), mark("给自己授权；谁、为什么、到几点，都会记录。"))
        asked = SmallForm(title, (*_FIELDS, *_LEADER), mark("授权"), mark("请带班领导或管理员在这里授权。"))
        self.own = self.add_form(own, lambda given: self._give(self.own, given))
        self.asked = self.add_form(asked, lambda given: self._give(self.asked, given))
        self.grants = Text("", tone="accent", wrap=True)

    def opened(self) -> None:
        """Nothing that was begun goes on by itself, and nothing typed by another stays."""
        self._again = self.opened
        before, self._whose = self._whose, self._granting.operator
        if before != self._whose and self.aside in (self.own, self.asked):
            self.turn_back()

    def turn_back(self) -> None:
        self._again = self.opened
        super().turn_back()

    def run(self, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """For whoever is on duty now: under the next one's name nothing of it is done, and nothing of it shown."""
        whose = self._granting.operator

        def theirs() -> T:
            if self._granting.operator != whose:
                raise GivenUp(tr("已停下。"))
            return work()

        def still(tell: Callable[[S], None]) -> Callable[[S], None]:
            return lambda found: tell(found) if self._granting.operator == whose else None

        self.jobs.run(theirs, still(then), still(failed))

    def begin_grant(self, whom: str = "", again: Callable[[], None] | None = None) -> None:
        """Ask for the reason and the end; of a leader nothing more, of everybody else a leader's PIN. again: what
        then goes on."""
        self._again = again or self.opened
        form = self.own if self._granting.leads else self.asked
        self.turn_to(form)
        form.begin(whom=tr("所有人") if whom == EVERYBODY else whom, hours="1")

    def under_grant(self, whom: str, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do `work`; where nobody has said why it is needed, ask for that and do it then."""

        def failed(error: Exception) -> None:
            if isinstance(error, NotGranted):
                self.begin_grant(whom, lambda: self.under_grant(whom, work, then))
            else:
                self.complain(error)

        self.run(work, self._told(then), failed)

    def if_granted(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do `work`; where there is no grant, do nothing: nobody has asked for it yet."""

        def failed(error: Exception) -> None:
            self.tell_grants()
            if not isinstance(error, NotGranted):
                self.complain(error)

        self.run(work, self._told(then), failed)

    def _told(self, then: Callable[[T], None]) -> Callable[[T], None]:
        def done(found: T) -> None:
            self.tell_grants()
            then(found)

        return done

    def tell_grants(self) -> None:
        """Say which grants whoever is on duty has."""
        self.ask(lambda: self._granting.mine(self._act), self._say)

    def _give(self, form: SmallForm, given: dict[str, str]) -> None:
        lasts = timedelta(hours=int(given["hours"]))

        def give() -> None:
            leader = self._granting.leader(given["leader"], given["pin"]) if "leader" in given else None
            self._granting.give(self._act, given["whom"], given["why"], lasts, leader=leader)

        def over(_none: None) -> None:
            again = self._again
            self.turn_back()
            again()

        form.set_busy(True)
        self.run(give, over, lambda error: form.say_problem(lambda: str(error)))

    def _say(self, held: list[Grant]) -> None:
        def words() -> str:
            return "\n".join(
                tr("授权到 {until}：{why}", until=f"{campus(one.until):%H:%M}", why=one.why) for one in held
            )

        self.grants.say(words)
