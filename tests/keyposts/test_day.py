"""How a shift stands, for whatever was signed and seen."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from app.clock import CAMPUS
from app.keyposts.day import Shown, Sighting, may_be_at, shown
from app.keyposts.presence import LONGEST, Sign, stays, there
from app.store.reference.keystaff import Shift
from tests.fakes.crew import COOK, NIGHT

DAY = datetime(2022, 4, 10).date()
BEGINS, ENDS = COOK.shifts[0].on(DAY)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2022, 4, 10, 0, 0, tzinfo=CAMPUS) + timedelta(hours=hour, minutes=minute)


NOON = at(12)


def stood(*signs: Sign, now: datetime = NOON, seen: tuple[Sighting, ...] = ()) -> Shown:
    (one,) = shown(COOK, DAY, signs, seen, now)
    return one


SIGNS = st.lists(
    st.builds(Sign, st.integers(-600, 2400).map(lambda minutes: at(0) + timedelta(minutes=minutes)),
              st.sampled_from(("in", "out")), st.sampled_from(("", "东门", "西门"))),
    max_size=8,
)  # fmt: skip
NOWS = st.integers(0, 2880).map(lambda minutes: at(0) + timedelta(minutes=minutes))


@given(SIGNS, NOWS, st.randoms(use_true_random=False))
def test_the_order_and_number_in_which_records_arrive_change_nothing(
    signs: list[Sign], now: datetime, chance: object
) -> None:
    again = [*signs, *signs[:3]]
    chance.shuffle(again)  # type: ignore[attr-defined]  # a Random
    assert stood(*again, now=now) == stood(*signs, now=now)


@given(SIGNS, NOWS)
def test_nobody_is_missing_who_signed_in_for_it_and_nobody_there_who_did_not(signs: list[Sign], now: datetime) -> None:
    one, times = stood(*signs, now=now), [sign.at for sign in {*signs}]
    came = [sign for sign in signs if sign.act == "in" and BEGINS <= sign.at < ENDS and sign.at <= now]
    if any(times.count(sign.at) == 1 for sign in came):
        assert one.state not in ("missing", "later")
    if not any(sign.act == "in" and sign.at <= now for sign in signs):
        assert one.state == ("later" if now < BEGINS else "missing")


@given(SIGNS, NOWS)
def test_what_is_to_come_changes_nothing_now(signs: list[Sign], now: datetime) -> None:
    assert stood(*signs, now=now) == stood(*(sign for sign in signs if sign.at <= now), now=now)


@given(SIGNS, NOWS)
def test_stays_follow_each_other_and_none_is_too_long(signs: list[Sign], now: datetime) -> None:
    found = stays(signs, now)
    ends = [one.until or now for one in found]
    assert all(one.since <= end <= one.since + LONGEST for one, end in zip(found, ends, strict=True))
    assert all(end <= after.since for end, after in zip(ends, found[1:], strict=False))
    assert all(one.until is not None for one in found[:-1])
    assert there(signs, now) == (bool(found) and found[-1].until is None)


@pytest.mark.parametrize(
    ("signs", "now", "state", "late"),
    [
        ((), at(5, 59), "later", 0), ((), at(6), "missing", 0), ((), at(6, 12), "missing", 12),
        ((), at(20), "missing", 480), ((Sign(at(5, 40), "in"),), at(5, 50), "here", 0),
        ((Sign(at(6, 5), "in"),), at(7), "here", 0), ((Sign(at(6, 6), "in"),), at(7), "here", 6),
        ((Sign(at(5, 40), "in"), Sign(at(5, 50), "out")), at(7), "missing", 60),
        ((Sign(at(6), "in"), Sign(at(13, 50), "out")), at(15), "left-early", 0),
        ((Sign(at(6), "in"), Sign(at(13, 55), "out")), at(15), "left", 0),
        ((Sign(at(6), "in"), Sign(at(9), "out"), Sign(at(9, 30), "in")), at(10), "here", 0),
        ((Sign(at(6), "in"),), at(15, 59), "here", 0), ((Sign(at(6), "in"),), at(16), "unsigned", 0),
        ((Sign(at(-10), "in"),), at(7), "missing", 60),
        ((Sign(at(-2), "in"), Sign(at(5, 55), "in")), at(7), "here", 0),
    ],
)  # fmt: skip
def test_a_shift_stands_as_a_head_would_say_it(signs: tuple[Sign, ...], now: datetime, state: str, late: int) -> None:
    one = stood(*signs, now=now)
    assert (one.state, one.late) == (state, late)
    assert one.wanting == (state in ("missing", "left-early"))


def test_of_two_shifts_a_day_each_is_signed_for_itself() -> None:
    staff = replace(COOK, shifts=(Shift(time(6), time(9)), Shift(time(10, 30), time(13))))
    first, second = shown(staff, DAY, [Sign(at(6), "in"), Sign(at(9), "out")], (), at(11))
    assert (first.state, second.state, second.late) == ("left", "missing", 30)
    first, second = shown(staff, DAY, [Sign(at(6), "in"), Sign(at(10, 28), "in")], (), at(11))
    assert (first.state, second.state, second.late) == ("unsigned", "here", 0)


def test_a_night_shift_ends_on_the_next_day() -> None:
    staff = replace(COOK, shifts=(NIGHT,))
    (one,) = shown(staff, DAY, [Sign(at(21, 58), "in")], (), at(26))
    assert (one.state, one.ends) == ("here", at(30))
    (one,) = shown(staff, DAY, [Sign(at(21, 58), "in"), Sign(at(30, 1), "out")], (), at(31))
    assert one.state == "left"


def test_somebody_seen_where_they_may_not_be_is_named_with_time_and_place() -> None:
    seen = (
        Sighting(at(9), "西门"),
        Sighting(at(7), "东门 · 人行通道"),
        Sighting(at(23), "北门"),
        Sighting(at(-1), "北门"),
    )
    one = stood(Sign(at(6), "in", "一食堂"), seen=seen)
    assert one.astray == (Sighting(at(9), "西门"),)
    assert one.wanting
    assert stood(Sign(at(6), "in", "南门")).astray == (Sighting(at(6), "南门"),)


@pytest.mark.parametrize(
    ("where", "may"), [("东门", True), ("东门 · 人行通道", True), ("东门北侧", False), ("西门", False), ("", True)]
)
def test_an_area_is_named_as_its_post(where: str, may: bool) -> None:
    assert may_be_at(COOK, where) == may


def test_without_areas_they_may_be_everywhere() -> None:
    assert may_be_at(replace(COOK, allowed=()), "西门")
