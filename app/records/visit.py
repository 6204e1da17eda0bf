"""Visit (来访登记): an outsider, whom they visit, what for and when, and that the host was reached by telephone."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from app.i18n import mark, tr
from app.policy.plate import is_plate
from app.records.field import PersonNumber, labelled
from app.records.kind import Record, record
from app.records.problem import Problem

IDENTITY = ("medical", "duty", "counsellor", "supervisor", "administrator")
"""Who sees the whole number of a card afterwards."""
OUTCOMES = {"agreed": mark("被访人同意"), "declined": mark("被访人不同意"), "unreached": mark("未联系上")}


@record("visit", mark("来访登记"), keep=60, shared=7)
class Visit(Record):
    """confirmed_at: when the host said on the telephone that they expect the visitor. A visit that was agreed counts as
    its visitor's approval from `valid_from` to `valid_to`, and for the vehicle if one is named."""

    name: str = labelled(mark("姓名"))
    phone: str = labelled(mark("电话"))
    id_number: str = labelled(mark("证件号"), default="", readers=IDENTITY)
    person_kind: Literal["visitor", "contractor", "driver"] = labelled(
        mark("人员类别"), default="visitor",
        choices={"visitor": mark("访客"), "contractor": mark("外包人员"), "driver": mark("司机")},
    )  # fmt: skip
    host: PersonNumber = labelled(mark("被访人编号"), default=PersonNumber(""))
    host_name: str = labelled(mark("被访人"))
    purpose: str = labelled(mark("来访事由"))
    valid_from: datetime = labelled(mark("来访从"))
    valid_to: datetime = labelled(mark("来访到"))
    vehicle: str = labelled(mark("车牌"), default="")
    outcome: Literal["agreed", "declined", "unreached"] = labelled(mark("被访人答复"), choices=OUTCOMES)
    confirmed_at: datetime | None = labelled(mark("电话确认时间"), default=None)
    note: str = labelled(mark("备注"), default="")

    def rules(self) -> Iterator[Problem]:
        if self.valid_to <= self.valid_from:
            yield Problem("valid_to", tr("来访到：应晚于来访从"))
        if self.outcome == "agreed" and self.confirmed_at is None:
            yield Problem("confirmed_at", tr("电话确认时间：被访人同意的，要写明何时在电话里确认"))
        if self.vehicle and not is_plate(self.vehicle):
            yield Problem("vehicle", tr("车牌：“{plate}”不像车牌，请照车上的号牌再键一次", plate=self.vehicle))
