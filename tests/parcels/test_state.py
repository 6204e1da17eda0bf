"""How a parcel stands, whatever its records say and in whatever order they come."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.parcels.handing import hindrance
from app.parcels.state import OVER, Parcel, parcel_of
from app.parcels.step import Step
from app.policy.rule import HANDINGS
from app.records.goods_items import Disinfection
from app.records.parcel_step import ACTS, Act, ParcelStep
from tests.fakes.window import NOW

ACTS_OF_ONE: tuple[Act, ...] = ("disinfected", "out", "picked", "returned", "struck")


def step(act: Act, minutes: float = 0, id_: str = "", **said: object) -> Step:
    at = NOW + timedelta(minutes=minutes)
    if act == "disinfected":
        said = {
            "disinfection": Disinfection(agent="酒精", concentration="75%", operator="周明", at=at, minutes=3)
        } | said
    made = ParcelStep(act=act, parcels=("k",), **said)  # type: ignore[arg-type]  # fields by name
    return Step(id_ or f"{act}-{minutes}", at, "周明", "东门", made)


def stood(*steps: Step) -> Parcel:
    return parcel_of("k", steps)


STEPS = st.lists(
    st.builds(step, st.sampled_from(ACTS_OF_ONE), st.integers(1, 60), st.uuids().map(str)), max_size=8
).map(lambda some: [step("arrived"), *some])


@given(STEPS, st.randoms(use_true_random=False))
def test_the_order_and_number_in_which_records_arrive_change_nothing(steps: list[Step], chance: object) -> None:
    again = [*steps, *steps[:2]]
    chance.shuffle(again)  # type: ignore[attr-defined]  # a Random
    assert stood(*again) == stood(*steps)


@given(STEPS)
def test_what_is_gone_stays_gone_by_whatever_came_first(steps: list[Step]) -> None:
    ended = [one for one in sorted(steps, key=lambda one: one.order) if one.said.act in OVER]
    made = stood(*steps)
    assert made.present == (not ended)
    if ended:
        assert (made.phase, made.over_at) == (ended[0].said.act, ended[0].at)


@given(STEPS, st.sampled_from(HANDINGS), st.integers(0, 120))
def test_nothing_is_handed_out_before_its_time_where_it_is_to_be_disinfected(
    steps: list[Step], way: str, minutes: int
) -> None:
    now, made = NOW + timedelta(minutes=minutes), stood(*steps)
    held = hindrance(made, way, now)  # type: ignore[arg-type]  # one of its words
    if way == "none" or not made.present:
        assert held
    elif way != "disinfect":
        assert not held
    else:
        assert bool(held) == (made.ready_at is None or made.ready_at > now)
        assert held is None or (held.minutes > 0) == (made.ready_at is not None)


@given(STEPS, st.integers(0, 500), st.integers(1, 100))
def test_left_over_is_what_is_here_and_lies_long_enough(steps: list[Step], hours: int, limit: int) -> None:
    made, now = stood(*steps), NOW + timedelta(hours=hours)
    if made.left_over(now, limit):
        assert made.present
        assert now - made.arrived_at >= timedelta(hours=limit)


def test_two_posts_handed_it_out() -> None:
    made = stood(step("arrived"), step("picked", 5, "a", by_name="林"), step("picked", 6, "b", by_name="陈"))
    assert (made.by_name, made.problems) == ("林", ("picked-twice",))


def test_it_went_back_and_was_fetched() -> None:
    for acts in (("returned", "picked"), ("picked", "returned")):
        first, second = acts
        made = stood(step("arrived"), step(first, 5), step(second, 6))  # type: ignore[arg-type]  # acts
        assert (made.phase, made.problems) == (first, ("gone-otherwise",))


def test_without_an_arrival_that_is_named() -> None:
    assert stood(step("out", 3)).problems == ("never-arrived",)


def test_disinfected_anew_the_time_begins_anew() -> None:
    made = stood(step("arrived"), step("disinfected", 1), step("out", 5), step("disinfected", 10))
    assert made.ready_at == NOW + timedelta(minutes=13)
    assert made.phase == "out"


def test_an_agent_without_a_time_acts_at_once() -> None:
    done = Disinfection(agent="紫外线", concentration="—", operator="周明", at=NOW)
    made = stood(step("arrived"), step("disinfected", 1, disinfection=done))
    assert hindrance(made, "disinfect", NOW + timedelta(minutes=1)) is None


def test_a_shelf_is_the_one_where_it_was_put_last() -> None:
    made = stood(step("arrived", shelf="A-1"), step("out", 2, "a"), step("out", 3, "b", shelf="B-2"))
    assert (made.shelf, made.out_at) == ("B-2", NOW + timedelta(minutes=2))


def test_every_act_has_its_word() -> None:
    assert set(ACTS) == {"arrived", "turned-away", *ACTS_OF_ONE}
