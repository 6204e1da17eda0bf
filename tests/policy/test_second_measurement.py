"""G4: a first high temperature is measured again after a rest; and nobody passes whom the medical duty room has."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace as changed

from app.policy.decide import decide
from app.policy.evidence import Temperature
from app.policy.level import levels, parse
from app.policy.leveldiff import differences
from app.policy.leveltext import write
from app.policy.rule import SecondMeasurement
from tests.policy.people import NOW, ago, at_level, complete, look

SETTLES, REFERS = ("open", "routine", "closed"), ("sealed", "static")
EVERY_LEVEL = list(levels())


def rested(*readings, **more):
    """Somebody complete at a post that can have them rest, with readings of so many minutes ago."""
    measured = tuple(Temperature(celsius, ago(minutes=minutes)) for celsius, minutes in readings)
    return replace(complete(), temperatures=measured, may_rest=True, **more)


@pytest.mark.parametrize("level", ["open", "routine", "closed", "sealed"])
def test_a_first_high_temperature_holds_and_asks_for_nothing_yet(level):
    decision = at_level(level, rested((37.6, 0)))
    assert decision.verdict == "hold"
    assert "temperature" not in decision.needed
    assert "rest-first" in [check.reason for check in decision.checks]


@pytest.mark.parametrize("level", ["open", "routine", "closed", "sealed"])
def test_after_the_rest_the_temperature_is_asked_for_again(level):
    assert at_level(level, rested((37.6, 9.9))).reasons == ("rest-first",)
    assert at_level(level, rested((37.6, 10))).needed == ("temperature",)


@pytest.mark.parametrize("minutes", [0, 12])
def test_who_may_not_pass_anyway_is_neither_sent_away_nor_left_to_the_guard_with_a_high_temperature(minutes):
    """They would walk off before the rest is over, or be admitted with the guard's key."""
    measured = rested((37.6, minutes))
    assert at_level("static", measured).verdict == "refer"
    assert at_level("closed", replace(measured, approvals=())).verdict == "refer"
    old_list = at_level("closed", replace(measured, reference_at=ago(hours=30)))
    assert (old_list.verdict, old_list.reasons) == ("refer", ("fever",))


@pytest.mark.parametrize("level", EVERY_LEVEL)
def test_twice_high_is_referred(level):
    assert at_level(level, rested((37.6, 12), (37.4, 0))).verdict == "refer"


def test_how_the_second_reading_is_known_is_said_not_how_the_first_was():
    first = Temperature(37.6, ago(minutes=12), source="thermometer")
    measured = (first, Temperature(38.1, ago(minutes=0), source="typed"))
    decision = at_level("routine", replace(complete(), temperatures=measured, may_rest=True))
    assert {check.item: check.trust for check in decision.checks}["temperature"] == "seen"


@pytest.mark.parametrize("level", EVERY_LEVEL)
def test_a_second_normal_one_is_what_the_level_says(level):
    verdict = at_level(level, rested((37.6, 12), (36.6, 0))).verdict
    assert verdict == ("admit" if level in SETTLES else "refer")


def test_a_lower_reading_before_the_rest_is_over_does_not_count():
    assert at_level("routine", rested((37.6, 8), (36.6, 0))).reasons == ("rest-first",)
    late = rested((37.6, 12), (36.6, 5))
    assert at_level("routine", late).needed == ("temperature",)


def test_a_second_reading_that_no_person_has_is_taken_again():
    assert at_level("routine", rested((37.6, 12), (20.0, 0))).needed == ("temperature",)


@pytest.mark.parametrize("level", EVERY_LEVEL)
def test_cough_and_a_fever_that_was_seen_have_no_rest(level):
    for item in ("symptoms", "temperature"):
        assert at_level(level, rested((36.5, 0), looks=(look(item, good=False),))).verdict == "refer"


@pytest.mark.parametrize("level", EVERY_LEVEL)
def test_where_nobody_can_call_them_back_a_high_temperature_refers_at_once(level):
    assert at_level(level, replace(rested((37.6, 0)), may_rest=False)).verdict == "refer"


@given(
    st.sampled_from(EVERY_LEVEL),
    st.lists(st.tuples(st.floats(35, 42), st.floats(0, 60)), min_size=1, max_size=5),
    st.floats(37.3, 42),
)
def test_a_high_temperature_is_admitted_only_by_a_normal_one_after_the_rest(level, others, celsius):
    readings = [(celsius, 30.0), *others]
    decision = at_level(level, rested(*readings))
    first = max(minutes for one, minutes in readings if one >= 37.3)
    again = [one for one, minutes in readings if first - minutes >= 10]
    if decision.verdict == "admit":
        assert again
        assert max(again) < 37.3
        assert level in SETTLES
    if any(one >= 37.3 for one in again):
        assert decision.verdict == "refer"


@pytest.mark.parametrize("level", EVERY_LEVEL)
@pytest.mark.parametrize("post", ["gate", "goods", "dormitory"])
@pytest.mark.parametrize("direction", ["in", "out"])
def test_whom_the_medical_duty_room_has_passes_nowhere(level, post, direction):
    held = replace(complete(), post=post, direction=direction, referred_at=ago(hours=20))
    assert at_level(level, held).verdict == "refer"
    assert "with-medical" in at_level(level, held).reasons
    before = replace(held, released_at=ago(hours=21))
    assert at_level(level, before).verdict == "refer"


def test_after_the_release_they_are_checked_as_anybody():
    assert (
        at_level("routine", replace(complete(), referred_at=ago(hours=2), released_at=ago(hours=1))).verdict == "admit"
    )


@given(st.sampled_from(EVERY_LEVEL), st.timedeltas(timedelta(0), timedelta(days=30)))
def test_no_time_lets_them_go(level, passed):
    assert decide(levels()[level], replace(complete(), referred_at=NOW - passed), NOW).verdict == "refer"


def test_the_rest_is_data():
    """Other minutes, none, and what a normal one means: written, read again, and told as a difference."""
    usual = levels()["routine"]
    longer = parse(write(changed(usual.file, second_measurement=SecondMeasurement(after_minutes=15))), "own")
    assert longer.second_measurement == SecondMeasurement(after_minutes=15, normal="refers")
    assert decide(longer, rested((37.6, 14), (36.5, 0)), NOW).reasons == ("rest-first",)
    at_once = parse(write(changed(usual.file, second_measurement=None)), "own")
    assert decide(at_once, rested((37.6, 0)), NOW).verdict == "refer"
    assert [one.what for one in differences(usual.file, at_once.file)] == ["体温偏高复测"]
