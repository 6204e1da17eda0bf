"""Change of residence (住宿变动): somebody moves to another room or out, goes on leave, is back; from its time on."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, TypeAlias

from app.i18n import mark, tr
from app.policy.room import room_of
from app.records.field import PersonNumber, labelled
from app.records.kind import Record, record
from app.records.problem import Problem
from app.records.rounds import READERS

Act: TypeAlias = Literal["moved", "left", "leave", "back", "withdrawn"]
ACTS: dict[str, str] = {
    "moved": mark("调换寝室"), "left": mark("退宿"), "leave": mark("请假离寝"), "back": mark("返寝销假"),
    "withdrawn": mark("撤销变动"),
}  # fmt: skip


@record("residence", mark("住宿变动"), enterable=False, keep=365, readers=READERS, shared=365)
class Residence(Record):
    """since: from when it holds, also ahead; until: the end of a leave, where one is known. was: the room before, as
    the list of people or an earlier move had it; to: the room after. withdraws: the id of a change that did not happen.
    """

    person: PersonNumber = labelled(mark("人员"))
    act: Act = labelled(mark("变动"), choices=ACTS)
    since: datetime = labelled(mark("从何时起"))
    until: datetime | None = labelled(mark("至何时"), default=None)
    was: str = labelled(mark("原寝室"), default="")
    to: str = labelled(mark("新寝室"), default="")
    withdraws: str = labelled(mark("撤销的记录"), default="")
    note: str = labelled(mark("备注"), default="")

    def rules(self) -> Iterator[Problem]:
        if self.act == "moved" and room_of(self.to) is None:
            yield Problem("to", tr("新寝室请写成 5-316 或 5-316-2 的样子"))
        if self.until is not None and self.until <= self.since:
            yield Problem("until", tr("截止时间应晚于开始时间"))
        if (self.act == "withdrawn") != bool(self.withdraws):
            yield Problem("withdraws", tr("请写明撤销的是哪一条记录"))
