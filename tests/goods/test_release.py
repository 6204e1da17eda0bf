"""Nothing comes in with one of the sixteen items missing or bad, or before the disinfectants have acted."""

from datetime import timedelta
from typing import Any

import pytest

from app.errors import UserError
from app.goods.contact import agents, minutes_of, ready_at
from app.records.problem import RecordProblems
from app.station.denying import Denying
from app.station.granting import Granting
from tests.fakes.deliveries import ITEMS, Dock
from tests.fakes.homes import GUARD, PINS
from tests.fakes.window import NOW

LABELS = {
    "celsius": ("四必查", "送货人体温"), "health_code": ("四必查", "健康码"), "travel_card": ("四必查", "行程卡"),
    "test_report": ("四必查", "核酸报告"), "deliverer": ("四必登", "送货人"), "lines": ("四必登", "物资类别"),
    "vehicle": ("四必登", "车牌"), "trip": ("四必登", "行程"), "people_disinfected": ("四必消", "人员消毒"),
    "vehicle_disinfected": ("四必消", "车辆消毒"), "goods_disinfected": ("四必消", "物资消毒"),
    "area_disinfected": ("四必消", "场地消毒"), "carrier": ("四必明", "转运人"), "means": ("四必明", "转运方式"),
    "route": ("四必明", "转运路线"), "store": ("四必明", "存放地点"),
}  # fmt: skip


def refusals(dock: Dock, number: str) -> list[str]:
    with pytest.raises(RecordProblems) as caught:
        dock.goods.release(number)
    assert list(dock.post.ledger.entries("goods")) == []
    return [problem.sentence for problem in caught.value.problems]


@pytest.mark.parametrize("missing", ITEMS)
def test_with_one_of_the_sixteen_missing_it_is_not_released_and_the_sentence_names_it(dock: Dock, missing: str) -> None:
    number = dock.arrived(name for name in ITEMS if name != missing)
    sheet, item = LABELS[missing]
    assert refusals(dock, number) == [f"{sheet}：缺“{item}”，物资不得入校"]
    assert dock.goods.board.open()[0].phase == "open"
    dock.goods.note(number, ITEMS[missing])
    dock.later(minutes=31)
    assert dock.goods.release(number).phase == "released"


def test_the_goods_lack_their_class_or_their_lines(dock: Dock) -> None:
    number = dock.arrived(name for name in ITEMS if name != "lines")
    dock.goods.note(number, {"goods_class": "daily"})
    assert refusals(dock, number) == ["四必登：缺“物资明细”，物资不得入校"]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"celsius": 37.3}, "送货人体温偏高，物资不得入校，请转校医"),
        ({"health_code": "yellow"}, "送货人的凭证不合要求，物资不得入校"),
        ({"travel_card": "red"}, "送货人的凭证不合要求，物资不得入校"),
        ({"test_report": "none"}, "送货人的凭证不合要求，物资不得入校"),
        (
            {"lines": [{"name": "带鱼", "quantity": 3, "unit": "箱", "cold_chain": True}]},
            "冷链物资“带鱼”缺检测报告，不得入校",
        ),
    ],
)
def test_what_is_not_good_holds_it_too(dock: Dock, bad: dict[str, Any], said: str) -> None:
    number = dock.arrived()
    dock.goods.note(number, bad)
    assert refusals(dock, number) == [said]


def test_the_contact_time_of_the_disinfectant_holds_the_release(dock: Dock) -> None:
    number = dock.arrived(minutes=0)
    dock.later(minutes=29, seconds=30)
    assert refusals(dock, number) == ["消毒作用时间还差 1 分钟，07:19 后可放行"]  # until 07:18:12
    dock.later(seconds=30)
    assert dock.goods.release(number).phase == "released"


def test_the_longest_contact_time_counts(dock: Dock) -> None:
    number = dock.arrived()
    again = {"agent": "自配", "concentration": "2%", "operator": "刘强", "at": dock.now.isoformat(), "minutes": 45}
    delivery = dock.goods.note(number, {"area_disinfected": again})
    assert ready_at(delivery.values) == dock.now + timedelta(minutes=45)


def test_the_table_of_disinfectants_says_where_its_times_come_from() -> None:
    assert {target for agent in agents() for target in agent.on} == {"people", "vehicle", "goods", "area"}
    assert all(agent.source and agent.minutes > 0 for agent in agents())
    assert minutes_of(" 过氧乙酸", "0.2 %") == 30
    assert minutes_of("清水", "100%") is None


def test_it_is_released_once(dock: Dock) -> None:
    number = dock.released()
    with pytest.raises(RecordProblems, match="已经处理过"):
        dock.goods.release(number)
    with pytest.raises(UserError, match="已经处理过"):
        dock.goods.refuse(number, "退回")
    assert len(list(dock.post.ledger.entries("goods"))) == 1


def test_a_refused_delivery_keeps_what_was_seen_and_why(dock: Dock) -> None:
    number = dock.goods.open({"vehicle": "吉A99999"}).number
    dock.goods.note(number, {"health_code": "red"})
    with pytest.raises(UserError, match="原因"):
        dock.goods.refuse(number, " ")
    assert dock.goods.refuse(number, "红码").phase == "refused"
    (entry,) = dock.post.ledger.entries("goods")
    body = entry.fact.body or {}
    assert (body["outcome"], body["health_code"], body["vehicle"], body["note"]) == (
        "refused", "red", "吉A99999", "红码",
    )  # fmt: skip
    with pytest.raises(UserError, match="没有放行"):
        dock.goods.carry(number)


def test_a_restricted_vehicle_is_released_by_a_leader_alone(dock: Dock) -> None:
    Granting(dock.post).give("denials.keep", "all", "核对名单", timedelta(hours=8))
    Denying(dock.post).add("plate", "吉A·D12345", "多次冲岗，保卫处正在处理", NOW + timedelta(days=3))
    number = dock.arrived()
    dock.post.sign_in(GUARD, PINS[GUARD])
    with pytest.raises(RecordProblems, match="带班领导"):
        dock.goods.release(number)
    dock.begin()
    assert dock.goods.release(number).phase == "released"
