"""The forms of the sixteen items: which lines each has, what stands in them beforehand, and what was meant."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from app.capture.temperature import typed_temperature
from app.clock import campus, moment
from app.goods.contact import TARGETS, for_target
from app.goods.items import Item
from app.goods.state import Delivery
from app.i18n import mark, tr
from app.policy.asgiven import remark
from app.records.goods_items import CHECK, Disinfection
from ui.screens.goods.misread import Misread, phone_of, plate_of
from ui.widgets.smallform import Field

_CLOCK = re.compile(r"(\d{1,2})[:：]?(\d{2})")
_UNCHOSEN = {"": mark("请选择")}
_COLORS = {**_UNCHOSEN, "green": mark("1 绿"), "yellow": mark("2 黄"), "orange": mark("3 橙"), "red": mark("4 红")}
_RESULTS = {**_UNCHOSEN, "negative": mark("1 阴性"), "positive": mark("2 阳性"), "none": mark("3 未出示")}
OTHER = mark("其他（在浓度里写明）")
ABOUT = {
    "celsius": mark("额温，例如 365 就是 36.5。37.3 ℃ 起不得入校，请转校医。"),
    "trip": mark("出发时间例如 0530；昨天出发的写成 2022-04-09 22:10。"),
    "vehicle": mark("电话或车牌来过的，其余各项会先填上次的，请核对。"),
    "carrier": mark("物资在校外交接，送货人不入校、不与校内人员接触。"),
}


def fields_of(item: Item) -> tuple[Field, ...]:
    """The lines of an item's form; goods have a form of their own."""
    if item.name in TARGETS:
        agents = {str(at): one.name for at, one in enumerate(for_target(item.name))}
        return (
            Field("agent", mark("消毒剂"), choices={**agents, "other": OTHER}), Field("concentration", mark("浓度")),
            Field("minutes", mark("作用时间（分钟）")), Field("operator", mark("操作人")),
        )  # fmt: skip
    return _FIELDS.get(item.name, (Field(item.name, item.label),))


def before(item: Item, delivery: Delivery, again: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the lines beforehand: what was noted, else what it was the last time, to be confirmed."""
    if item.name in TARGETS:
        return _sprayed(item, delivery)
    value = delivery.values.get(item.name) or again.get(item.name)
    if value is None or item.group == CHECK:  # what is measured or seen is never confirmed with a key
        return {}
    if item.name == "deliverer":
        return {"name": value.name, "phone": value.phone, "id_number": value.id_number}
    if item.name == "trip":
        noted = f"{campus(value.left_at):%Y-%m-%d %H:%M}" if item.name in delivery.values else ""
        return {"origin": value.origin, "via": value.via, "left_at": noted}
    return {item.name: str(value)}


def raw_of(item: Item, given: Mapping[str, str], now: datetime, sure: str = "") -> dict[str, Any]:
    """The fields of a step from what was typed. sure: what was doubted in it before, and is given again. Misread where
    it can be none."""
    if item.name == "celsius":
        celsius = typed_temperature(given["celsius"])
        if celsius is None:
            raise Misread(tr("“{text}”不是体温，请键入三位数字，例如 365。", text=given["celsius"]), "celsius")
        return {"celsius": celsius}
    if item.name == "trip":
        return {"trip": {**given, "left_at": _left_at(given["left_at"], now).isoformat()}}
    if item.name == "deliverer":
        return {"deliverer": {**given, "phone": phone_of(given["phone"], "phone", sure)}, "note": remark(sure)}
    if item.name == "vehicle":
        return {"vehicle": plate_of(given["vehicle"], "vehicle", sure), "note": remark(sure)}
    return {item.name: _disinfected(item, given, now)} if item.name in TARGETS else dict(given)


def agent_changed(item: Item, chosen: str) -> dict[str, str]:
    """Concentration and minutes of the agent that was chosen; nothing for another one."""
    found = for_target(item.name)
    if not chosen.isdecimal():
        return {"concentration": "", "minutes": ""}
    agent = found[int(chosen)]
    return {"concentration": agent.concentration, "minutes": str(agent.minutes)}


def _sprayed(item: Item, delivery: Delivery) -> dict[str, str]:
    """The first agent of this target, done by whoever did the last one."""
    done = [value for value in delivery.values.values() if isinstance(value, Disinfection)]
    return {"agent": "0", **agent_changed(item, "0"), "operator": done[-1].operator if done else ""}


def _disinfected(item: Item, given: Mapping[str, str], now: datetime) -> dict[str, Any]:
    if not given["minutes"].isdecimal() or int(given["minutes"]) > 24 * 60:
        raise Misread(tr("作用时间请填分钟数，例如 30。"), "minutes")
    chosen = given["agent"]
    name = for_target(item.name)[int(chosen)].name if chosen.isdecimal() else tr("其他")
    return {**given, "agent": name, "minutes": int(given["minutes"]), "at": now.isoformat()}


def _left_at(text: str, now: datetime) -> datetime:
    """A time of day is the last one that has passed."""
    found = _CLOCK.fullmatch(text)
    here = campus(now)
    if found is None:
        stated = moment(text, here.tzinfo) if here.tzinfo else None
        if stated is None or stated > now:
            raise Misread(tr("“{text}”不是出发时间，请写成 0530 或 2022-04-09 22:10。", text=text), "left_at")
        return stated
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59:
        raise Misread(tr("“{text}”不是出发时间，请写成 0530 或 2022-04-09 22:10。", text=text), "left_at")
    at = here.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return at if at <= here else at - timedelta(days=1)


_FIELDS: dict[str, tuple[Field, ...]] = {
    "celsius": (Field("celsius", mark("体温（℃）")),),
    "health_code": (Field("health_code", mark("健康码"), choices=_COLORS),),
    "travel_card": (Field("travel_card", mark("行程卡"), choices=_COLORS),),
    "test_report": (Field("test_report", mark("核酸报告"), choices=_RESULTS),),
    "deliverer": (
        Field("name", mark("姓名")), Field("phone", mark("电话")), Field("id_number", mark("证件号"), optional=True),
    ),
    "trip": (
        Field("origin", mark("出发地")), Field("via", mark("途经"), optional=True), Field("left_at", mark("出发时间")),
    ),
}  # fmt: skip
