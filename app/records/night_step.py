"""A step of a building's night check (查寝): it is opened, people are ticked, somebody is called, it is closed.

Nothing is edited: how a check stands is computed from its steps and the door's passages (app.dormitory.night).
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from app.i18n import mark, tr
from app.records.field import PersonNumber, labelled, sheet
from app.records.kind import Record, record
from app.records.problem import Problem
from app.records.rounds import READERS

Act: TypeAlias = Literal["opened", "listed", "in", "late", "absent", "undone", "called", "settled", "closed"]
ACTS: dict[str, str] = {
    "opened": mark("开始查寝"), "listed": mark("应查名单"), "in": mark("在寝"), "late": mark("晚归"),
    "absent": mark("未归"), "undone": mark("撤销点名"), "called": mark("打电话"), "settled": mark("了结"),
    "closed": mark("结束查寝"),
}  # fmt: skip
TICKS: frozenset[Act] = frozenset({"in", "late", "absent", "undone"})
Whose: TypeAlias = Literal["", "self", "room", "counsellor", "building"]
WHOSE: dict[str, str] = {
    "": "—", "self": mark("本人"), "room": mark("寝室长"), "counsellor": mark("辅导员"), "building": mark("楼长"),
}  # fmt: skip
ANSWERS: dict[str, str] = {"": "—", "reached": mark("打通了"), "unreached": mark("没打通")}
Count = Annotated[int, Meta(ge=0)]


@sheet
class Listed:
    """Somebody of whom the step speaks, and the room where they lived then."""

    person: PersonNumber = labelled(mark("人员"))
    room: str = labelled(mark("房间"), default="")


@sheet
class NightNumbers:
    """A check in numbers of people, where due = present + late + absent + unseen."""

    due: Count = labelled(mark("应查"), default=0)
    present: Count = labelled(mark("在寝"), default=0)
    late: Count = labelled(mark("晚归"), default=0)
    absent: Count = labelled(mark("未归"), default=0)
    unseen: Count = labelled(mark("未查到"), default=0)
    leave: Count = labelled(mark("请假"), default=0)


@record("night-step", mark("查寝"), enterable=False, keep=60, readers=READERS)
class NightStep(Record):
    """night: the day on whose evening it began, ISO 8601. people: of whom it speaks; who was on the list stands in
    `listed`, a floor each, when the check was opened, and who came to live there until it was closed; `closed` names
    the cases that stay open, with the numbers as they were then.

    at, of the record: of `late` when they came in. whose, name, answer: who was called, and whether they were reached.
    note: what was said, how a case was settled.
    """

    night: str = labelled(mark("日期"))
    building: str = labelled(mark("楼栋"))
    act: Act = labelled(mark("步骤"), choices=ACTS)
    people: tuple[Listed, ...] = labelled(mark("涉及人员"), default=())
    whose: Whose = labelled(mark("打给"), default="", choices=WHOSE)
    name: str = labelled(mark("姓名"), default="")
    answer: Literal["", "reached", "unreached"] = labelled(mark("是否打通"), default="", choices=ANSWERS)
    note: str = labelled(mark("备注"), default="")
    numbers: NightNumbers | None = labelled(mark("数据"), default=None)

    def rules(self) -> Iterator[Problem]:
        if not _is_day(self.night):
            yield Problem("night", tr("日期：请写成 2022-04-10 的样子"))
        if self.act != "closed" and (self.act == "opened") == bool(self.people):
            yield Problem("people", tr("请写明涉及哪些人"))
        if self.act == "called" and not (self.whose and self.answer):
            yield Problem("answer", tr("请写明打给谁、是否打通"))
        if self.act == "settled" and not self.note.strip():
            yield Problem("note", tr("请写明人在哪里、怎样核实的"))
        if (self.act == "closed") != (self.numbers is not None):
            yield Problem("numbers", tr("结束查寝要有数据"))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
