"""The sixteen items of the four musts (四必工作法): four sheets of four, the same in a whole record and in its steps.

四必查 must check: the deliverer's temperature, health code, travel card, nucleic acid report.
四必登 must register: person, goods, vehicle, trip.
四必消 must disinfect: people, vehicle, goods, area, outside the gate.
四必明 must specify, before anything moves inside: who carries it, how, by which route, where it is stored.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, TypeAlias

from msgspec import Meta

from app.i18n import mark, tr
from app.records.field import fields_of, labelled, sheet
from app.records.kind import Record
from app.records.problem import Problem

CHECK, REGISTER = mark("四必查"), mark("四必登")
DISINFECT, SPECIFY = mark("四必消"), mark("四必明")
COLORS = {"green": mark("绿"), "yellow": mark("黄"), "orange": mark("橙"), "red": mark("红")}
RESULTS = {"negative": mark("阴性"), "positive": mark("阳性"), "none": mark("未出示")}
CLASSES = {"protective": mark("防疫物资"), "daily": mark("生活物资")}
GOOD = {"health_code": "green", "travel_card": "green", "test_report": "negative"}
"""What the deliverer's papers have to be."""
FEVER_FROM = 37.3
"""℃, forehead: from here on the deliverer goes to the medical duty room."""
Color: TypeAlias = Literal["green", "yellow", "orange", "red"]
Result: TypeAlias = Literal["negative", "positive", "none"]
GoodsClass: TypeAlias = Literal["protective", "daily"]


@sheet
class Line:
    """report: the number of the test report of their own that goods of the cold chain need. barcode: an EAN."""

    name: str = labelled(mark("品名"))
    quantity: Annotated[float, Meta(gt=0)] = labelled(mark("数量"))
    unit: str = labelled(mark("单位"))
    supplier: str = labelled(mark("供应商"), default="")
    cold_chain: bool = labelled(mark("冷链"), default=False)
    report: str = labelled(mark("冷链检测报告"), default="")
    barcode: str = labelled(mark("条码"), default="")


@sheet
class Deliverer:
    name: str = labelled(mark("姓名"))
    phone: str = labelled(mark("电话"))
    id_number: str = labelled(mark("证件号"), default="")


@sheet
class Trip:
    origin: str = labelled(mark("出发地"))
    via: str = labelled(mark("途经"), default="")
    left_at: datetime = labelled(mark("出发时间"))


@sheet
class Disinfection:
    """minutes: how long the agent has to act, from `at` on, before anything is released."""

    agent: str = labelled(mark("消毒剂"))
    concentration: str = labelled(mark("浓度"))
    operator: str = labelled(mark("操作人"))
    at: datetime = labelled(mark("时间"))
    minutes: Annotated[int, Meta(ge=0, le=24 * 60)] | None = labelled(mark("作用时间"), default=None, unit="min")


class Sixteen(Record):
    """The fields of the sixteen items. Goods are one item of two fields: their class and their lines."""

    celsius: Annotated[float, Meta(ge=30, le=45)] | None = labelled(
        mark("送货人体温"), default=None, unit="℃", group=CHECK
    )
    health_code: Color | None = labelled(mark("健康码"), default=None, choices=COLORS, group=CHECK)
    travel_card: Color | None = labelled(mark("行程卡"), default=None, choices=COLORS, group=CHECK)
    test_report: Result | None = labelled(mark("核酸报告"), default=None, choices=RESULTS, group=CHECK)
    deliverer: Deliverer | None = labelled(mark("送货人"), default=None, group=REGISTER)
    goods_class: GoodsClass | None = labelled(mark("物资类别"), default=None, choices=CLASSES, group=REGISTER)
    lines: tuple[Line, ...] = labelled(mark("物资明细"), default=(), group=REGISTER)
    vehicle: str = labelled(mark("车牌"), default="", group=REGISTER)
    trip: Trip | None = labelled(mark("行程"), default=None, group=REGISTER)
    people_disinfected: Disinfection | None = labelled(mark("人员消毒"), default=None, group=DISINFECT)
    vehicle_disinfected: Disinfection | None = labelled(mark("车辆消毒"), default=None, group=DISINFECT)
    goods_disinfected: Disinfection | None = labelled(mark("物资消毒"), default=None, group=DISINFECT)
    area_disinfected: Disinfection | None = labelled(mark("场地消毒"), default=None, group=DISINFECT)
    carrier: str = labelled(mark("转运人"), default="", group=SPECIFY)
    means: str = labelled(mark("转运方式"), default="", group=SPECIFY)
    route: str = labelled(mark("转运路线"), default="", group=SPECIFY)
    store: str = labelled(mark("存放地点"), default="", group=SPECIFY)


SHEETS = {field.name: (field.group, field.label) for field in fields_of(Sixteen) if field.group}
"""Field → its sheet and its label, in the order of the work."""


def values_of(made: Sixteen) -> dict[str, Any]:
    """What of the sixteen items a record says, by field."""
    found = {name: getattr(made, name) for name in SHEETS}
    return {name: value for name, value in found.items() if value not in (None, "", ())}


def faults(values: Mapping[str, Any]) -> Iterator[Problem]:
    """Why goods with these items may not come in: what is missing, and what is not good. None where all sixteen are
    there and in order."""
    for name, (group, label) in SHEETS.items():
        if values.get(name) in (None, "", ()):
            yield Problem(name, tr("{sheet}：缺“{item}”，物资不得入校", sheet=tr(group), item=tr(label)))
    celsius = values.get("celsius")
    if celsius is not None and celsius >= FEVER_FROM:
        yield Problem("celsius", tr("送货人体温偏高，物资不得入校，请转校医"))
    for name, good in GOOD.items():
        if values.get(name) not in (None, good):
            yield Problem(name, tr("送货人的凭证不合要求，物资不得入校"))
    for line in values.get("lines", ()):
        if line.cold_chain and not line.report:
            yield Problem("lines", tr("冷链物资“{name}”缺检测报告，不得入校", name=line.name))
