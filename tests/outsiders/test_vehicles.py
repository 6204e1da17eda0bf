"""A vehicle follows its driver, who passes the lane; what is not registered is refused with its reason."""

from datetime import timedelta

import pytest

from app.errors import UserError
from app.policy.platecheck import NotAPlate
from app.station.outsiders.restricted import Restricted
from tests.fakes.homes import GUARD
from tests.fakes.outsiders import DRIVER, ENDED, REGISTERED, UNKNOWN, VISITOR, Yard
from tests.outsiders.test_visitors import restrict


def driven_in(yard: Yard) -> None:
    yard.visit(name=DRIVER.name, phone="10000002299", person_kind="driver", vehicle="")
    assert yard.through("10000002299") == "admit"


def test_a_registered_vehicle_comes_in_behind_its_driver(yard: Yard) -> None:
    with pytest.raises(UserError, match="司机还没有在通道放行"):
        yard.vehicles.let(REGISTERED, "in", DRIVER.number)
    driven_in(yard)
    yard.vehicles.let(" 吉a·12345", "in", "10000002299")
    (made,) = yard.post.ledger.entries("vehicle-passage")
    body = made.fact.body or {}
    assert {name: body[name] for name in ("plate", "verdict", "basis", "owner", "driver_name")} == {
        "plate": REGISTERED, "verdict": "admit", "basis": "registered", "owner": "城郊合作社", "driver_name": "赵师傅",
    }  # fmt: skip
    assert [one.said.plate for one in yard.vehicles.inside()] == [REGISTERED]


def test_a_driver_whom_the_lane_refused_brings_no_vehicle_in(yard: Yard) -> None:
    assert yard.through(DRIVER.number) == "refuse"  # on the list of people, but without an approval
    with pytest.raises(UserError, match="司机还没有在通道放行"):
        yard.vehicles.let(REGISTERED, "in", DRIVER.number)


def test_a_driver_s_passage_counts_for_a_while_and_in_its_direction(yard: Yard) -> None:
    driven_in(yard)
    with pytest.raises(UserError, match="司机还没有在通道放行"):
        yard.vehicles.let(REGISTERED, "out", "10000002299")
    yard.later(minutes=31)
    with pytest.raises(UserError, match="司机还没有在通道放行"):
        yard.vehicles.let(REGISTERED, "in", "10000002299")


def test_the_same_plate_twice_inside_is_pointed_out(yard: Yard) -> None:
    driven_in(yard)
    yard.vehicles.let(REGISTERED, "in", "10000002299")
    again = yard.vehicles.look(REGISTERED)
    assert (again.direction, again.twice) == ("out", False)
    again = yard.vehicles.look(REGISTERED, "in")
    assert again.twice
    assert again.inside is not None
    assert again.inside.said.driver_name == "赵师傅"
    yard.vehicles.let(REGISTERED, "in", "10000002299")
    newest = list(yard.post.ledger.entries("vehicle-passage"))[-1]
    assert (newest.fact.body or {})["twice"] is True
    yard.through("10000002299", "out")
    yard.vehicles.let(REGISTERED, "out", "10000002299")
    assert yard.vehicles.inside() == []
    assert yard.vehicles.look(REGISTERED, "out").twice


@pytest.mark.parametrize("plate", [UNKNOWN, ENDED])
def test_a_vehicle_whose_coming_is_not_on_record_may_leave_and_is_pointed_out(yard: Yard, plate: str) -> None:
    driven_in(yard)
    found = yard.vehicles.look(plate, "out")
    assert (found.refusal, found.basis, found.twice) == (None, "inside", True)
    with pytest.raises(UserError, match="按 F6 改为查出校"):
        yard.vehicles.let(plate, "out", "10000002299")
    yard.through("10000002299", "out")
    yard.vehicles.let(plate, "out", "10000002299")
    assert (list(yard.post.ledger.entries("vehicle-passage"))[-1].fact.body or {})["twice"] is True


@pytest.mark.parametrize(
    ("plate", "reason", "said"),
    [(UNKNOWN, "not-registered", "未登记备案"), (ENDED, "registration-over", "备案已到期")],
)
def test_what_is_not_registered_is_refused_with_its_reason(yard: Yard, plate: str, reason: str, said: str) -> None:
    driven_in(yard)
    assert yard.vehicles.look(plate).refusal == reason
    with pytest.raises(UserError, match=said):
        yard.vehicles.let(plate, "in", "10000002299")
    yard.vehicles.turn_away(plate, "in")
    (made,) = yard.post.ledger.entries("vehicle-passage")
    assert ((made.fact.body or {})["verdict"], (made.fact.body or {})["reason"]) == ("refuse", reason)
    assert yard.vehicles.inside() == []


def test_a_visitor_s_vehicle_comes_with_the_visit_and_leaves_after_it(yard: Yard) -> None:
    yard.visit(vehicle=UNKNOWN)
    yard.through(VISITOR["phone"])
    assert yard.vehicles.look(UNKNOWN).basis == "visit"
    yard.vehicles.let(UNKNOWN, "in", "钱进")
    yard.later(hours=3)
    assert yard.vehicles.look(UNKNOWN).basis == "inside"
    assert yard.vehicles.look(UNKNOWN, "in").refusal == "not-registered"
    yard.through(VISITOR["phone"], "out")
    yard.vehicles.let(UNKNOWN, "out", VISITOR["phone"])
    assert yard.vehicles.inside() == []


def test_the_last_driver_is_recalled(yard: Yard) -> None:
    driven_in(yard)
    yard.vehicles.let(REGISTERED, "in", "10000002299")
    yard.through("10000002299", "out")
    yard.vehicles.let(REGISTERED, "out", "10000002299")
    yard.later(days=9)
    last = yard.vehicles.look(REGISTERED).last
    assert last is not None
    assert (last.said.driver_name, last.said.driver_phone) == ("赵师傅", "10000002299")


def test_a_restricted_plate_is_for_the_leader_and_says_no_reason(yard: Yard) -> None:
    restrict(yard, "plate", REGISTERED)
    yard.sign_in(GUARD)
    driven_in(yard)
    with pytest.raises(Restricted):
        yard.vehicles.let(REGISTERED, "in", "10000002299")
    yard.sign_in("李主任")
    yard.vehicles.let(REGISTERED, "in", "10000002299")
    assert len(yard.vehicles.inside()) == 1


def test_a_guard_may_turn_away_what_is_registered_and_says_why(yard: Yard) -> None:
    with pytest.raises(UserError, match="请写明"):
        yard.vehicles.turn_away(REGISTERED, "in")
    yard.vehicles.turn_away(REGISTERED, "in", "装载超高")
    (made,) = yard.post.ledger.entries("vehicle-passage")
    assert ((made.fact.body or {})["reason"], (made.fact.body or {})["note"]) == ("guard", "装载超高")


def test_a_driver_nobody_knows_is_asked_to_be_registered(yard: Yard) -> None:
    with pytest.raises(UserError, match="按 F2 登记来访"):
        yard.vehicles.let(REGISTERED, "in", "没人")
    assert yard.vehicles.driver(DRIVER.name) == DRIVER
    assert yard.vehicles.driver(" ") is None


def test_a_plate_is_looked_over_here_too(yard: Yard) -> None:
    with pytest.raises(NotAPlate) as refused:
        yard.vehicles.look("吉A1O345")
    assert refused.value.instead == "吉A·10345"


def test_what_was_registered_long_ago_is_inside_no_more(yard: Yard) -> None:
    driven_in(yard)
    yard.vehicles.let(REGISTERED, "in", "10000002299")
    yard.now += timedelta(days=61)
    assert yard.vehicles.inside() == []
