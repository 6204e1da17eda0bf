"""A round as it stands: who is due, measured, missing, high; nobody lost and nobody twice, whatever moves meanwhile."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.dormitory.day import round_of, rounds
from app.dormitory.facts import Facts, Urgent
from app.dormitory.resident import Absence, Resident, Zone
from app.dormitory.rounds.calls import Call, calls, grounds, owed
from app.dormitory.rounds.state import House
from tests.dormitory.days import DAY, EVENING, MORNING, NOON, PLAN, at, line, lives, measured, spoken, stands


def test_every_minute_of_a_day_is_of_one_round() -> None:
    midnight = at("00:00")
    found = [round_of(PLAN, midnight + timedelta(minutes=n)).name for n in range(24 * 60)]
    assert list(dict.fromkeys(found)) == ["morning", "noon", "evening"]
    assert [one.begins for one in rounds(PLAN, DAY)][1:] == [one.ends for one in rounds(PLAN, DAY)][:-1]
    assert round_of(PLAN, at("21:00"), "morning") == MORNING


def test_measured_stated_missing_away() -> None:
    house = House(
        residents=[lives(n) for n in "12345"], absences=[Absence(number="4", since=at("00:00"), until=at("12:00"))]
    )
    facts = Facts(measurements=[measured("1", "07:00")], spoken=[spoken("2", "07:05"), spoken("5", "07:06", "away")])
    found = stands(house, facts, "08:00")
    assert {one.resident.number: one.status for one in found.lines} == {
        "1": "measured", "2": "stated", "3": "missing", "4": "away", "5": "away",
    }  # fmt: skip
    assert not found.closed
    assert [one.resident.number for one in found.missing] == ["3"]


def test_what_happened_later_is_not_known_yet() -> None:
    house, facts = House(residents=[lives("1")]), Facts(measurements=[measured("1", "07:30")])
    assert line(stands(house, facts, "07:29"), "1").status == "missing"
    assert line(stands(house, facts, "07:30"), "1").status == "measured"


def test_a_round_is_what_the_record_says_or_else_its_time() -> None:
    house = House(residents=[lives("1"), lives("2")])
    facts = Facts(measurements=[measured("1", "21:00", round="morning"), measured("2", "21:01")])
    assert [line(stands(house, facts, round_=one), "1").status for one in (MORNING, NOON, EVENING)] == [
        "measured", "missing", "missing",
    ]  # fmt: skip
    assert line(stands(house, facts, round_=EVENING), "2").status == "measured"
    assert line(stands(house, facts), "1").late


def test_late_is_what_comes_behind_the_window() -> None:
    house = House(residents=[lives("1"), lives("2")])
    found = stands(house, Facts(measurements=[measured("1", "08:29"), measured("2", "08:30")]))
    assert [line(found, n).late for n in "12"] == [False, True]


@pytest.mark.parametrize(
    ("site", "celsius", "state"),
    [
        ("armpit", 37.2, "none"), ("armpit", 37.3, "pending"), ("forehead", 37.3, "pending"), ("ear", 37.3, "none"),
        ("ear", 37.5, "pending"), ("tongue", 37.3, "pending"),
    ],
)  # fmt: skip
def test_each_site_has_its_own_threshold(site: str, celsius: float, state: str) -> None:
    found = stands(House(residents=[lives("1")]), Facts(measurements=[measured("1", "07:00", celsius, site)]))
    assert line(found, "1").fever.state == state


def test_a_high_temperature_is_measured_again_after_a_rest() -> None:
    house = House(residents=[lives("1")])
    first = measured("1", "07:00", 37.6)
    assert line(stands(house, Facts(measurements=[first])), "1").fever.due == at("07:15")
    settled = stands(house, Facts(measurements=[first, measured("1", "07:20", 36.8)]))
    assert line(settled, "1").fever.state == "settled"
    assert owed(settled, Facts()) == []


@pytest.mark.parametrize(
    ("again", "second", "state"),
    [
        (("07:14", 36.5), False, "pending"), (("07:14", 38.5), False, "pending"), (("07:15", 36.5), False, "settled"),
        (("07:15", 38.5), False, "again"), (("07:05", 36.5), True, "settled"), (("07:05", 38.5), True, "again"),
        (("06:50", 36.5), True, "pending"),
    ],
)  # fmt: skip
def test_the_one_after_the_rest_counts_or_the_one_that_is_said_to(
    again: tuple[str, float], second: bool, state: str
) -> None:
    both = [measured("1", "07:00", 37.6), measured("1", *again, second=second)]
    assert line(stands(House(residents=[lives("1")]), Facts(measurements=both)), "1").fever.state == state


def test_high_again_is_reported_at_once_and_stays_so() -> None:
    house = House(residents=[lives("1")])
    high = [measured("1", "07:00", 37.6), measured("1", "07:20", 37.5), measured("1", "07:40", 36.5)]
    facts = Facts(measurements=high)
    found = stands(house, facts)
    assert [one.resident.number for one in owed(found, facts)] == ["1"]
    told = Urgent(
        id="u", at=at("07:45"), entered_at=at("07:45"), number="1", cause="fever", grounds=grounds(line(found, "1"))
    )
    assert owed(found, Facts(measurements=high, urgent=[told])) == []
    more = Facts(measurements=[*high, measured("1", "08:00", 38.2)], urgent=[told])
    assert len(owed(stands(house, more), more)) == 1


def test_illness_without_a_number_is_reported_at_once_too() -> None:
    facts = Facts(spoken=[spoken("1", "07:00", "ill")])
    found = stands(House(residents=[lives("1")]), facts)
    assert [(one.status, one.urgent) for one in owed(found, facts)] == [("stated", True)]


def test_whom_to_call_about_somebody_missing() -> None:
    heads = {"5/301": [Call("room", "寝室长", "1")], "5": [Call("building", "楼长", "2")]}
    one = lives("1", counsellor="何老师", phone="9")
    assert [call.whose for call in calls(one, heads, {"何老师": "3"})] == ["self", "room", "counsellor", "building"]


def test_a_stranger_is_not_lost() -> None:
    found = stands(House(residents=[lives("1")]), Facts(measurements=[measured("9", "07:00")]))
    assert [one.number for one in found.strangers] == ["9"]
    assert found.missing


def test_somebody_who_moves_in_the_middle_is_in_the_new_room_once() -> None:
    house = House(residents=[lives("1", room="301", until=at("07:00")), lives("1", room="512", since=at("07:00"))])
    assert [one.resident.room for one in stands(house, Facts(), "06:50").lines] == ["301"]
    assert [one.resident.room for one in stands(house, Facts(), "08:00").lines] == ["512"]


def test_a_zone_is_said_beside_its_people_and_takes_nobody_away() -> None:
    zones = [
        Zone(place="5", kind="prevention", since=at("00:00")),
        Zone(place="5/301", kind="sealed", since=at("07:00")),
    ]
    house = House(residents=[lives("1"), lives("2", room="302", place="5/302")], zones=zones)
    assert [one.zone for one in stands(house, Facts(), "06:45").lines] == ["prevention", "prevention"]
    assert [one.zone for one in stands(house, Facts(), "07:30").lines] == ["sealed", "prevention"]


clocks = st.integers(0, 24 * 60 - 1).map(lambda n: f"{n // 60:02}:{n % 60:02}")
numbers = st.sampled_from("1234567")


@st.composite
def stays(draw: st.DrawFn) -> list[Resident]:
    """People who move, come and go at any time of the day."""
    found: list[Resident] = []
    for number in draw(st.lists(numbers, min_size=1, unique=True)):
        moves = sorted(draw(st.lists(clocks, max_size=3, unique=True)))
        bounds = pairwise([None, *map(at, moves), None])
        rooms = [lives(number, room=f"{n}", place=f"5/{n}", since=a, until=b) for n, (a, b) in enumerate(bounds, 301)]
        found += [one for one in rooms if draw(st.integers(0, 9))]
    return found


@given(stays(), st.lists(st.tuples(numbers, clocks, st.integers(355, 390))),
       st.lists(st.tuples(numbers, clocks, clocks)), clocks, st.sampled_from([MORNING, NOON, EVENING]))  # fmt: skip
def test_nobody_is_lost_and_nobody_is_twice(residents, values, absences, now, round_) -> None:
    house = House(
        residents=residents, absences=[Absence(number=n, since=at(a), until=at(b)) for n, a, b in absences if a < b]
    )
    facts = Facts(measurements=[measured(n, clock, c / 10, id=f"{k}") for k, (n, clock, c) in enumerate(values)])
    found = stands(house, facts, now, round_)
    until = min(max(at(now), round_.opens), round_.closes)
    lived = {
        one.number
        for one in residents
        if (one.since is None or one.since <= until) and (one.until is None or one.until > round_.opens)
    }
    assert Counter(one.resident.number for one in found.lines) == Counter(lived)
    shown = [one.id for each in found.lines for one in each.measurements] + [one.id for one in found.strangers]
    assert Counter(shown) == Counter(
        one.id for one in facts.measurements if round_.begins <= one.at < round_.ends and one.at <= at(now)
    )
    assert all((one.status == "measured") == bool(one.measurements) for one in found.lines)


@given(stays(), st.lists(st.tuples(st.sampled_from(["5", "5/301", "5/302", "5/303"]), clocks, clocks)), clocks)
def test_zones_raised_and_lifted_change_no_list(residents, zones, now) -> None:
    kept = [Zone(place=place, kind="sealed", since=at(a), until=at(b)) for place, a, b in zones if a < b]
    with_zones = stands(House(residents=residents, zones=kept), Facts(), now)
    without = stands(House(residents=residents), Facts(), now)
    assert [(one.resident, one.status) for one in with_zones.lines] == [
        (one.resident, one.status) for one in without.lines
    ]
