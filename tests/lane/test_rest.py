"""G4 in a lane: the rest before the second measurement, and the medical duty room that nobody gets past."""

from datetime import timedelta

import pytest

from app.medical.state import patient_of
from app.medical.step import step_of
from app.policy.evidence import Site
from app.store.fact import Draft
from tests.fakes.lanes import Stage
from tests.fakes.posts import CHEN, LIN

MINUTES = 60.0


@pytest.fixture
def stage() -> Stage:
    return Stage("open", rests=True)


def acts(stage: Stage) -> list[str]:
    return [one["act"] for one in stage.post.of("medical-step")]


def come(stage: Stage, person=LIN) -> None:  # type: ignore[no-untyped-def]
    stage.lane.next_person()
    stage.show(stage.campus.code(person))


def sick(stage: Stage) -> None:
    come(stage)
    stage.measure(37.8)


def officer(stage: Stage, act: str, **more: object) -> None:
    body = {"act": act, "person": LIN.number, **more}
    stage.post.append(Draft(kind="medical-step", body=body, operator="校医", post="医疗", at=stage.clock()))


def test_a_first_high_reading_holds_at_once_and_begins_a_rest(stage: Stage) -> None:
    stage.clock.turn(120)
    sick(stage)
    assert (stage.view.phase, stage.view.decision.verdict) == ("decided", "hold")
    assert acts(stage) == ["resting"]
    assert [one["verdict"] for one in stage.post.passages] == ["admit", "hold"]
    resting = patient_of(step for one in stage.post.written if (step := step_of(one.fact)))
    assert resting.due == stage.clock() + timedelta(minutes=10)


def test_who_comes_back_after_the_rest_is_measured_and_passes(stage: Stage) -> None:
    sick(stage)
    stage.clock.turn(10 * MINUTES)
    come(stage)
    assert (stage.view.phase, stage.view.decision.needed) == ("gathering", ("temperature",))
    stage.measure(36.6)
    assert stage.view.decision.verdict == "admit"
    assert acts(stage) == ["resting", "cleared"]
    assert stage.post.passages[-1]["celsius"] == 36.6


def test_who_comes_back_too_early_waits_on_without_beginning_anew(stage: Stage) -> None:
    sick(stage)
    stage.clock.turn(5 * MINUTES)
    come(stage)
    assert stage.view.decision.reasons == ("rest-first",)
    assert acts(stage) == ["resting"]
    stage.clock.turn(5 * MINUTES)
    come(stage)
    assert stage.view.decision.needed == ("temperature",)


def test_who_rests_and_shows_their_code_again_is_told_until_when_before_anything_is_asked() -> None:
    stage = Stage("routine", rests=True)
    sick(stage)
    stage.lane.next_person()
    until = stage.clock() + timedelta(minutes=10)
    stage.clock.turn(3 * MINUTES)
    come(stage)
    assert (stage.view.phase, stage.view.decision.verdict) == ("decided", "hold")
    assert ("rest-first" in stage.view.decision.reasons, stage.view.rests_until) == (True, until)


def test_until_when_is_said_from_the_first_reading_on(stage: Stage) -> None:
    sick(stage)
    assert stage.view.rests_until == stage.clock() + timedelta(minutes=10)


def test_after_the_rest_the_temperature_comes_before_whatever_else_is_asked() -> None:
    stage = Stage("routine", rests=True)
    sick(stage)
    stage.clock.turn(10 * MINUTES)
    come(stage)
    assert stage.view.phase == "gathering"
    assert stage.view.decision.needed[0] != "temperature"
    assert stage.view.first_needed == "temperature"
    stage.measure(36.5)
    assert (stage.view.rests_until, stage.view.first_needed) == (None, stage.view.decision.needed[0])
    stage.lane.next_person()
    assert acts(stage) == ["resting", "cleared"]


def test_whoever_never_rested_is_asked_in_the_order_of_the_level() -> None:
    stage = Stage("routine", rests=True)
    come(stage)
    assert (stage.view.rests_until, stage.view.first_needed) == (None, stage.view.decision.needed[0])


def test_twice_high_is_on_the_worklist_before_the_verdict_is_seen(stage: Stage) -> None:
    sick(stage)
    stage.clock.turn(11 * MINUTES)
    come(stage)
    stage.measure(37.5)
    assert stage.view.decision.verdict == "refer"
    kinds = [entry.fact.kind for entry in stage.post.written if entry.fact.at == stage.clock()]
    assert kinds == ["medical-step", "passage"]
    assert acts(stage) == ["resting", "referred"]


def test_cough_is_referred_without_a_rest(stage: Stage) -> None:
    come(stage)
    stage.lane.look("symptoms", False)
    assert acts(stage) == ["referred"]
    assert stage.post.of("medical-step")[0]["reasons"] == ("symptoms",)


def test_a_rest_is_one_persons_alone(stage: Stage) -> None:
    sick(stage)
    stage.clock.turn(30)
    come(stage, CHEN)
    assert stage.view.decision.verdict == "admit"


def test_several_rest_at_once_each_with_their_own_reading(stage: Stage) -> None:
    for person in (LIN, CHEN):
        come(stage, person)
        stage.measure(37.6)
        stage.clock.turn(60)
    stage.clock.turn(8.5 * MINUTES)
    come(stage, CHEN)
    assert stage.view.decision.needed == ()
    come(stage, LIN)
    assert stage.view.decision.needed == ("temperature",)


def test_starting_over_does_not_get_anybody_past_the_rest(stage: Stage) -> None:
    sick(stage)
    stage.lane.clear()
    come(stage)
    stage.measure(36.5)
    assert stage.view.decision.verdict == "hold"


def test_whoever_was_referred_passes_by_the_officers_word_alone(stage: Stage) -> None:
    come(stage)
    stage.lane.look("symptoms", False)
    for act in ("taken", "measured", "kept"):
        stage.clock.turn(30 * MINUTES)
        officer(stage, act, celsius=36.4)
        come(stage)
        stage.measure(36.4)
        assert stage.view.decision.verdict == "refer"
        assert stage.view.decision.reasons == ("with-medical",)
    stage.clock.turn(60)
    officer(stage, "released", word="复测正常")
    come(stage)
    assert stage.view.decision.verdict == "admit"
    assert acts(stage).count("referred") == 1


def test_a_word_that_comes_while_they_stand_there_counts_when_they_show_their_code_again(stage: Stage) -> None:
    come(stage)
    stage.lane.look("symptoms", False)
    stage.clock.turn(1)
    officer(stage, "released", word="查看过，无发热")
    stage.show(stage.campus.code(LIN))
    assert stage.view.decision.verdict == "admit"


def test_a_clock_set_back_does_not_put_a_referral_behind_an_older_word(stage: Stage) -> None:
    come(stage)
    stage.lane.look("symptoms", False)
    stage.clock.turn(60)
    officer(stage, "released", word="可以")
    stage.clock.turn(-3600)
    come(stage)
    stage.lane.look("symptoms", False)
    stage.lane.next_person()
    stage.clock.turn(2 * MINUTES)
    come(stage)
    assert stage.view.decision.verdict == "refer"


def test_somebody_unknown_is_on_the_list_too(stage: Stage) -> None:
    stage.show(stage.campus.code(LIN) + "x")
    stage.lane.look("symptoms", False)
    said = stage.post.of("medical-step")[0]
    assert said["person"] == ""
    assert said["key"]


def test_where_nobody_calls_people_back_a_first_high_reading_is_referred() -> None:
    stage = Stage("open")
    sick(stage)
    assert stage.view.decision.verdict == "refer"
    assert acts(stage) == ["referred"]


def test_on_a_full_disk_neither_list_nor_verdict_is_ahead_of_the_other(stage: Stage) -> None:
    come(stage)
    stage.post.full = True
    stage.lane.look("symptoms", False)
    assert stage.view.decision.verdict == "undecided"
    stage.post.full = False
    stage.clock.turn(6)
    stage.lane.tick()
    assert stage.view.decision.verdict == "refer"
    assert acts(stage) == ["referred"]


@pytest.mark.parametrize(("site", "verdict"), [("forehead", "hold"), ("armpit", "hold"), ("ear", "admit")])
def test_each_site_has_a_threshold_of_its_own(stage: Stage, site: Site, verdict: str) -> None:
    stage.post.measures_at = site
    come(stage)
    stage.measure(37.4)
    assert stage.view.decision.verdict == verdict
    stage.lane.next_person()
    assert stage.post.of("passage")[-1]["verdict"] == verdict
