"""How a delivery stands, whatever order its records come in."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.goods.items import ITEMS as SIXTEEN
from app.goods.state import Delivery, delivery_of
from app.goods.step import Step, by_delivery
from app.records.goods_items import faults
from tests.fakes.deliveries import ALL_THERE, ITEMS, NUMBER, counted, decided, step

NOTES = list(ITEMS)


def stands(*steps: Step) -> Delivery:
    return delivery_of(steps)


def test_there_are_four_sheets_of_four_items() -> None:
    sheets: dict[str, int] = {}
    for item in SIXTEEN:
        sheets[item.group] = sheets.get(item.group, 0) + 1
    assert list(sheets.items()) == [("四必查", 4), ("四必登", 4), ("四必消", 4), ("四必明", 4)]


@given(st.permutations(NOTES))
def test_in_whatever_order_the_guard_works_all_sixteen_are_done(order: list[str]) -> None:
    made = stands(step(0, "opened"), *(step(at, **ITEMS[name]) for at, name in enumerate(order, 1)))
    assert (made.complete, made.next_item, made.phase) == (16, None, "open")


@given(st.lists(st.sampled_from(NOTES), unique=True))
def test_what_is_not_done_is_missing_and_the_first_of_it_is_next(done: list[str]) -> None:
    made = stands(step(0, "opened"), *(step(at, **ITEMS[name]) for at, name in enumerate(done, 1)))
    missing = [name for name in NOTES if name not in done]
    assert [one.item.name for one in made.standings if one.state == "missing"] == missing
    assert (made.next_item.item.name if made.next_item else None) == (missing[0] if missing else None)


steps = st.one_of(
    st.builds(step, st.integers(1, 30), st.just("noted")),
    st.builds(lambda at, name: step(at, **ITEMS[name]), st.integers(1, 30), st.sampled_from(NOTES)),
    st.builds(lambda at, celsius: step(at, celsius=celsius), st.integers(1, 30), st.sampled_from([36.2, 37.3, 38.9])),
    st.builds(lambda at, color: step(at, health_code=color), st.integers(1, 30), st.sampled_from(["red", "green"])),
    st.builds(
        lambda at, name, kept: decided(at, **({name: () if name == "lines" else None} if not kept else {})),
        st.integers(1, 30), st.sampled_from(NOTES), st.booleans(),
    ),
    st.builds(lambda at: decided(at, "refused"), st.integers(1, 30)),
    st.builds(lambda at: step(at, "carried", by="林远"), st.integers(1, 30)),
    st.builds(
        lambda at, much, whole, trust: step(
            at, "received", counted=counted(("大米", much, "袋")), whole=whole, trust=trust
        ),
        st.integers(1, 30), st.sampled_from([10, 40, 41]), st.booleans(), st.sampled_from(["verified", "seen"]),
    ),
    st.builds(lambda at, why: step(at, "closed", reason=why), st.integers(1, 30), st.sampled_from(["", "电话确认"])),
)  # fmt: skip


@given(st.lists(steps, max_size=25), st.randoms(use_true_random=False))
def test_it_does_not_depend_on_the_order_in_which_records_arrive(some: list[Step], chance: Any) -> None:
    some = [step(0, "opened"), *some]
    shuffled = [*some, *some[:3]]
    chance.shuffle(shuffled)
    assert delivery_of(shuffled) == delivery_of(some)


@given(st.lists(steps, max_size=25))
def test_nothing_is_released_or_moves_inside_with_an_item_missing_or_bad(some: list[Step]) -> None:
    made = stands(step(0, "opened"), *some)
    if made.outcome == "released":
        assert list(faults(made.values)) == []
    vouched = any(getattr(one.said, "trust", "") == "verified" for one in some)
    if made.phase in ("released", "carried") or (made.phase in ("part", "differs", "closed") and not vouched):
        assert made.outcome == "released"
        assert {"carrier", "means", "route", "store"} <= set(made.values)


def test_goods_that_move_before_they_are_released_are_named_and_not_believed() -> None:
    made = stands(
        step(0, "opened"), step(1, "carried", by="林远"), step(2, "received", counted=ALL_THERE, trust="seen")
    )
    assert (made.phase, made.problems) == ("open", ("moved-before-release",))


def test_a_release_that_lacks_an_item_is_none() -> None:
    made = stands(step(0, "opened"), decided(1, route=""))
    assert (made.phase, made.problems) == ("open", ("released-incomplete",))


def test_the_first_decision_stands() -> None:
    assert stands(step(0, "opened"), decided(1, "refused"), decided(2)).phase == "refused"


def test_what_is_noted_after_the_release_changes_nothing_of_it() -> None:
    made = stands(step(0, "opened"), decided(1), step(2, store="别处"))
    assert made.values["store"] == "三食堂库房"


def test_a_fever_stays_one_until_somebody_else_drives() -> None:
    hot = [step(0, "opened"), step(1, **ITEMS["deliverer"]), step(2, celsius=37.6), step(3, celsius=36.2)]
    made = stands(*hot)
    assert (made.standings[0].state, made.standings[0].why) == ("bad", "送货人体温偏高，物资不得入校，请转校医")
    other = stands(*hot, step(4, deliverer={"name": "钱师傅", "phone": "10000002202"}))
    assert other.standings[0].state == "missing"
    assert stands(*other.steps, step(5, celsius=36.3)).standings[0].state == "done"


def test_the_checks_are_those_of_whoever_is_named_after_them() -> None:
    made = stands(step(0, "opened"), step(1, celsius=36.4), step(2, **ITEMS["deliverer"]))
    assert made.standings[0].state == "done"


def test_another_vehicle_has_to_be_disinfected_too() -> None:
    noted = [step(0, "opened"), step(1, **ITEMS["vehicle"]), step(2, **ITEMS["vehicle_disinfected"])]
    assert "vehicle_disinfected" in stands(*noted, step(3, vehicle="吉AD12345")).values
    assert "vehicle_disinfected" not in stands(*noted, step(3, vehicle="吉A99999")).values


def test_lines_are_added_and_a_corrected_step_is_gone() -> None:
    first = step(1, goods_class="daily", lines=ITEMS["lines"]["lines"][:1])
    made = stands(step(0, "opened"), first, step(2, lines=ITEMS["lines"]["lines"][1:]))
    assert [line.name for line in made.values["lines"]] == ["大米", "豆油"]
    struck = step(3, goods_class="daily", corrects=first.id, why="登记有误")
    assert [line.name for line in stands(*made.steps, struck).values["lines"]] == ["豆油"]


def test_goods_of_the_cold_chain_need_their_own_report() -> None:
    cold = {"name": "鲜牛奶", "quantity": 300, "unit": "箱", "cold_chain": True}
    made = stands(step(0, "opened"), step(1, goods_class="daily", lines=[cold]))
    goods = next(one for one in made.standings if one.item.name == "lines")
    assert (goods.state, goods.why) == ("bad", "冷链物资“鲜牛奶”缺检测报告，不得入校")
    with_report = stands(step(0, "opened"), step(1, goods_class="daily", lines=[{**cold, "report": "JL-2022-0410"}]))
    assert "lines" not in [one.item.name for one in with_report.standings if one.state != "done"]


def test_received_in_part_then_in_whole_and_closed() -> None:
    opened = [step(0, "opened"), decided(1), step(2, "carried", by="林远")]
    part = step(3, "received", counted=counted(("大米", 25, "袋")))
    made = stands(*opened, part)
    assert (made.phase, made.differences) == ("part", ())
    assert [(one.name, one.quantity) for one in made.outstanding] == [("大米", 15), ("豆油", 12.5)]
    rest = step(4, "received", counted=counted(("大米", 15, "袋"), ("豆油", 12.5, "箱")), whole=True)
    assert (stands(*opened, part, rest).differences, stands(*opened, part, rest).loop_open) == ((), True)
    assert stands(*opened, part, rest, step(5, "closed")).phase == "closed"


@pytest.mark.parametrize(
    ("got", "said"),
    [
        ([("大米", 38, "袋"), ("豆油", 12.5, "箱")], ["大米：放行 40 袋，实收 38，少 2"]),
        ([("大米", 41, "袋"), ("豆油", 12.5, "箱")], ["大米：放行 40 袋，实收 41，多 1"]),
        (
            [("大米", 40, "袋"), ("豆油", 12.5, "箱"), ("白酒", 2, "箱")],
            ["白酒：放行单上没有，实收 2 箱"],
        ),
        ([("大米", 40, "袋")], ["豆油：放行 12.5 箱，实收 0，少 12.5"]),
    ],
)  # fmt: skip
def test_every_difference_is_named_and_keeps_the_loop_open(got: list[Any], said: list[str]) -> None:
    made = stands(step(0, "opened"), decided(1), step(2, "received", counted=counted(*got), whole=True))
    assert [one.sentence() for one in made.differences] == said
    assert (stands(*made.steps, step(3, "closed")).phase, made.loop_open) == ("differs", True)
    assert stands(*made.steps, step(3, "closed", reason="少的 2 袋已退回")).phase == "closed"


def test_more_than_was_released_is_a_difference_also_in_part() -> None:
    made = stands(step(0, "opened"), decided(1), step(2, "received", counted=counted(("大米", 41, "袋"))))
    assert [one.sentence() for one in made.differences] == ["大米：放行 40 袋，实收 41，多 1"]


def test_a_store_without_the_gate_s_records_goes_by_the_ticket() -> None:
    expected = counted(("大米", 40, "袋"))
    got = step(1, "received", counted=counted(("大米", 39, "袋")), expected=expected, whole=True, trust="verified")
    made = stands(got)
    assert (made.phase, made.known, made.problems) == ("differs", False, ())
    assert [one.sentence() for one in made.differences] == ["大米：放行 40 袋，实收 39，少 1"]
    typed = stands(step(1, "received", counted=expected, expected=expected, trust="seen"))
    assert typed.problems == ("ticket-not-verified",)


def test_at_the_centre_the_clocks_of_two_posts_may_differ() -> None:
    """The store's PC is slow: it received before the gate's clock says it was released."""
    got = step(1, "received", counted=ALL_THERE, expected=counted(("大米", 40, "袋")), whole=True, trust="verified")
    made = stands(step(0, "opened"), got, decided(3), step(4, "closed"))
    assert (made.phase, made.problems, made.differences) == ("closed", (), ())


def test_a_whole_record_is_a_delivery_of_its_own_also_when_it_is_corrected() -> None:
    first = decided(1, delivery="")
    second = decided(2, delivery="", corrects=first.id, why="车牌")
    third = decided(3, delivery="", corrects=second.id, why="车牌")
    found = by_delivery([third, first, second])
    assert list(found) == [first.id]
    assert (delivery_of(found[first.id]).number, delivery_of(found[first.id]).phase) == (first.id, "released")


def test_the_delivery_has_its_number() -> None:
    assert stands(step(0, "opened")).number == NUMBER
