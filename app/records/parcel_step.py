"""A step of parcels (快递、外卖): they came, were disinfected, put out for pick-up, picked up, given back.

Nothing is edited: how a parcel stands is computed from its steps (app.parcels.state). One record names all parcels of
which the same was done at once: a batch that was disinfected, everything that somebody took along.
"""

from collections.abc import Iterator
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from app.i18n import mark, tr
from app.policy.words import level_word
from app.records.field import PersonNumber, labelled
from app.records.goods_items import Disinfection
from app.records.kind import Record, record
from app.records.problem import Problem

Act: TypeAlias = Literal["arrived", "disinfected", "out", "picked", "returned", "struck", "turned-away"]
ACTS: dict[str, str] = {
    "arrived": mark("到件"), "disinfected": mark("已消毒"), "out": mark("上架"), "picked": mark("已领取"),
    "returned": mark("退回"), "struck": mark("登错了"), "turned-away": mark("没有接收"),
}  # fmt: skip
Sort: TypeAlias = Literal["parcel", "takeaway"]
SORTS: dict[str, str] = {"parcel": mark("快递"), "takeaway": mark("外卖")}
KEEPERS = ("guard", "duty", "building", "supervisor", "administrator")
"""Whoever may hand parcels out reads for whom they are."""
MOST = 500
"""Parcels of one step."""


@record("parcel-step", mark("快递过程"), enterable=False, keep=30, readers=KEEPERS, shared=30)
class ParcelStep(Record):
    """parcels: the keys of those it is about; empty where nothing was taken in, and `count` says how much it was.

    Of an arrival: waybill, and the recipient as the label names them (name perhaps masked, the end of a phone), with
    their number where that is certain. by, by_name: who picked up; trust: how they were known. level: in force then.
    reason: why it went back, was struck or turned away.
    """

    act: Act = labelled(mark("步骤"), choices=ACTS)
    parcels: tuple[str, ...] = labelled(mark("包裹"), default=())
    sort: Sort = labelled(mark("种类"), default="parcel", choices=SORTS)
    courier: str = labelled(mark("快递公司或送件人"), default="")
    waybill: str = labelled(mark("运单号"), default="")
    person: PersonNumber = labelled(mark("收件人编号"), default=PersonNumber(""))
    name: str = labelled(mark("收件人"), default="")
    phone_tail: Annotated[str, Meta(pattern=r"^(\d{4})?$")] = labelled(mark("手机尾号"), default="")
    shelf: str = labelled(mark("货架"), default="")
    disinfection: Disinfection | None = labelled(mark("消毒"), default=None)
    by: PersonNumber = labelled(mark("领取人编号"), default=PersonNumber(""))
    by_name: str = labelled(mark("领取人"), default="")
    trust: Literal["", "verified", "seen"] = labelled(
        mark("可信程度"), default="", choices={"": "—", "verified": mark("已核验"), "seen": mark("目视核验")},
    )  # fmt: skip
    count: Annotated[int, Meta(ge=0, le=MOST)] = labelled(mark("件数"), default=0)
    level: str = labelled(mark("管控级别"), default="", said=level_word)
    reason: str = labelled(mark("原因"), default="")

    def rules(self) -> Iterator[Problem]:
        if self.act == "turned-away" and not self.count:
            yield Problem("count", tr("请填写件数"))
        if self.act != "turned-away" and not 0 < len(self.parcels) <= MOST:
            yield Problem("parcels", tr("请选定 1 到 {most} 件", most=MOST))
        if self.act == "disinfected" and self.disinfection is None:
            yield Problem("disinfection", tr("请填写消毒剂和浓度"))
        if self.act == "picked" and not (self.by or self.by_name.strip()):
            yield Problem("by_name", tr("请写明谁领取的"))
        if self.act in ("returned", "struck", "turned-away") and not self.reason.strip():
            yield Problem("reason", tr("请写明原因"))
