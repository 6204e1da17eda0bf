"""Goods registration by the four musts (四必工作法): one delivery on one sheet, with all of its sixteen items.

It is what a post writes when it releases or refuses a delivery whose steps (goods-step) it has kept, and what somebody
enters whole: from paper, by the command line. See docs/decisions/0026-a-delivery-is-a-chain.md.
"""

from collections.abc import Iterator
from typing import Literal

from app.i18n import mark
from app.records.field import labelled
from app.records.from_paper import FromPaper
from app.records.goods_items import Sixteen, faults, values_of
from app.records.kind import record
from app.records.problem import Problem


@record("goods", mark("物资登记"), shared=60)
class Goods(Sixteen):
    """One delivery. Released, all sixteen items must be there and good; refused, what was seen is kept as it stands.

    delivery: its number; empty where it was entered whole, and its record's id stands for it.
    """

    outcome: Literal["released", "refused"] = labelled(
        mark("处理"), choices={"released": mark("放行入校"), "refused": mark("不予入校")}
    )
    delivery: str = labelled(mark("物资单号"), default="")
    paper: FromPaper | None = labelled(mark("纸上登记"), default=None)
    note: str = labelled(mark("备注"), default="")

    def rules(self) -> Iterator[Problem]:
        if self.outcome == "released":
            yield from faults(values_of(self))
