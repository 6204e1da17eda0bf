"""What is next with a delivery: an item, or the one thing that is left to do."""

from datetime import datetime
from typing import NamedTuple

from app.goods.contact import ready_clock
from app.goods.release import waiting
from app.goods.state import Delivery
from app.i18n import mark, tr
from ui.widgets.text import Words


class Thing(NamedTuple):
    """act: the name of what the button does, empty where there is only to wait."""

    act: str
    lead: Words
    about: Words = ""
    button: Words = ""
    tone: str = "ink"


NOTHING = Thing(
    "arrive", mark("没有在场的物资"), mark("车到了先在校门外停好，送货人不下车、不入校，再开始登记。"),
    mark("登记新到的一车"),
)  # fmt: skip


def upcoming(one: Delivery) -> str:
    """The name of the item to do now: the first that is missing, else the first that is not good; empty for none."""
    missing = next((each.item.name for each in one.standings if each.state == "missing"), "")
    return missing or (one.next_item.item.name if one.next_item else "")


def next_thing(one: Delivery | None, now: datetime) -> Thing:
    """What is to be done where no item is."""
    if one is None:
        return NOTHING
    if one.phase == "open":
        return _to_release(one, waiting(one, now))
    if one.phase == "released":
        return Thing("carry", mark("已放行"), mark("转运人带上通行单出发时登记。"), mark("开始转运"), "admit")
    if one.phase in ("carried", "part", "differs"):
        return Thing("close", *_open_loop(one))
    if one.phase == "refused":
        return Thing("", mark("不予入校"), lambda: one.why, "", "refuse")
    return Thing("", mark("已闭环"), lambda: one.why, "", "admit")


def _to_release(one: Delivery, held: int) -> Thing:
    if not held:
        about = mark("十六项齐全，消毒作用时间已到。放行后显示并打印通行单。")
        return Thing("release", mark("可以放行"), about, mark("放行入校"), "admit")
    clock = ready_clock(one.values)
    lead: Words = lambda: tr("消毒还要 {minutes} 分钟", minutes=held)  # noqa: E731 - said again in another language
    return Thing("", lead, lambda: tr("十六项齐全；{clock} 后可放行。先做别的车。", clock=clock))


def _open_loop(one: Delivery) -> tuple[Words, Words, Words, str]:
    rest = [f"{line.name} {line.quantity:g} {line.unit}" for line in one.outstanding]
    button = mark("由我确认闭环")
    if one.phase == "differs":
        return mark("入库有差异，未闭环"), lambda: _differing(one), button, "refuse"
    if one.phase == "part":
        return mark("部分入库，未闭环"), lambda: tr("未到：{rest}", rest="、".join(rest)), button, "hold"
    return mark("等待库房接收"), mark("库房扫通行单接收后自动闭环；库房没有电脑的，凭库房的话确认。"), button, "ink"


def _differing(one: Delivery) -> str:
    return "\n".join(each.sentence() for each in one.differences)
