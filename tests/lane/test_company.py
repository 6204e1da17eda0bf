"""Two people's codes in view: nobody is taken for the one who stands there, and nobody has to lower a phone twice."""

import pytest

from tests.fakes.lanes import HEALTH, Camera, Stage
from tests.fakes.posts import CHEN, LIN, WU


@pytest.fixture
def stage() -> Stage:
    return Stage("routine")


def test_of_two_at_once_nobody_is_registered_and_the_guard_is_told(stage: Stage) -> None:
    camera = Camera(stage)
    camera.sees(stage.campus.code(LIN), stage.campus.code(CHEN))
    assert (stage.view.phase, stage.view.notice, stage.post.written) == ("waiting", "two-codes", [])
    assert len(stage.views) < 15, "told now and then, and not in every picture"


def test_whoever_keeps_it_up_when_the_other_lowers_theirs_is_the_one(stage: Stage) -> None:
    camera, lin = Camera(stage), stage.campus.code(LIN)
    camera.sees(lin, stage.campus.code(CHEN))
    camera.sees(lin)
    assert (stage.view.phase, stage.view.person, stage.post.written) == ("gathering", LIN, [])


def test_the_phone_of_the_next_in_line_does_not_take_the_place_of_who_is_still_measured(stage: Stage) -> None:
    camera, lin, chen = Camera(stage), stage.campus.code(LIN), stage.campus.code(CHEN)
    camera.sees(lin)
    camera.sees(lin, chen, HEALTH)
    assert (stage.view.person, stage.view.notice) == (LIN, "two-codes")
    stage.measure(36.5)
    assert [(one["person"], one["verdict"]) for one in stage.post.passages] == [(LIN.number, "admit")]
    camera.sees(lin, chen)
    assert stage.view.person == CHEN
    assert len(stage.post.passages) == 1


def test_one_that_a_picture_missed_is_still_beside_the_other(stage: Stage) -> None:
    camera, lin, chen = Camera(stage), stage.campus.code(LIN), stage.campus.code(CHEN)
    camera.sees(lin, chen)
    camera.sees(lin, seconds=0.2)
    camera.sees(lin, chen)
    assert (stage.view.phase, stage.post.written) == ("waiting", [])


@pytest.mark.parametrize("minutes", [0.1, 10])
def test_a_phone_that_lies_on_the_counter_after_its_turn_keeps_nobody_away(stage: Stage, minutes: float) -> None:
    camera, lying = Camera(stage), stage.campus.code(LIN)
    camera.sees(lying)
    stage.lane.next_person()
    for _ in range(round(minutes * 2)):
        camera.sees(lying, seconds=1)
        stage.clock.turn(29)
        camera.sees(lying, HEALTH, stage.campus.code(WU), seconds=1)
        assert stage.view.person == WU
        stage.lane.clear()


def test_a_card_on_the_reader_is_taken_whatever_the_camera_sees(stage: Stage) -> None:
    camera = Camera(stage)
    camera.sees(stage.campus.code(LIN), stage.campus.code(CHEN))
    stage.type_(WU.number)
    assert stage.view.person == WU
