"""Verification (核实): records disagreed, a person called or asked, and this is the answer."""

from collections.abc import Iterator
from typing import Literal

from app.i18n import mark, tr
from app.records.field import PersonNumber, labelled
from app.records.kind import Record, record
from app.records.problem import Problem
from app.records.rounds import READERS

OUTCOMES = {"explained": mark("已说明"), "mistaken": mark("登记有误"), "open": mark("继续核实")}


@record("verification", mark("核实"), keep=180, readers=READERS)
class Verification(Record):
    """records: ids of those that disagreed. outcome: what was found; while it is open, the matter stays on the list."""

    person: PersonNumber = labelled(mark("人员"))
    records: tuple[str, ...] = labelled(mark("不一致的记录"))
    outcome: Literal["explained", "mistaken", "open"] = labelled(
        mark("结果"),
        choices=OUTCOMES,
    )
    answer: str = labelled(mark("核实情况"))

    def rules(self) -> Iterator[Problem]:
        if not self.records:
            yield Problem("records", tr("请写明是哪几条记录不一致"))
