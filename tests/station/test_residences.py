"""Moves and leaves at a real post: from a form or a table, effective at their time; what does not match is listed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.roles import NotPermitted
from app.errors import UserError
from app.policy.person import Person
from app.records.problem import RecordProblems
from app.station.dormitory import Dormitory
from app.station.residences import Residences
from app.station.whose import one_person
from tests.fakes.building import Building, number_of
from tests.fakes.homes import GUARD, PINS

HE = number_of("103-1")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Building]:
    made = Building(tmp_path, 2, 4)
    yield made
    made.close()


@pytest.fixture
def residences(house: Building) -> Residences:
    return Residences(house.post)


def rooms(house: Building, number: str = HE) -> list[str]:
    """Where the round that is on has somebody."""
    dormitory = Dormitory(house.post)
    lines = dormitory.state(dormitory.round()).lines
    return [f"{one.resident.building}-{one.resident.room} {one.away}" for one in lines if one.resident.number == number]


def test_a_move_ahead_holds_when_its_time_comes(house: Building, residences: Residences) -> None:
    residences.move(HE, "6-101-2", house.now + timedelta(days=1))
    assert rooms(house) == ["5-103 "]
    assert residences.listed()[0].ahead
    house.now += timedelta(days=1, minutes=1)
    assert rooms(house) == ["6-101 "]
    assert not residences.listed()[0].ahead


def test_the_report_of_a_day_that_is_over_stays_what_it_was(house: Building, residences: Residences) -> None:
    before, _ = Dormitory(house.post).report()
    house.now += timedelta(days=1)
    residences.move(HE, "6-101")
    after, _ = Dormitory(house.post).report(before.day)
    counts = [[after.numbers(part).residents for part in after.parts() if part.of == name] for name in ("5", "6")]
    assert counts == [[before.numbers(before.parts()[0]).residents], []]


def test_a_leave_and_the_return(house: Building, residences: Residences) -> None:
    residences.leave(HE, house.now, None)
    assert rooms(house) == ["5-103 leave"]
    house.now += timedelta(minutes=30)
    residences.back(HE)
    assert rooms(house) == ["5-103 "]


def test_a_change_that_did_not_happen_is_withdrawn(house: Building, residences: Residences) -> None:
    change = residences.left(HE)
    house.now += timedelta(hours=2)
    assert rooms(house) == ["5-103 moved"]
    residences.withdraw(change.id, "记错了人")
    assert rooms(house) == ["5-103 "]
    with pytest.raises(UserError, match="已经撤销"):
        residences.withdraw(change.id, "记错了人")


def test_a_second_move_knows_the_room_of_the_first(house: Building, residences: Residences) -> None:
    residences.move(HE, "6-101-2", house.now)
    house.now += timedelta(days=1)
    assert residences.move(HE, "6-102").said.was == "6-101-2"


def test_what_is_no_room_is_refused(residences: Residences) -> None:
    with pytest.raises(RecordProblems):
        residences.move(HE, "行政楼")
    with pytest.raises(UserError, match="人员名单中没有"):
        residences.move("999", "5-101")


TABLE = """学号,姓名,变动,时间,至何时,新寝室
{he},,调宿,2022-04-10 14:00,,6-101-1
{he},,请假,2022-04-12,2022-04-13,
{lin},张三,调宿,2022-04-10,,6-101
999,,退宿,2022-04-10,,
{lin},,搬家,2022-04-10,,
{lin},,调宿,昨天,,6-101
"""


def test_a_table_is_entered_once_and_says_what_it_leaves_out(
    house: Building, residences: Residences, tmp_path: Path
) -> None:
    path = tmp_path / "moves.csv"
    path.write_text(TABLE.format(he=HE, lin=number_of("101-1")), encoding="utf-8")
    found = residences.bring(path)
    assert (found.entered, found.known, [one.row for one in found.refused]) == (2, 0, [4, 5, 6, 7])
    again = residences.bring(path)
    assert (again.entered, again.known) == (0, 2)
    leave = next(one.change.said for one in residences.listed() if one.change.act == "leave")
    assert leave.until is not None
    assert leave.until.isoformat().startswith("2022-04-14T00:00")  # the last day is inside


def test_what_does_not_match_is_listed(house: Building, residences: Residences) -> None:
    house.places()
    house.post.people.upsert([
        Person(number="S1", name="某甲", place="校外"), Person(number="S2", name="某乙", place="5-999"),
    ])  # fmt: skip
    residences.move(HE, "5-104-1", house.now)
    found = residences.differences()
    assert [one.number for one in found.homeless] == ["S1"]
    assert found.unknown == [("5/999", 1)]
    assert [one.number for one, _ in found.differing] == [HE]
    residences.move("S1", "5-104", house.now)
    assert residences.differences().homeless == []


def test_the_chain_of_responsibility_has_its_phones(house: Building, residences: Residences) -> None:
    house.places()
    (one,) = residences.find(HE)
    chain = residences.responsible(one)
    assert [(each.duty, each.name, each.phone) for each in chain] == [
        ("room", "林晓彤", "10000000001"), ("counsellor", "王老师", "10000000009"),
        ("building", "刘师傅", "10000000002"),
    ]  # fmt: skip


def test_a_counsellor_acts_for_his_own_students_alone(house: Building, residences: Residences) -> None:
    house.post.accounts.add("别的老师", "counsellor", "2468")
    residences.move(HE, "6-101", house.now)
    house.post.sign_in("别的老师", "2468")
    with pytest.raises(NotPermitted):
        residences.move(HE, "6-102")
    assert residences.listed() == []
    house.post.sign_in(GUARD, PINS[GUARD])
    for act in (residences.listed, residences.differences, lambda: residences.left(HE)):
        with pytest.raises(NotPermitted):
            act()


def test_a_name_means_one_person_or_the_ones_it_may_mean_are_named(house: Building) -> None:
    assert one_person(house.post, HE).number == HE
    with pytest.raises(UserError, match="不止一人"):
        one_person(house.post, "林")
    with pytest.raises(UserError, match="没有“"):
        one_person(house.post, "没有这个人")
    with pytest.raises(UserError, match="没有“"):
        one_person(house.post, " ")
