"""What is shown after a decision that let nobody in: the checklist goes on, and what is shown then counts."""

import pytest

from tests.fakes.lanes import HEALTH, Stage
from tests.fakes.posts import LIN


@pytest.fixture
def stage() -> Stage:
    return Stage("closed")


def test_an_approval_on_paper_behind_a_refusal_leads_on_item_by_item(stage: Stage) -> None:
    stage.show(stage.campus.code(LIN))
    assert (stage.view.phase, stage.view.decision.verdict) == ("decided", "refuse")
    stage.lane.look("approval")
    assert (stage.view.phase, stage.view.decision.verdict) == ("gathering", "hold")
    for item in ("health-code", "travel-card", "test-report"):
        assert stage.view.decision.needed[0] == item
        stage.lane.look(item)
    stage.measure(36.5)
    assert (stage.view.phase, stage.view.decision.verdict) == ("decided", "admit")
    assert [one["verdict"] for one in stage.post.passages] == ["refuse", "admit"]
    assert stage.post.passages[1]["corrects"] == "r1"


def test_what_comes_behind_a_hold_that_the_guard_let_fall_is_ticked_off_at_once() -> None:
    stage = Stage("routine")
    stage.show(stage.campus.code(LIN))
    stage.lane.decide_now()
    stage.show(HEALTH)
    states = {check.item: check.state for check in stage.view.decision.checks}
    assert (stage.view.phase, states["health-code"], states["temperature"]) == ("decided", "done", "missing")


def test_whoever_goes_without_the_rest_stays_refused(stage: Stage) -> None:
    stage.show(stage.campus.code(LIN))
    stage.lane.look("approval")
    stage.lane.next_person()
    assert [one["verdict"] for one in stage.post.passages] == ["refuse"]


def test_a_verdict_that_lets_in_is_not_taken_off_the_screen_by_a_look_at_something_else() -> None:
    stage = Stage("open")
    stage.show(stage.campus.code(LIN))
    stage.lane.look("travel-card")
    assert (stage.view.phase, stage.view.decision.verdict) == ("decided", "admit")
