"""A step of a delivery (物资过程): it came, an item was done, it was carried, received, its loop was closed.

A delivery is the chain of its steps, which name it by its number; nothing is edited, and how it stands is computed from
them (app.goods.state). Its release or refusal is a `goods` record.
"""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from app.i18n import mark
from app.records.field import labelled, sheet
from app.records.goods_items import Sixteen
from app.records.kind import record

ACTS = {
    "opened": mark("到达"), "noted": mark("登记"), "ticket": mark("开通行单"), "carried": mark("开始转运"),
    "received": mark("入库"), "closed": mark("闭环"),
}  # fmt: skip
Act: TypeAlias = Literal["opened", "noted", "ticket", "carried", "received", "closed"]
TRUSTS = {"": "—", "verified": mark("已核验"), "seen": mark("目视核验")}


@sheet
class Counted:
    """A line as the store counted it, or as a ticket names it."""

    name: str = labelled(mark("品名"))
    quantity: Annotated[float, Meta(ge=0)] = labelled(mark("数量"))
    unit: str = labelled(mark("单位"))
    remark: str = labelled(mark("备注"), default="")


@record("goods-step", mark("物资过程"), enterable=False, shared=60)
class GoodsStep(Sixteen):
    """Of the sixteen items those that this step did; lines are added to those of earlier steps.

    passage: the record of the deliverer's passage that the four checks were taken from. counted: what the store took
    in now; whole: nothing more is to come. expected: what the ticket names, where the store has no record of the
    delivery; expected_more: how many lines did not fit on it. ticket: its serial; trust: how it was known. by: who
    carried, or took over. reason: why a loop is closed that does not close by itself.
    """

    delivery: str = labelled(mark("物资单号"))
    act: Act = labelled(mark("步骤"), choices=ACTS)
    passage: str = labelled(mark("通行记录"), default="")
    ticket: str = labelled(mark("凭证摘要"), default="")
    trust: Literal["", "verified", "seen"] = labelled(mark("可信程度"), default="", choices=TRUSTS)
    expected: tuple[Counted, ...] = labelled(mark("通行单明细"), default=())
    expected_more: int = labelled(mark("单上未列行数"), default=0)
    counted: tuple[Counted, ...] = labelled(mark("实收明细"), default=())
    whole: bool = labelled(mark("全部收完"), default=False)
    by: str = labelled(mark("经手人"), default="")
    reason: str = labelled(mark("原因"), default="")
    note: str = labelled(mark("备注"), default="")
