"""The forms: which cells a line has, in the order in which the paper and the late-entry screen both show them."""

from typing import NamedTuple

from app.goods.items import ITEMS as GOODS
from app.i18n import mark, tr
from app.policy.evidence import Item
from app.policy.words import ITEM_LABELS
from app.station.paper.number import Form

TICKS: tuple[Item, ...] = (
    "approval", "health-code", "travel-card", "test-report", "vaccination", "symptoms", "mask",
)  # fmt: skip
"""What is ticked on a line of the gate's form, in the order of the gate's checklist; the first is number 1."""
_SHORT: dict[Item, str] = {"symptoms": mark("问症状")}
LINES: dict[Form, int] = {"gate": 20, "goods": len(GOODS), "dormitory": 28}
TITLES: dict[Form, str] = {
    "gate": mark("断电登记表 · 校门人员"), "goods": mark("断电登记表 · 物资"),
    "dormitory": mark("断电登记表 · 公寓体温"),
}  # fmt: skip


class Cell(NamedTuple):
    """name: of what is written there; label: over it; full: how many characters fill it, so that the cursor goes on by
    itself; 0 for any number."""

    name: str
    label: str
    full: int = 0


CELLS: dict[Form, tuple[Cell, ...]] = {
    "gate": (
        Cell("time", mark("时间"), 4), Cell("who", mark("学工号或姓名")), Cell("celsius", mark("体温"), 3),
        Cell("ticks", mark("勾了哪几项")), Cell("word", mark("结论")), Cell("note", mark("备注")),
    ),
    "goods": (Cell("said", mark("登记内容")),),
    "dormitory": (
        Cell("time", mark("时间"), 4), Cell("celsius", mark("体温"), 3), Cell("cough", mark("咳嗽")),
        Cell("note", mark("备注")),
    ),
}  # fmt: skip
GOODS_HINTS: dict[str, str] = {
    "celsius": mark("365"), "health_code": mark("1 绿 2 黄 3 橙 4 红"), "travel_card": mark("1 绿 2 黄 3 橙 4 红"),
    "test_report": mark("1 阴性 2 阳性 3 未出示"), "deliverer": mark("姓名 电话"),
    "lines": mark("1 防疫 2 生活，再写：品名 数量 单位 供应商；下一样"), "vehicle": mark("车牌"),
    "trip": mark("从哪里 经过哪里 几点出发"), "people_disinfected": mark("消毒剂 浓度 操作人 几点"),
    "vehicle_disinfected": mark("消毒剂 浓度 操作人 几点"), "goods_disinfected": mark("消毒剂 浓度 操作人 几点"),
    "area_disinfected": mark("消毒剂 浓度 操作人 几点"), "carrier": mark("谁转运"), "means": mark("用什么转运"),
    "route": mark("走哪条路线"), "store": mark("存在哪里"),
}  # fmt: skip
"""How each of the sixteen items is written, on the paper and on the screen."""


def tick_label(at: int) -> str:
    """The heading of a column of boxes: its number, and what is ticked there."""
    return f"{at + 1} {tr(_SHORT.get(TICKS[at], ITEM_LABELS[TICKS[at]]))}"
