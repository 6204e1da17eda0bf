"""Codes that stay before the camera: each is reported once, and once more when somebody new is there."""

import time

import pytest

from app.decode.symbol import Symbol
from tests.fakes.lanes import HEALTH, Camera, Stage
from tests.fakes.posts import CHEN, LIN


@pytest.fixture
def stage() -> Stage:
    return Stage("routine")


def test_the_phone_of_who_has_passed_does_not_end_the_next_one_s_case(stage: Stage) -> None:
    camera, passed = Camera(stage), stage.campus.code(LIN)
    camera.sees(passed, HEALTH)
    stage.measure(36.5)
    camera.sees(passed, stage.campus.code(CHEN))
    assert [one["person"] for one in stage.post.passages] == [LIN.number]
    assert (stage.view.phase, stage.view.person) == ("gathering", CHEN)


def test_a_health_code_that_was_held_up_too_early_counts_once_somebody_is_there(stage: Stage) -> None:
    camera = Camera(stage)
    camera.sees(HEALTH)
    assert stage.view.notice == "identity-first"
    camera.sees(HEALTH, stage.campus.code(LIN))
    assert stage.view.decision.needed == ("temperature",)


def test_what_the_last_person_held_up_is_not_the_next_one_s_however_late_it_is_read(stage: Stage) -> None:
    before = time.monotonic()
    stage.lane.identify(LIN.number)
    stage.lane.scan(Symbol("QRCode", HEALTH.encode(), color="green"), before)
    assert stage.view.claims == ()
    assert "health-code" in stage.view.decision.needed
    assert stage.opened == 2  # what is still there is looked at once more


def test_a_code_of_who_has_gone_does_not_come_back_however_late_it_is_read(stage: Stage) -> None:
    before = time.monotonic()
    stage.lane.identify(CHEN.number)
    stage.lane.scan(Symbol("QRCode", stage.campus.code(LIN).encode()), before)
    assert (stage.view.person, stage.post.passages) == (CHEN, [])


def test_after_an_emergency_who_is_in_view_is_taken_up(stage: Stage) -> None:
    stage.lane.override("")
    stage.lane.scan(Symbol("QRCode", stage.campus.code(LIN).encode()), time.monotonic(), again=True)
    assert stage.view.person == LIN
