"""Statement (口头报告): somebody says that people are well, away or ill. It stores and stands for no temperature."""

from collections.abc import Iterator
from typing import Literal

from app.i18n import mark, tr
from app.records.field import PersonNumber, labelled, sheet
from app.records.kind import Record, record
from app.records.problem import Problem
from app.records.rounds import READERS, ROUNDS


@sheet
class Spoken:
    """One of those of whom something is said."""

    person: PersonNumber = labelled(mark("人员"))


@record("statement", mark("口头报告"), keep=60, readers=READERS)
class Statement(Record):
    """people: by name, as they lived there when it was said, so that a later move changes nothing. said_by: the room
    head, or whoever speaks for himself."""

    says: Literal["normal", "away", "ill"] = labelled(
        mark("内容"), choices={"normal": mark("都正常"), "away": mark("不在"), "ill": mark("不舒服")}
    )
    people: tuple[Spoken, ...] = labelled(mark("涉及人员"))
    building: str = labelled(mark("楼栋"), default="")
    room: str = labelled(mark("房间"), default="")
    round: Literal["", "morning", "noon", "evening"] = labelled(mark("一日三检"), default="", choices=ROUNDS)
    said_by: str = labelled(mark("报告人"), default="")
    source: Literal["typed", "pasted"] = labelled(
        mark("来源"), default="typed", choices={"typed": mark("手工录入"), "pasted": mark("接龙")}
    )
    note: str = labelled(mark("备注"), default="")

    def rules(self) -> Iterator[Problem]:
        if not self.people:
            yield Problem("people", tr("请写明报告涉及哪些人"))
