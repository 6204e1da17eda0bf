"""The night check at a post: opened once, ticked by whoever may, late comers by the door, moves in its middle, closed
with its numbers."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.access.roles import NotPermitted
from app.clock import CAMPUS
from app.dormitory.night.line import Line
from app.dormitory.rounds.calls import Call
from app.errors import UserError, WrongUse
from app.station.nightbook import NightPage
from app.station.nightcheck import NightCheck
from app.store.fact import Draft
from tests.fakes.building import Building, number_of
from tests.fakes.homes import ADMINISTRATOR, GUARD, PINS

EVENING = datetime(2022, 4, 10, 22, 10, tzinfo=CAMPUS)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Building]:
    made = Building(tmp_path, floors=2, rooms=2)
    made.now = EVENING
    yield made
    made.close()


@pytest.fixture
def night(house: Building) -> NightCheck:
    made = NightCheck(house.post)
    made.read()
    return made


def line(page: NightPage, bed: str) -> Line:
    assert page.check is not None
    return next(one for one in page.check.lines if one.resident.number == number_of(bed))


def passes(house: Building, bed: str, way: str, post: str = "5号楼") -> None:
    body = {"person": number_of(bed), "direction": way, "verdict": "admit"}
    house.post.ledger.append(Draft(kind="passage", body=body, operator="保安", post=post, at=house.now))


def steps(house: Building) -> list[dict[str, Any]]:
    return [entry.fact.body or {} for entry in house.post.ledger.entries("night-step")]


def test_a_check_from_the_opening_to_the_closing(house: Building, night: NightCheck) -> None:
    passes(house, "101-1", "in")
    house.leave("101-2")
    night.read()
    page = night.open()
    assert (page.numbers.due, page.numbers.present, page.numbers.leave, page.numbers.unseen) == (23, 1, 1, 22)
    night.tick([number_of(f"{room}-{bed}") for room in house.rooms for bed in range(3, 7)], "in")
    page = night.tick([number_of("102-1"), number_of("102-2")], "absent")
    assert [one.resident.number for one in page.check.cases] == [number_of("102-1"), number_of("102-2")]  # type: ignore[union-attr]
    house.now += timedelta(minutes=50)
    page = night.late(number_of("102-1"), house.now - timedelta(minutes=5))
    assert (line(page, "102-1").standing, line(page, "102-1").at) == ("late", house.now - timedelta(minutes=5))
    page = night.close("201 寝门锁着")
    closed = steps(house)[-1]
    assert closed["numbers"] == {"due": 23, "present": 17, "late": 1, "absent": 1, "unseen": 4, "leave": 1}
    assert [one["person"] for one in closed["people"]] == [
        number_of(bed) for bed in ("102-2", "201-1", "201-2", "202-1", "202-2")
    ]
    house.now += timedelta(minutes=20)
    passes(house, "102-2", "in")
    page = night.read()
    assert line(page, "102-2").standing == "late"
    assert len(page.check.cases) == 4  # type: ignore[union-attr]


def test_it_is_opened_once_and_after_its_closing_goes_on(house: Building, night: NightCheck) -> None:
    night.open()
    with pytest.raises(UserError, match="何老师 在 22:10 已开始"):
        night.open()
    night.close()
    with pytest.raises(UserError, match="已结束"):
        night.close()
    page = night.open()
    assert page.check is not None
    assert page.check.closed is None
    assert sum(one["act"] == "listed" for one in steps(house)) == 2


def test_before_it_is_opened_nothing_is_ticked(house: Building, night: NightCheck) -> None:
    assert night.read().check is None
    with pytest.raises(UserError, match="还没有开始"):
        night.tick([number_of("101-1")], "in")
    assert steps(house) == []


def test_whoever_is_moved_in_the_list_of_people_stays_on_the_list(house: Building, night: NightCheck) -> None:
    night.open()
    moved, fresh = house.people[0], house.people[1]
    house.post.people.upsert([
        msgspec.structs.replace(moved, place="6-101-1"), msgspec.structs.replace(fresh, place="5-202-7"),
        msgspec.structs.replace(house.people[2], number="2019999", place="5-101-3"),
    ])  # fmt: skip
    page = night.read()
    assert page.check is not None
    numbers = [one.resident.number for one in page.check.lines]
    assert len(numbers) == len(set(numbers)) == 25
    assert (line(page, "101-1").moved_to, line(page, "101-2").resident.room) == ("6-101", "202")
    night.close()
    assert {one["person"] for one in steps(house)[-2]["people"]} == {"2019999"}


def test_late_is_a_time_after_the_doors_close_and_not_one_to_come(house: Building, night: NightCheck) -> None:
    night.open()
    number = number_of("101-1")
    for came in (EVENING, EVENING + timedelta(minutes=40)):
        with pytest.raises(WrongUse):
            night.late(number, came)
    assert len(steps(house)) == 3


def test_calls_and_the_settling_note_are_records(house: Building, night: NightCheck) -> None:
    house.places()
    night.read()
    night.open()
    number = number_of("101-1")
    page = night.tick([number], "absent")
    whom = night.calls(line(page, "101-1").resident)
    assert [one.whose for one in whom] == ["self", "room", "counsellor", "building"]
    page = night.called(number, whom[1], reached=True, said="在医院陪护")
    assert [one.said.note for one in line(page, "101-1").called] == ["在医院陪护"]
    assert night.settle(number, "在校医院陪护，王老师知道").check.cases == ()  # type: ignore[union-attr]
    assert [(one["act"], one["whose"], one["answer"]) for one in steps(house)[-2:]] == [
        ("called", "room", "reached"), ("settled", "", ""),
    ]  # fmt: skip


def test_what_last_night_left_open_is_on_the_list_the_next_evening(house: Building, night: NightCheck) -> None:
    night.open()
    rest = [one.number for one in house.people if one.number != number_of("101-1")]
    night.tick(rest, "in")
    house.now = EVENING + timedelta(hours=9)
    page = night.read()
    assert page.check is not None  # nobody closed it: it is still the one in hand
    night.close()
    house.now = EVENING + timedelta(days=1)
    page = night.read()
    assert (page.check, [case.number for case, _ in page.earlier], page.unclosed) == (None, [number_of("101-1")], ())
    case = page.earlier[0][0]
    page = night.called(case.number, Call("self", "林晓彤"), reached=False, night=case.night)
    assert len(page.earlier[0][0].called) == 1
    assert night.settle(case.number, "已回寝，早上七点进门", night=case.night).earlier == ()


def test_who_is_not_on_the_list_or_may_not_is_refused(house: Building, night: NightCheck) -> None:
    night.open()
    with pytest.raises(NotPermitted, match="不在您的查寝名单"):
        night.tick(["404"], "in")
    house.post.sign_in(GUARD, PINS[GUARD])
    for act in (night.read, night.open, lambda: night.tick([number_of("101-1")], "in"), night.close):
        with pytest.raises(NotPermitted):
            act()


def test_a_floor_s_officer_sees_and_ticks_his_floor_and_the_numbers_are_the_building_s(
    house: Building, night: NightCheck
) -> None:
    house.post.accounts.add("刘师傅", "building", "2468")
    house.desk.opens("刘师傅", ["5/2"])
    night.open()
    house.post.sign_in("刘师傅", "2468")
    page = night.read()
    assert page.check is not None
    assert {one.resident.room for one in page.check.lines} == {"201", "202"}
    assert page.numbers.due == 24
    with pytest.raises(NotPermitted):
        night.tick([number_of("101-1")], "in")
    assert night.tick([number_of("201-1")], "in").numbers.present == 1
    house.post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    assert night.read().numbers.present == 1
