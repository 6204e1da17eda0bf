"""G1: what each of the five levels asks at the gate, as the duty describes it."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from app.policy.evidence import Approval, Evidence, Temperature
from tests.policy.people import (
    DRIVER,
    NOW,
    STUDENT,
    VISITOR,
    ago,
    approval,
    at_level,
    complete,
    green,
    instead,
    look,
    report,
    series,
    with_claims,
    without_claims,
)  # fmt: skip

UNDER_CONTROL = ["sealed", "closed", "routine"]


@pytest.mark.parametrize("direction", ["in", "out"])
@pytest.mark.parametrize("person", [STUDENT, VISITOR, DRIVER])
@pytest.mark.parametrize("post", ["gate", "goods"])
def test_static_nobody_in_nobody_out(post, person, direction):
    decision = at_level("static", complete(person, direction, post))
    assert (decision.verdict, decision.reasons) == ("refuse", ("level-forbids",))


def test_static_leaves_no_resident_standing_before_the_own_dormitory():
    assert at_level("static", complete(post="dormitory")).verdict == "admit"
    assert at_level("static", complete(post="dormitory", direction="out")).verdict == "refuse"


@pytest.mark.parametrize("level", ["sealed", "closed", "routine", "open"])
@pytest.mark.parametrize("person", [STUDENT, VISITOR])
def test_who_has_everything_is_admitted(level, person):
    decision = at_level(level, complete(person))
    assert decision.verdict == "admit"
    assert {check.state for check in decision.checks} == {"done"}


@pytest.mark.parametrize("level", ["sealed", "closed"])
@pytest.mark.parametrize("direction", ["in", "out"])
def test_without_approval_nobody_passes_a_closed_campus(level, direction):
    """未经批准不准返校; 出校审批."""
    decision = at_level(level, replace(complete(direction=direction), approvals=()))
    assert (decision.verdict, decision.reasons) == ("refuse", ("approval-not-found",))


@pytest.mark.parametrize("days", [(0, 1), (0, 2), (1, 2), (0, 1, 3), (2, 3, 4)])
def test_sealed_wants_a_report_of_each_of_the_last_three_days(days):
    decision = at_level("sealed", instead(complete(), *series(*days)))
    assert (decision.verdict, decision.needed) == ("hold", ("test-report",))


@pytest.mark.parametrize("days", [(0, 1, 2), (1, 2, 3)])
def test_three_days_may_end_yesterday_because_todays_result_is_not_out_in_the_morning(days):
    assert at_level("sealed", instead(complete(), *series(*days))).verdict == "admit"


def test_the_days_of_the_series_are_the_campus_s_own():
    """Sampled on the 8th, 9th and 10th in Shanghai; in UTC on the 7th and twice on the 9th."""
    today = NOW.replace(hour=0, minute=10)
    sampled = [today, (today - timedelta(days=1)).replace(hour=12), today - timedelta(days=2)]
    decision = at_level("sealed", instead(complete(), *[report(at.astimezone(UTC)) for at in sampled]))
    assert decision.verdict == "admit"


def test_sealed_asks_about_symptoms_and_wants_both_codes_green():
    asked = at_level("sealed", replace(complete(), looks=()))
    assert (asked.verdict, asked.needed) == ("hold", ("symptoms",))
    for kind in ("health-code", "travel-card"):
        assert at_level("sealed", without_claims(complete(), kind)).needed == (kind,)
        assert at_level("sealed", instead(complete(), green(kind, color="yellow"))).verdict == "refuse"


def test_closed_asks_in_the_order_of_the_gate():
    bare = Evidence("gate", "in", person=STUDENT, identity="verified", approvals=(approval("return"),))
    decision = at_level("closed", bare)
    assert decision.verdict == "hold"
    assert decision.needed == ("health-code", "travel-card", "test-report", "temperature")


@pytest.mark.parametrize(("hours", "verdict"), [(47, "admit"), (48, "admit"), (49, "hold")])
def test_closed_takes_a_report_of_48_hours_by_its_sampling(hours, verdict):
    assert at_level("closed", instead(complete(), report(ago(hours=hours)))).verdict == verdict


def test_routine_asks_for_health_code_and_temperature():
    decision = at_level("routine", Evidence("gate", "in", person=STUDENT, identity="verified"))
    assert (decision.verdict, decision.needed) == ("hold", ("health-code", "temperature"))


def test_open_asks_for_identity_alone():
    assert at_level("open", Evidence("gate", "in")).needed == ("identity",)
    assert at_level("open", Evidence("gate", "in", person=STUDENT, identity="verified")).verdict == "admit"


@pytest.mark.parametrize("level", UNDER_CONTROL)
def test_people_do_not_pass_the_goods_gate(level):
    """人员和物资分门进出."""
    assert at_level(level, complete(post="goods")).reasons == ("level-forbids",)


@pytest.mark.parametrize("level", UNDER_CONTROL)
@pytest.mark.parametrize("item", ["health-code", "travel-card", "test-report", "temperature"])
def test_a_deliverer_is_checked_for_all_four(level, item):
    """四必查, at every level under control."""
    evidence = complete(DRIVER, post="goods")
    spoiled = replace(evidence, temperatures=()) if item == "temperature" else without_claims(evidence, item)
    decision = at_level(level, spoiled)
    assert (decision.verdict, decision.needed) == ("hold", (item,))


@pytest.mark.parametrize("level", UNDER_CONTROL)
def test_outsiders_without_a_visit_approval_are_refused(level):
    assert at_level(level, replace(complete(VISITOR), approvals=())).verdict == "refuse"


def test_at_open_registered_outsiders_pass_and_unregistered_ones_do_not():
    """没有事先登记备案的车辆与校外无关人员 are refused."""
    known = Evidence("gate", "in", person=DRIVER, identity="verified")
    assert at_level("open", known).verdict == "admit"
    assert at_level("open", replace(known, on_roster=False)).verdict == "refuse"
    assert at_level("open", replace(known, on_roster=False, approvals=(approval("visit"),))).verdict == "admit"


def test_an_approval_for_another_time_does_not_do():
    over = Approval("return", ago(days=9), ago(days=2))
    decision = at_level("closed", replace(complete(), approvals=(over,)))
    assert (decision.verdict, decision.reasons) == ("refuse", ("approval-other-time",))


def test_an_approval_on_paper_does_where_the_level_accepts_the_guards_look():
    paper = replace(complete(), approvals=(), looks=(look("approval"), look("symptoms")))
    assert at_level("closed", paper).verdict == "admit"
    assert at_level("sealed", paper).verdict == "refuse"


def test_the_checklist_has_a_line_for_each_item_whatever_the_verdict():
    order = ["identity", "approval", "health-code", "travel-card", "test-report", "temperature", "symptoms"]
    feverish = replace(complete(), temperatures=(Temperature(38.2, NOW),))
    refused = with_claims(complete(), green(color="red"))
    for evidence in (complete(), feverish, refused, Evidence("gate", "in")):
        assert [check.item for check in at_level("sealed", evidence).checks] == order
