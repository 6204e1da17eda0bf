"""People who come together at the gate (集体进出): who they are is asked once, then their list is beside the lane."""

import time
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.i18n import mark, tr
from app.lane.group import Group
from app.lane.view import LaneView
from ui.post import LanePost
from ui.threads import Jobs
from ui.words import listed

if TYPE_CHECKING:
    from ui.screens.gate.groupform import GroupForm
    from ui.screens.gate.list import GroupList

AGAIN = 3.0
"""Seconds in which the second press ends a group of whom somebody is missing."""
NAMED = 6
"""How many of the missing are named in a line."""
NOBODY = mark("没有集体名单，也没有人在旁边稍候。按 Shift+F2（小键盘 / .）开始集体进出。")


class GateGroup(QObject):
    """The group at the gate, if there is one. said: a sentence for the banner, and its tone. changed: it came or
    went. closed: nobody was asked for after all."""

    said = Signal(object, str)
    changed = Signal()
    closed = Signal()

    def __init__(self, post: LanePost, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._post, self._jobs = post, jobs
        self.group: Group | None = None
        self._direction, self._asked_at = "", float("-inf")

    @cached_property
    def form(self) -> "GroupForm":
        """Made when the first group comes, as is the list."""
        from ui.screens.gate.groupform import GroupForm

        form = GroupForm(self._post, self._jobs)
        form.begun.connect(self._begin)
        form.closed.connect(self.closed)
        return form

    @cached_property
    def list(self) -> "GroupList":
        from ui.screens.gate.list import GroupList

        return GroupList()

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

    def tick(self, waiting: str = "") -> None:
        """The one in hand is there: the guard says who it is. waiting: who is called back where no group is there."""
        number = self.list.chosen if self.group else waiting
        if number:
            self._post.identify(number)
        elif self.group is None:
            self.said.emit(NOBODY, "hint")

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
