"""Vehicle passage (车辆进出): one vehicle through one post with its driver, or turned away, and why."""

from collections.abc import Iterator
from typing import Literal

from app.i18n import mark, tr
from app.policy.plate import is_plate
from app.records.field import labelled
from app.records.kind import Record, record
from app.records.passage import DIRECTIONS
from app.records.problem import Problem

REASONS = {
    "": "—", "not-registered": mark("未登记备案"), "registration-over": mark("备案已到期"),
    "call-supervisor": mark("请联系带班领导"), "driver": mark("司机未放行"), "guard": mark("值守人员决定"),
}  # fmt: skip
BASES = {
    "": "—", "registered": mark("已备案车辆"), "visit": mark("来访车辆"), "inside": mark("在校车辆离校"),
}  # fmt: skip


@record("vehicle-passage", mark("车辆进出"), keep=60, shared=14)
class VehiclePassage(Record):
    """basis: why it may pass. driver: the number under which the driver passed the lane. twice: the same plate was
    inside already when it came, or was not inside when it left."""

    plate: str = labelled(mark("车牌"))
    direction: Literal["in", "out"] = labelled(mark("方向"), choices=DIRECTIONS)
    verdict: Literal["admit", "refuse"] = labelled(
        mark("结论"), choices={"admit": mark("放行"), "refuse": mark("不予放行")}
    )
    basis: Literal["", "registered", "visit", "inside"] = labelled(mark("放行依据"), default="", choices=BASES)
    reason: Literal["", "not-registered", "registration-over", "call-supervisor", "driver", "guard"] = labelled(
        mark("不予放行原因"), default="", choices=REASONS
    )
    owner: str = labelled(mark("车主"), default="")
    driver: str = labelled(mark("司机编号"), default="")
    driver_name: str = labelled(mark("司机"), default="")
    driver_phone: str = labelled(mark("司机电话"), default="")
    twice: bool = labelled(mark("进出不对应"), default=False)
    note: str = labelled(mark("备注"), default="")

    def rules(self) -> Iterator[Problem]:
        if not is_plate(self.plate):
            yield Problem("plate", tr("车牌：“{plate}”不像车牌，请照车上的号牌再键一次", plate=self.plate))
        if self.verdict == "admit" and not self.driver_name:
            yield Problem("driver_name", tr("司机：放行的车要有司机"))
        if self.verdict == "refuse" and not self.reason:
            yield Problem("reason", tr("不予放行原因：必须填写"))
