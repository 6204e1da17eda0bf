"""Observation: whatever the steps and their order, only the medical officer's word lets somebody go; what is due."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clock import CAMPUS
from app.dormitory.observe.absent import absences
from app.dormitory.observe.conditions import Reading, Sample, ready, unmet
from app.dormitory.observe.looks import on_map
from app.dormitory.observe.rooms import Occupied, named, occupied, sex_of
from app.dormitory.observe.rules import rules
from app.dormitory.observe.stay import Stay, stays
from app.dormitory.observe.step import Does, Step
from app.dormitory.observe.watched import Watched, watched, worklist
from app.store.reference.observation_rooms import ObservationRoom

START = datetime(2022, 4, 1, 10, 0, tzinfo=CAMPUS)
RULES = rules()
DOES: tuple[Does, ...] = ("placed", "moved", "helped", "released", "kept", "let-go")


def step(hours: float, does: Does, **more: Any) -> Step:
    """So many hours after START."""
    at = START + timedelta(hours=hours)
    given_ = {"id": f"{hours:09.3f}-{does}-{more}", "at": at, "operator": "校医", "number": "1", "does": does, **more}
    return Step(**given_)


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def seen(steps: list[Step], hours: float, temperatures: Any = (), tests: Any = ()) -> Watched:
    readings = [Reading(at(one), celsius, celsius >= 37.3) for one, celsius in temperatures]
    sampled = [Sample(at(one), positive) for one, positive in tests]
    return watched(stays(steps)[-1], readings, sampled, RULES, at(hours))


any_step = st.builds(
    lambda hours, does, word, home: step(
        hours, does, word=word if does in ("released", "let-go") else "", home=home,
        room="" if home or does not in ("placed", "moved") else "9/301", helper="2" if does == "helped" else "",
    ),
    st.integers(0, 400), st.sampled_from(DOES), st.sampled_from(["", " ", "可以"]), st.booleans(),
)  # fmt: skip
histories = st.lists(any_step, max_size=12, unique_by=lambda one: one.id)


@given(histories, st.randoms())
def test_nothing_depends_on_the_order_in_which_steps_arrive(history: list[Step], chance: Any) -> None:
    shuffled = [*history, *history[:3]]  # and some arrive twice
    chance.shuffle(shuffled)
    assert stays(shuffled) == stays(history)


@given(histories)
def test_nobody_is_released_without_a_word(history: list[Step]) -> None:
    for one in stays(history):
        assert one.open or one.word.strip()
        words = [each for each in one.steps if each.does in ("released", "let-go") and each.word.strip()]
        assert bool(words) >= (not one.open)


@given(histories)
def test_at_most_one_observation_is_open_and_they_follow_each_other(history: list[Step]) -> None:
    found = stays(history)
    assert all(not one.open for one in found[:-1])
    ends = [one.released_at for one in found[:-1]]
    assert all(end <= after.since for end, after in zip(ends, found[1:], strict=True) if end)


@given(histories, st.integers(0, 500), st.lists(st.tuples(st.integers(0, 500), st.floats(35, 40)), max_size=20))
def test_no_day_and_no_reading_releases_anybody(history: list[Step], now: int, temperatures: Any) -> None:
    for one in stays(history):
        made = watched(one, [Reading(at(h), c, c >= 37.3) for h, c in temperatures], (), RULES, at(now))
        assert made.stay == one
        assert bool(made.due) <= one.open
        assert sum(len(each.readings) for each in made.measures) == len(made.readings)


@given(histories)
def test_whoever_is_observed_in_another_room_is_away_and_at_home_is_not(history: list[Step]) -> None:
    found = stays(history)
    away = absences(found, {"1": "5/316"})
    for hours in range(0, 420, 9):
        now = at(hours)
        one = next(
            (each for each in found if each.since <= now and (each.released_at is None or now < each.released_at)), None
        )
        covered = any(each.covers(now) for each in away)
        if one is None:
            assert not covered
            continue
        places = [each for each in one.steps if each.does in ("placed", "moved") and each.at <= now]
        assert covered == (not places[-1].home if places else True)


def test_a_contact_is_released_after_its_days_with_its_tests_and_without_fever() -> None:
    steps = [step(0, "placed", cause="contact", room="9/301"), step(1, "helped", helper="2")]
    temperatures = [(hours, 36.5) for hours in range(8, 14 * 24, 12)]
    tests = [((day - 1) * 24 + 1, False) for day in (1, 4, 7, 14)]
    before = seen(steps, 14 * 24 - 1, temperatures, tests)
    assert unmet(before.conditions) == ("days",)
    made = seen(steps, 14 * 24, temperatures, tests)
    assert ready(made.conditions)
    assert "release" in [one.what for one in made.due]
    assert made.out == at(14 * 24)
    assert unmet(seen(steps, 14 * 24, temperatures, tests[:2]).conditions) == ("test",)
    assert unmet(seen(steps, 14 * 24, temperatures, [*tests, (300, True)]).conditions) == ("positive",)
    assert unmet(seen(steps, 14 * 24, [*temperatures, (13 * 24, 38.0)], tests).conditions) == ("calm",)
    assert unmet(seen(steps, 14 * 24, [], tests).conditions) == ("calm",)


@pytest.mark.parametrize(
    ("clock", "what"),
    [("06:00", []), ("07:00", [False]), ("09:30", [True]), ("16:30", [False]), ("19:30", [True])],
)  # fmt: skip
def test_two_temperatures_a_day_are_due_and_late_by_the_clock(clock: str, what: list[bool]) -> None:
    steps = [step(0, "placed", cause="contact", room="9/301")]
    hour, minute = map(int, clock.split(":"))
    now = (START + timedelta(days=1)).replace(hour=hour, minute=minute)
    made = watched(stays(steps)[0], (), (), RULES, now)
    assert [one.late for one in made.due if one.what == "measure"] == what


def test_whoever_comes_after_a_window_owes_nothing_in_it() -> None:
    made = seen([step(0, "placed", cause="contact", room="9/301")], 1)
    assert not [one for one in made.due if one.what == "measure"]
    assert made.measures == ()


def test_whom_the_medical_duty_room_keeps_needs_a_room_and_goes_with_its_release() -> None:
    kept = [step(0, "kept", words="健康监测房")]
    assert [one.what for one in seen(kept, 1).due][:1] == ["room"]
    (one,) = stays([*kept, step(2, "placed", room="9/301", cause="fever"), step(30, "let-go", word="可以")])
    assert (one.open, one.room) == (False, "9/301")
    (contact,) = stays([step(0, "placed", room="9/301", cause="contact"), step(30, "let-go", word="可以")])
    assert contact.open


def test_a_high_temperature_comes_first_of_all() -> None:
    quiet = watched(stays([step(0, "placed", room="9/301", number="2")])[0], (), (), RULES, at(30))
    high = seen([step(0, "placed", room="9/302")], 30, [(29, 38.0)])
    assert [one.number for one in worklist([quiet, high])] == ["1", "2"]
    assert high.due[0].what == "high"
    looks = on_map([quiet, high], [], {})
    assert (looks["9/302"].look, looks["9/301"].look) == ("attention", "due")


SEXES = {"1": "male", "2": "female", "3": ""}


def one_in(room: ObservationRoom, *numbers: str, cause: str = "contact") -> Occupied:
    inside = [Stay(number=one, cause=cause, since=START, room=room.code) for one in numbers]  # type: ignore[arg-type]
    return occupied([room], inside)[0]


def test_a_room_says_why_it_does_not_take_somebody() -> None:
    def refusal(one: Occupied, number: str, cause: Any = "contact") -> str | None:
        return one.refusal(number, cause, lambda each: SEXES[each])  # type: ignore[return-value,arg-type]

    any_ = ObservationRoom(code="9/301", title="301", capacity=2)
    assert refusal(one_in(any_), "1") is None
    assert refusal(one_in(any_, "2", "3"), "1") == "full"
    assert refusal(one_in(any_, "1", "3"), "1") is None  # already in it
    assert refusal(one_in(any_, "2"), "1") == "other-sex"
    assert refusal(one_in(any_, "2"), "3") is None  # what is not known refuses nobody
    assert refusal(one_in(any_, "3"), "1", "fever") == "other-cause"
    women = ObservationRoom(code="9/302", title="302", capacity=2, sex="female", cause="contact")
    assert refusal(one_in(women), "1") == "sex"
    assert refusal(one_in(women), "2", "fever") == "cause"


def test_a_room_is_meant_by_its_code_or_its_name() -> None:
    rooms = [
        ObservationRoom(code="9/301", title="健康监测房 1", capacity=1),
        ObservationRoom(code="9/302", title="二", capacity=1),
    ]
    assert [one and one.code for one in (named(rooms, "9-301"), named(rooms, "健康监测房1"), named(rooms, "九"))] == [
        "9/301", "9/301", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("id_number", "sex"),
    [("110101200001011234", "male"), ("110101200001011242", "female"), ("110101900101123", "male"), ("", ""),
     ("1101**********1234", ""), ("E12345678", "")],
)  # fmt: skip
def test_the_sex_is_read_from_an_identity_card_and_from_nothing_else(id_number: str, sex: str) -> None:
    assert sex_of(id_number) == sex
