"""A night check: whatever is moved, raised or lifted in its middle, everybody is in exactly one line; what counts as
in, late, on leave, not found; which cases stay."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.dormitory.night.call import call_due, next_call
from app.dormitory.night.earlier import cases_left, left_of
from app.dormitory.night.hours import hours, night_of
from app.dormitory.night.state import Check
from app.dormitory.night.step import Step
from app.dormitory.resident import Absence, Resident, Zone
from app.dormitory.rounds.calls import Call
from app.dormitory.rounds.state import House
from app.policy.building import at_door
from app.records.night_step import TICKS, NightStep
from app.records.problem import RecordProblems
from app.records.registry import kind
from tests.dormitory.days import DAY, PLAN, lives
from tests.dormitory.nights import at_night, begun, by_door, of, stands, step

TWO = [lives("1"), lives("2")]
HOUSE = House(residents=TWO)
CLOCKS = [f"{hour:02d}:{minute:02d}" for hour in (21, 22, 23, 0, 1, 7) for minute in (0, 10, 29, 30, 31, 50)]
NUMBERS = "12345678"
clocks = st.sampled_from(CLOCKS)


def stay(number: str, building: str, room: str, since: str = "", until: str = "") -> Resident:
    bounds = {"since": at_night(since) if since else None, "until": at_night(until) if until else None}
    return lives(number, building=building, room=room, place=f"{building}/{room}", **bounds)


@st.composite
def moves(draw: Any) -> list[Resident]:
    """Everybody lives somewhere in one of three buildings; some move in the middle, once or twice, some leave."""
    found = []
    for number in NUMBERS:
        times = sorted(draw(st.lists(clocks, max_size=2, unique=True)), key=at_night)
        bounds = ["", *times, ""] if draw(st.booleans()) or not times else ["", *times]
        for since, until in pairwise(bounds):
            building, room = draw(st.sampled_from("567")), draw(st.sampled_from(["101", "202", "303"]))
            found.append(stay(number, building, room, since, until))
    return found


@st.composite
def nights(draw: Any) -> tuple[list[Resident], list[Step], House]:
    """One or two buildings are checked while people move and zones come and go."""
    residents, steps = draw(moves()), []
    for building in draw(st.lists(st.sampled_from("56"), min_size=1, max_size=2, unique=True)):
        opens = draw(st.sampled_from(["22:00", "22:10", "22:31"]))
        then = at_night(opens)
        here = [one for one in residents if one.touches(then, then)]
        steps += begun(here, building, opens)
        for _ in range(draw(st.integers(0, 4))):
            act, clock = draw(st.sampled_from(sorted(TICKS))), draw(clocks)
            steps.append(step(max(clock, opens, key=at_night), act, draw(st.sampled_from(NUMBERS)), building=building))
        if draw(st.booleans()):
            steps.append(step(draw(st.sampled_from(["22:50", "23:30"])), "closed", building=building))
    zones = [
        Zone(place=place, kind=kind, since=at_night(since), until=at_night(until) if until else None)
        for place, kind, since, until in draw(
            st.lists(
                st.tuples(
                    st.sampled_from(["5", "5/1", "5/101", "6"]), st.sampled_from(["sealed", "controlled"]), clocks,
                    st.sampled_from(["", *CLOCKS]),
                ),
                max_size=3,
            )
        )
    ]  # fmt: skip
    return residents, steps, House(residents=residents, zones=zones)


def lines_of(checks: tuple[Check, ...]) -> list[str]:
    return [line.resident.number for check in checks for line in check.lines]


@given(nights(), clocks)
def test_nobody_is_lost_from_the_lists_and_nobody_is_in_them_twice(
    night: tuple[list[Resident], list[Step], House], now: str
) -> None:
    residents, steps, house = night
    known = [one for one in steps if one.entered_at <= at_night(now)]
    if not any(one.said.act == "opened" for one in known):
        return
    checks = stands(house, steps, now=now)
    listed = {each.person for one in known if one.said.act == "listed" for each in one.said.people}
    then = min(at_night(now), hours(PLAN, DAY).ends)
    open_ = {check.building for check in checks if check.closed is None and not check.ended}
    there = {one.number for one in residents if one.building in open_ and one.touches(then, then)}
    lines = lines_of(checks)
    assert len(lines) == len(set(lines))
    assert set(lines) >= listed | there
    assert sum(one.numbers.due + one.numbers.leave for one in checks) == len(lines)


@given(nights(), clocks)
def test_zones_change_nothing_but_the_colour(night: tuple[list[Resident], list[Step], House], now: str) -> None:
    residents, steps, house = night
    with_zones, without = stands(house, steps, now=now), stands(House(residents=residents), steps, now=now)
    assert [(one.building, one.numbers, lines_of((one,))) for one in with_zones] == [
        (one.building, one.numbers, lines_of((one,))) for one in without
    ]


@given(nights(), clocks, st.randoms())
def test_nothing_depends_on_the_order_in_which_steps_arrive(
    night: tuple[list[Resident], list[Step], House], now: str, chance: Any
) -> None:
    _, steps, house = night
    shuffled = [*steps, *steps[:3]]  # and some arrive twice
    chance.shuffle(shuffled)
    assert stands(house, shuffled, now=now) == stands(house, steps, now=now)


@given(nights(), clocks)
def test_whoever_moves_takes_what_was_said_of_them_along(
    night: tuple[list[Resident], list[Step], House], now: str
) -> None:
    _, steps, house = night
    ticks = [one for one in steps if one.said.act in TICKS and one.entered_at <= at_night(now)]
    newest = {str(one.said.people[0].person): one.said.act for one in sorted(ticks, key=lambda one: one.order)}
    for check in stands(house, steps, now=now):
        for line in check.lines:
            act = newest.get(line.resident.number, "undone")
            assert line.standing == ("unseen" if act == "undone" else act)


@given(nights())
def test_what_a_night_leaves_open_can_be_told_from_its_steps_alone(
    night: tuple[list[Resident], list[Step], House],
) -> None:
    """Of one building from which nobody moves: long afterwards there are no lists and no passages any more."""
    residents, steps, _ = night
    homes = {one.number: lives(one.number) for one in residents}
    house = House(residents=list(homes.values()))
    own = [*begun(list(homes.values())), *(one for one in steps if one.said.building == "5" and one.said.act in TICKS)]
    (check,) = stands(house, own, now="22:50")
    named = [one.resident.number for one in check.lines if not one.found]
    own.append(step("22:50", "closed", *named))
    (later,) = stands(house, own, now="07:50")
    (left,) = left_of(own, DAY + timedelta(days=1))
    assert [one.number for one in left.cases()] == [one.resident.number for one in later.cases]


def test_a_late_comer_whom_the_door_saw_that_night_is_no_case_and_one_of_the_next_morning_is() -> None:
    steps = [*begun(TWO), step("23:00", "closed", "1", "2")]
    seen = {"1": at_night("01:00"), "2": at_night("07:00")}
    left = left_of(steps, DAY + timedelta(days=1))
    found = cases_left(left, PLAN, lambda number, _building, since, until: since < seen[number] <= until)
    assert [(one.number, one.room, one.since) for one in found] == [("2", "301", at_night("23:00"))]
    assert left_of(steps, DAY) == []


def test_the_list_stays_who_was_there_when_it_was_opened_though_the_roster_says_otherwise_by_now() -> None:
    """The list of people keeps no history: a room that is changed there is another from one moment to the next."""
    steps = begun(TWO)
    checks = stands(House(residents=[lives("2", building="6", room="101", place="6/101"), lives("3")]), steps)
    assert [(one.resident.number, one.resident.room, one.moved_to) for one in checks[0].lines] == [
        ("1", "301", ""), ("2", "301", "6-101"), ("3", "301", ""),
    ]  # fmt: skip


def test_whoever_moves_into_another_check_is_in_that_one_and_the_first_says_so() -> None:
    residents = [stay("1", "5", "301", until="22:20"), stay("1", "6", "101", since="22:20"), stay("2", "6", "101")]
    steps = [*begun(residents[:1]), *begun(residents[2:], "6"), step("22:10", "in", "1")]
    five, six = stands(House(residents=residents), steps)
    assert (five.lines, five.moved) == ((), (("1", "6"),))
    assert [(one.resident.number, one.standing) for one in six.lines] == [("1", "in"), ("2", "unseen")]


@pytest.mark.parametrize(
    ("doors", "standing"),
    [
        ([("18:00", "in")], "in"), ([("22:29", "in")], "in"), ([("22:30", "in")], "late"),
        ([("18:00", "in"), ("22:10", "out")], "unseen"), ([("18:00", "out"), ("22:40", "in")], "late"),
        ([("00:40", "in")], "late"), ([], "unseen"),
    ],
)  # fmt: skip
def test_the_last_passage_by_the_door_counts_by_itself(doors: list[tuple[str, str]], standing: str) -> None:
    passages = [by_door("1", clock, way) for clock, way in doors]
    assert of(stands(HOUSE, begun(TWO), *passages, now="01:00"), "1").standing == standing


def test_another_building_s_door_a_gate_and_the_next_morning_say_nothing() -> None:
    others = [by_door("1", "21:00", "in", "6"), by_door("1", "21:10", "in", "东门 1 ")]
    assert of(stands(HOUSE, begun(TWO), *others), "1").standing == "unseen"
    inside = [by_door("1", "21:00", "in"), by_door("1", "07:00", "out")]
    assert of(stands(HOUSE, begun(TWO), *inside, now="07:30"), "1").standing == "in"
    old = replace(by_door("1", "18:00", "in"), at=at_night("03:59") - timedelta(days=1))
    assert of(stands(HOUSE, begun(TWO), old), "1").standing == "unseen"


def test_of_a_tick_and_a_passage_the_later_one_counts() -> None:
    steps = [*begun(TWO), step("22:40", "in", "1"), step("22:50", "absent", "2")]
    checks = stands(HOUSE, steps, by_door("1", "22:45", "out"), by_door("2", "23:05", "in"), now="23:10")
    assert (of(checks, "1").standing, of(checks, "1").out_at) == ("unseen", at_night("22:45"))
    assert (of(checks, "2").standing, of(checks, "2").at) == ("late", at_night("23:05"))
    before = stands(HOUSE, steps, by_door("2", "22:10", "in"), now="23:10")
    assert of(before, "2").standing == "absent"


def test_what_is_written_later_counts_whatever_time_it_speaks_of() -> None:
    steps = [*begun(TWO), step("23:10", "absent", "1"), step("22:55", "late", "1", entered="23:20")]
    found = of(stands(HOUSE, steps, now="23:30"), "1")
    assert (found.standing, found.at) == ("late", at_night("22:55"))
    assert of(stands(HOUSE, steps, now="23:15"), "1").standing == "absent"
    undone = [*steps, step("23:25", "undone", "1")]
    assert of(stands(HOUSE, undone, now="23:30"), "1").standing == "unseen"


def test_leave_asks_for_nobody_but_whoever_is_there_is_in() -> None:
    leaves = [Absence(number=one, since=at_night("20:00"), until=None) for one in "12"]
    house = House(residents=TWO, absences=leaves)
    steps = [*begun(TWO), step("22:30", "absent", "1"), step("22:30", "in", "2")]
    (check,) = stands(house, steps, by_door("1", "19:00", "in"))
    assert [(one.standing, one.away) for one in check.lines] == [("leave", "leave"), ("in", "")]
    assert (check.numbers.due, check.numbers.leave, check.cases) == (1, 1, ())
    assert of(stands(house, begun(TWO), by_door("1", "20:30", "in")), "1").standing == "in"


def test_a_closed_check_keeps_its_list_and_its_cases_until_a_person_settles_them() -> None:
    steps = [*begun(TWO), step("22:40", "absent", "1"), step("23:00", "closed")]
    later = House(residents=[*TWO, lives("9")])
    (check,) = stands(later, steps, now="23:30")
    assert [one.resident.number for one in check.lines] == ["1", "2"]
    assert [(one.resident.number, one.standing) for one in check.cases] == [("1", "absent"), ("2", "unseen")]
    settled = [*steps, step("23:10", "settled", "1", note="在校医院，辅导员陪同"), step("23:12", "in", "2")]
    assert stands(later, settled, now="23:30")[0].cases == ()
    again = [*settled, step("23:20", "absent", "1")]
    assert [one.resident.number for one in stands(later, again, now="23:30")[0].cases] == ["1"]
    opened = [*steps, step("23:15", "opened")]
    (check,) = stands(later, opened, now="23:30")
    assert (check.closed, [one.resident.number for one in check.lines]) == (None, ["1", "2", "9"])


def test_calls_go_by_the_order_of_responsibility_and_begin_anew_when_everybody_was_called() -> None:
    calls = [Call("self", "张三"), Call("room", "李四"), Call("counsellor", "王老师")]
    steps = [*begun(TWO), step("22:40", "absent", "1")]
    wanted = ["张三", "李四", "王老师", "张三"]
    for minute, name in enumerate(wanted):
        line = of(stands(HOUSE, steps, now="23:30"), "1")
        found = next_call(line.called, calls)
        assert found is not None
        assert found.name == name
        steps.append(step(f"22:5{minute}", "called", "1", whose=found.whose, name=name, answer="unreached"))
    line = of(stands(HOUSE, steps, now="23:30"), "1")
    assert call_due(line, None, PLAN) == at_night("23:08")
    assert next_call(line.called, []) is None


def test_a_night_is_of_the_evening_on_which_it_begins() -> None:
    assert [night_of(PLAN, at_night(clock)) == DAY for clock in ("12:00", "22:00", "00:10", "05:59", "06:00")] == [
        True, True, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("post", "building"),
    [
        ("5号楼", "5"),
        ("5 号楼 · 值班室", "5"),
        ("A1公寓东门", "A1"),
        ("12栋", "12"),
        ("东门", ""),
        ("5号门", ""),
        ("", ""),
    ],
)
def test_a_post_that_is_named_after_a_building_is_its_door(post: str, building: str) -> None:
    assert at_door(post) == building


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"act": "in"}, "people"), ({"act": "opened", "people": [{"person": "1"}]}, "people"),
        ({"act": "called", "people": [{"person": "1"}], "whose": "self"}, "answer"),
        ({"act": "settled", "people": [{"person": "1"}]}, "note"), ({"act": "closed"}, "numbers"),
        ({"act": "opened", "night": "gestern"}, "night"),
    ],
)  # fmt: skip
def test_a_step_says_what_belongs_to_it(raw: dict[str, Any], field: str) -> None:
    with pytest.raises(RecordProblems) as caught:
        kind("night-step").read({"night": DAY.isoformat(), "building": "5", **raw})
    assert [problem.field for problem in caught.value.problems] == [field]
    assert kind("night-step").type is NightStep
