"""A visitor: registered with the host's word, recalled, and decided in the lane like anybody."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.errors import UserError
from app.policy.evidence import Approval
from app.policy.platecheck import NotAPlate
from app.records.problem import RecordProblems
from app.station.outsiders.restricted import Restricted
from app.store.reference.approvals import Approvals
from app.store.reference.denials import By, Denials, Denied
from tests.fakes.homes import GUARD, actions
from tests.fakes.outsiders import HOST, VISITOR, Yard

PHONE = VISITOR["phone"]


def restrict(yard: Yard, by: By, value: str) -> None:
    entry = Denied(
        id="d1", by=by, value=value, why="测试", since=yard.now, until=yard.now + timedelta(days=1), who="李主任",
        entered_at=yard.now,
    )  # fmt: skip
    Denials(yard.post.database).put(entry, yard.now)


def test_a_registered_visitor_is_admitted_by_the_lane_s_own_decision(yard: Yard) -> None:
    assert yard.through(PHONE) == ""  # nobody has heard of them: the lane knows nobody of that number
    yard.visit()
    assert yard.through(PHONE) == "admit"
    (passage,) = yard.post.ledger.entries("passage")
    body = passage.fact.body or {}
    assert (body["person"], body["name"], body["person_kind"]) == (PHONE, "钱进", "visitor")
    assert {check["item"]: check["trust"] for check in body["checks"]}["approval"] == "verified"


def test_the_level_still_asks_what_it_asks(tmp_path: Path) -> None:
    yard = Yard(tmp_path / "home", "closed")
    yard.visit()
    assert yard.through(PHONE, looks=()) == "hold"
    yard.close()


def test_after_the_window_a_visitor_comes_in_no_more_but_leaves(yard: Yard) -> None:
    yard.visit()
    assert yard.through(PHONE) == "admit"
    yard.later(hours=3)
    assert yard.through(PHONE) == "refuse"
    assert yard.through(PHONE, "out") == "admit"
    yard.later(days=2)
    assert yard.post.person(PHONE) is None


@pytest.mark.parametrize("outcome", ["declined", "unreached"])
def test_a_host_who_did_not_agree_opens_no_door(yard: Yard, outcome: str) -> None:
    yard.visitors.register({**VISITOR, "outcome": outcome})
    assert yard.post.person(PHONE) is None
    assert yard.post.approvals(PHONE) == ()
    assert [one.state for one in yard.visitors.today()] == [outcome]


def test_agreed_means_that_somebody_said_so_on_the_telephone(yard: Yard) -> None:
    with pytest.raises(RecordProblems, match="电话确认时间"):
        yard.visitors.register({**VISITOR, "outcome": "agreed"})
    assert not yard.visitors.today()


def test_a_correction_takes_a_visit_s_place(yard: Yard) -> None:
    yard.visit()
    (made,) = yard.visitors.today()
    entry = yard.post.ledger.entry(made.id)
    assert entry is not None
    yard.post.enter("visit", {**(entry.fact.body or {}), "outcome": "declined", "corrects": made.id, "why": "听错了"})
    assert [one.state for one in yard.visitors.today()] == ["declined"]
    assert yard.through(PHONE) == ""


def test_what_another_window_registered_counts_at_once(yard: Yard) -> None:
    from app.station.local import LocalPost

    assert yard.post.person(PHONE) is None
    other = LocalPost.open(yard.post.home, lambda: yard.now)
    assert other.person(PHONE) is None
    yard.visit()
    assert other.person(PHONE) is not None
    other.close()


def test_an_appointment_of_the_centre_s_is_known_by_its_number_too(yard: Yard) -> None:
    window = (yard.now, yard.now + timedelta(hours=4))
    Approvals(yard.post.database).grant("13X", Approval("visit", *window, "孙国栋", "讲座", "", "周教授"))
    assert [(one.name, one.number, one.state) for one in yard.visitors.today()] == [("周教授", "13X", "agreed")]
    assert yard.through("13x") == "admit"


def test_today_s_list_is_found_by_number_name_host_and_plate(yard: Yard) -> None:
    yard.visit(vehicle="吉ad12345")
    for text in (PHONE, "钱进", "国栋", "吉A·D12345", "3301", ""):
        assert [one.name for one in yard.visitors.find(text)] == ["钱进"], text
    assert yard.visitors.find("无此人") == []
    yard.later(days=1)
    assert yard.visitors.today() == []


@pytest.mark.parametrize("text", [PHONE, "钱进", "吉AD12345"])
def test_a_regular_is_recalled_with_last_time_s_data(yard: Yard, text: str) -> None:
    yard.visit(vehicle="吉A·D12345")
    yard.later(days=5)
    yard.visit(purpose="复查", vehicle="吉A·D12345")
    again = yard.visitors.recall(text)
    assert again is not None
    assert (again.purpose, again.host) == ("复查", HOST.number)
    yard.later(days=61)
    assert yard.visitors.recall(text) is None


def test_the_host_s_number_is_shown_to_the_guard_and_that_it_was_is_recorded(yard: Yard) -> None:
    yard.sign_in(GUARD)
    found = yard.visitors.hosts("sgd")
    assert [(one.name, one.phone) for one in found] == [("孙国栋", "100****0006")]
    assert yard.visitors.host_phone(HOST.number) == HOST.phone
    assert actions(yard.post)[-1][0] == "details"
    assert yard.visitors.host_phone("nobody") == ""
    assert yard.visitors.hosts(" ") == []


@pytest.mark.parametrize(
    ("by", "value", "given"),
    [
        ("number", PHONE, {}), ("id-number", "990000199001010011", {"id_number": "990000199001010011"}),
        ("plate", "吉A·D12345", {"vehicle": "吉AD12345"}),
    ],
)  # fmt: skip
def test_somebody_on_the_list_is_for_the_leader(yard: Yard, by: By, value: str, given: dict[str, Any]) -> None:
    restrict(yard, by, value)
    yard.sign_in(GUARD)
    with pytest.raises(Restricted, match="带班领导") as refused:
        yard.visit(**given)
    assert "测试" not in str(refused.value)
    assert not yard.visitors.today()
    yard.sign_in("李主任")
    yard.visit(**given)
    assert len(yard.visitors.today()) == 1


@pytest.mark.parametrize(
    ("given", "hours", "error"),
    [({"vehicle": "吉AO2345"}, 2, NotAPlate), ({}, 0, UserError), ({}, 73, UserError),
     ({"phone": HOST.number}, 2, UserError), ({"name": ""}, 2, RecordProblems)],
)  # fmt: skip
def test_what_cannot_be_is_sent_back_and_nothing_is_written(
    yard: Yard, given: dict[str, Any], hours: float, error: type[Exception]
) -> None:
    told = {**VISITOR, "outcome": "agreed", "confirmed_at": yard.now.isoformat(), **given}
    with pytest.raises(error):
        yard.visitors.register(told, hours)
    assert not yard.visitors.today()


def test_nobody_registers_who_is_not_on_duty(yard: Yard) -> None:
    yard.post.sign_out()
    with pytest.raises(UserError):
        yard.visit()
