"""People who come together at the gate (集体进出): who they are is asked once, then their list is beside the lane."""

import time

from PySide6.QtCore import QObject, Signal

from app.i18n import mark, tr
from app.lane.group import Group
from app.lane.view import LaneView
from app.station.groups import Found
from ui.post import LanePost
from ui.screens.gate.list import GroupList
from ui.threads import Jobs
from ui.widgets.keybar import Hint
from ui.widgets.smallform import Field, SmallForm
from ui.words import listed

AGAIN = 3.0
"""Seconds in which the second press ends a group of whom somebody is missing."""
NAMED = 6
"""How many of the missing are named in a line."""
_FIELDS = (
    Field("people", mark("哪些人"), hint=mark("班级、老师姓名或学工号，用逗号隔开；也可写 XLSX、CSV 文件的路径")),
    Field("name", mark("集体名称"), hint=mark("例如 3 号大巴；不填就用上一行"), optional=True),
)
NOBODY = mark("没有集体名单。按 Shift+F2（小键盘 / .）开始集体进出。")


class GroupForm(SmallForm):
    """Asks who comes. begun: their Group. closed: nobody."""

    begun = Signal(object)
    closed = Signal()

    def __init__(self, post: LanePost, jobs: Jobs) -> None:
        super().__init__(mark("集体进出"), _FIELDS, mark("开始"), mark("名单上的人逐个登记，各自按级别核验。"))
        self._post, self._jobs = post, jobs
        self._warned = ""
        self.given.connect(self._gather)
        self.left.connect(self.closed)

    def hints(self) -> tuple[Hint, ...]:
        return (Hint("Enter", mark("下一栏，然后开始")), Hint("Esc", mark("返回")))

    def open(self) -> None:
        """Begin anew."""
        self._warned = ""
        self.begin()

    def _gather(self, values: dict[str, str]) -> None:
        self.set_busy(True)
        people, name = values["people"].strip(), values.get("name", "").strip()
        self._jobs.run(lambda: self._post.gather(people), lambda found: self._found(people, name, found), self._failed)

    def _found(self, people: str, name: str, found: Found) -> None:
        """Whom nobody knows is said first; given again as it stands, the list is what was found."""
        if found.unknown and not (found.people and self._warned == people):
            self._warned = people
            some = listed(list(found.unknown[:NAMED]))
            self.say_problem(
                lambda: tr("找到 {count} 人，查不到：{some}。请改正，或再按 Enter 不含他们。", count=len(found.people),
                           some=some), "people",
            )  # fmt: skip
            return
        self._jobs.run(lambda: self._post.lead(name or people, found.people), self.begun.emit, self._failed)

    def _failed(self, error: Exception) -> None:
        self.say_problem(lambda: str(error), "people")


class GateGroup(QObject):
    """The group at the gate, if there is one. said: a sentence for the banner, and its tone. changed: it came or
    went."""

    said = Signal(object, str)
    changed = Signal()

    def __init__(self, post: LanePost, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._post, self._jobs = post, jobs
        self.form, self.list = GroupForm(post, jobs), GroupList()
        self.group: Group | None = None
        self._direction, self._asked_at = "", float("-inf")
        self.form.begun.connect(self._begin)

    def stranger(self, view: LaneView) -> bool:
        """Whether somebody is there who is not of the group."""
        return self.group is not None and view.person is not None and not self.group.has(view.person)

    def follow(self, view: LaneView) -> None:
        """No group goes both ways."""
        if self.group is not None and self._direction and view.direction != self._direction:
            self._close()
        self._direction = view.direction

    def refresh(self) -> None:
        """Read again who has passed."""
        if group := self.group:
            self._jobs.run(lambda: self._post.came(group), self.list.show_came, self._failed)

    def tick(self) -> None:
        """The one in hand is there: the guard says who it is."""
        if self.group is None:
            self.said.emit(NOBODY, "hint")
        elif self.list.chosen:
            self._post.identify(self.list.chosen)

    def step(self, by: int) -> None:
        """Take another one in hand."""
        if self.group is not None:
            self.list.step(by)

    def end(self) -> None:
        """At once where nobody is missing; else on a second press, behind the names of those who are."""
        missing = [person.name for person in self.list.missing]
        now = time.monotonic()
        if missing and now - self._asked_at > AGAIN:
            self._asked_at = now
            some = listed(missing[:NAMED])
            self.said.emit(lambda: _missing(len(missing), some), "alarm")
        else:
            self._post.dismiss()
            self._close()
            self.said.emit("", "hint")

    def _begin(self, group: Group) -> None:
        self.group, self._asked_at = group, float("-inf")
        self.list.show_group(group)
        self.refresh()
        self.changed.emit()

    def _close(self) -> None:
        self.group = None
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self.said.emit(lambda: str(error), "problem")


def _missing(count: int, some: str) -> str:
    return tr("还缺 {count} 人：{some}。3 秒内再按一次 Shift+F2（小键盘 / .）结束集体进出。", count=count, some=some)
