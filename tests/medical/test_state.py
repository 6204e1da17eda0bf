"""How somebody stands: whatever the steps and their order, only the medical officer's word lets a held person go."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.medical.state import HELD, Patient, patient_of
from app.medical.step import Step
from app.records.medical_step import MedicalStep
from app.records.problem import RecordProblems
from app.records.registry import kind
from tests.fakes.window import NOW

LIN = "S2019040316"
OPENS = {"referred", "taken", "kept"}


def step(at: float, act: str, **raw: Any) -> Step:
    """So many minutes after NOW; unchecked, as a ledger may hold it."""
    said = MedicalStep(act=act, person=LIN, name="林晓彤", **raw)  # type: ignore[arg-type]
    return Step(f"{at:09.3f}-{act}-{raw}", NOW + timedelta(minutes=at), "校医", said)


words = st.sampled_from(["", " ", "可以放行"])
any_step = st.builds(
    lambda at, act, word, celsius: step(
        at, act, word=word if act == "released" else "", celsius=celsius if act in ("resting", "measured") else None,
        minutes=10 if act == "resting" else 0, where="302" if act == "kept" else "",
    ),
    st.integers(0, 600), st.sampled_from(sorted(OPENS | {"resting", "cleared", "measured", "released"})), words,
    st.floats(35, 41),
)  # fmt: skip
histories = st.lists(any_step, min_size=1, max_size=12, unique_by=lambda one: one.id)


def stood(one: Patient) -> tuple[object, ...]:
    return one.phase, one.since, one.came, one.rest, one.reasons, one.readings, one.released_at, one.taken_by, one.until


@given(histories, st.randoms())
def test_nothing_depends_on_the_order_in_which_steps_arrive(history: list[Step], chance: Any) -> None:
    shuffled = [*history, *history[:3]]  # and some arrive twice
    chance.shuffle(shuffled)
    assert stood(patient_of(shuffled)) == stood(patient_of(history))


@given(histories)
def test_nobody_gets_past_it_without_the_officers_word(history: list[Step]) -> None:
    """Whoever was ever taken in is held until a release with a word comes after it."""
    ordered = sorted(history, key=lambda one: one.order)
    last = max((at for at, one in enumerate(ordered) if one.said.act in OPENS), default=None)
    if last is None:
        return
    let_go = any(one.said.act == "released" and one.said.word.strip() for one in ordered[last:])
    assert patient_of(history).held == (not let_go)


@given(histories)
def test_no_reading_and_no_step_is_lost(history: list[Step]) -> None:
    made = patient_of(history)
    assert {one.id for one in made.steps} == {one.id for one in history}
    assert len(made.readings) == sum(one.said.celsius is not None for one in history)


@given(histories)
def test_without_a_word_a_release_changes_nothing(history: list[Step]) -> None:
    silent = step(9999, "released", word=" ")
    before, after = patient_of(history), patient_of([*history, silent])
    assert (before.phase, before.released_at) == (after.phase, after.released_at)


def test_a_stay_from_the_gate_to_the_release() -> None:
    steps = [
        step(0, "resting", celsius=37.8, minutes=10), step(11, "referred", celsius=37.9, reasons=("fever",)),
        step(14, "taken"), step(15, "measured", celsius=38.0, site="armpit"),
        step(16, "kept", where="健康监测房 302", until=NOW + timedelta(hours=24)),
    ]  # fmt: skip
    one = patient_of(steps)
    assert (one.phase, one.where, one.taken_by, one.came) == ("kept", "健康监测房 302", "校医", steps[1].at)
    assert [reading.celsius for reading in one.readings] == [37.8, 37.9, 38.0]
    gone = patient_of([*steps, step(1500, "released", word="24 小时无发热")])
    assert (gone.phase, gone.released_at, gone.referred_at) == ("released", NOW + timedelta(minutes=1500), None)
    again = patient_of([*steps, step(1500, "released", word="可以"), step(1600, "referred", reasons=("symptoms",))])
    assert (again.phase, again.reasons, again.taken_by, again.where) == ("referred", ("symptoms",), "", "")


def test_the_end_of_an_observation_releases_nobody() -> None:
    assert patient_of([step(0, "kept", where="302", until=NOW)]).phase in HELD


def test_a_rest_is_over_after_a_day_and_may_begin_anew() -> None:
    first = step(0, "resting", celsius=37.6, minutes=10)
    one = patient_of([first])
    assert one.rests(NOW + timedelta(hours=24))
    assert not one.rests(NOW + timedelta(hours=24, minutes=1))
    late = patient_of([first, step(1500, "resting", celsius=37.7, minutes=10)])
    assert late.due == NOW + timedelta(minutes=1510)


def test_two_steps_of_one_moment_are_in_the_order_of_their_writing() -> None:
    at = NOW
    taken = Step("1", at, "甲", MedicalStep(act="taken", person=LIN))  # type: ignore[arg-type]
    again = Step("2", at, "乙", MedicalStep(act="taken", person=LIN))  # type: ignore[arg-type]
    assert patient_of([again, taken]).taken_by == "乙"


@pytest.mark.parametrize(("act", "field"), [("measured", "celsius"), ("kept", "where"), ("released", "word")])
def test_the_record_asks_for_what_its_act_needs(act: str, field: str) -> None:
    with pytest.raises(RecordProblems) as raised:
        kind("medical-step").read({"person": LIN, "act": act})
    assert [one.field for one in raised.value.problems] == [field]
