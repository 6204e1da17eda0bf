"""Today at a post: everything that is due in one list, by deadline, each with the screen where it is done."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access.roles import NotPermitted
from app.clock import campus
from app.dormitory.today.item import ALIKE, Coming, Item, Lead, Today, today
from app.station.local import LocalPost
from app.station.nightcheck import NightCheck
from app.station.todo.list import TodoList, todo
from app.station.verifying import Verifying
from app.store.fact import Draft
from tests.fakes.building import NOW, Building, number_of
from tests.fakes.homes import GUARD, PINS

PLACES = [Lead("dormitory", "5"), Lead("night", "5"), Lead("reports", "5")]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Building]:
    made = Building(tmp_path, floors=2, rooms=2)
    yield made
    made.close()


def told(found: Today) -> list[tuple[str, str, str]]:
    """Kind, deadline, words."""
    return [(one.code, f"{campus(one.due):%d %H:%M}" if one.due else "", one.say()) for one in found.items]


def at(house: Building, day: int, clock: str) -> Today:
    hour, minute = map(int, clock.split(":"))
    house.now = NOW.replace(day=day, hour=hour, minute=minute, second=0)
    return todo(house.post)


def everybody(house: Building, celsius: float = 36.5, but: str = "") -> None:
    house.write(*[(f"{room}-{bed}", celsius) for room in house.rooms for bed in range(1, 7) if f"{room}-{bed}" != but])


def test_before_anything_is_due_it_says_what_comes_next(house: Building) -> None:
    found = at(house, 10, "06:00")
    assert found.items == ()
    assert found.next is not None
    assert (f"{found.next.at:%H:%M}", found.next.say()) == ("06:30", "晨检开始")


def test_whoever_was_just_sent_to_the_duty_room_is_not_late_yet(house: Building) -> None:
    at(house, 10, "06:00")
    house.post.register("medical-step", {"person": "20191011", "name": "某某", "act": "referred", "reasons": ["fever"]})
    house.now += timedelta(minutes=9)
    (item,) = [one for one in todo(house.post).items if one.code == "medical"]
    assert (item.say(), item.overdue(house.now)) == ("校医务室：1 人等候", False)
    assert item.overdue(house.now + timedelta(minutes=2))


def test_yesterday_s_report_that_nobody_signed_is_over_its_time(house: Building) -> None:
    at(house, 9, "07:00")
    everybody(house)
    found = at(house, 10, "06:00")
    assert told(found)[0] == ("report", "09 22:45", "5号楼日报告：辅导员签发")
    assert found.overdue == 1


def test_the_morning_of_an_officer(house: Building) -> None:
    at(house, 10, "06:52")
    everybody(house, but="101-2")
    house.write(("102-3", 37.9))
    found = at(house, 10, "07:00")
    assert told(found) == [
        ("second", "10 07:07", "5-102 寝：第二次测量体温"), ("round", "10 08:30", "5号楼晨检：还有 1 人没有报"),
    ]  # fmt: skip
    second, missing = found.items
    assert second.lead == Lead("dormitory", "5", "morning", number_of("102-3"))
    assert missing.lead == Lead("dormitory", "5", "morning")
    late = at(house, 10, "09:00")
    assert (late.overdue, late.items[-1].overdue(late.now)) == (2, True)
    assert "round" not in {one.code for one in at(house, 10, "11:30").items if one.lead.what == "morning"}


def test_what_has_to_be_told_at_once_stands_before_the_round(house: Building) -> None:
    at(house, 10, "06:52")
    everybody(house)
    house.write(("102-3", 38.2))
    house.now += timedelta(minutes=16)
    house.write(("102-3", 38.3))
    found = todo(house.post)
    urgent = next(one for one in found.items if one.code == "urgent")
    assert (urgent.lead.screen, urgent.lead.number) == ("reports", number_of("102-3"))
    assert "102" in urgent.say()


def test_the_night_check_and_its_calls(house: Building) -> None:
    at(house, 10, "21:50")
    coming = todo(house.post).next
    assert coming is not None
    assert coming.say() == "开始查寝"
    assert ("night", "10 22:30", "5号楼：开始查寝") in told(at(house, 10, "22:05"))
    night = NightCheck(house.post)
    night.read()
    night.open()
    assert ("night", "10 23:30", "5号楼查寝：还有 24 人没有查到") in told(todo(house.post))
    night.tick([one.number for one in house.people], "in")
    night.tick([number_of("101-2")], "absent")
    found = told(todo(house.post))
    assert ("night", "10 23:30", "5号楼查寝：都查到了，请结束") in found
    assert ("call", "10 22:20", "04-10 5-101 寝未归：打电话给本人") in found
    night.close()
    kinds = {one.code for one in todo(house.post).items}
    assert ("night" in kinds, "call" in kinds) == (False, True)
    assert ("call", "10 22:05", "04-10 5-101 寝未归：打电话给本人") in told(at(house, 11, "22:10"))


def test_a_check_that_nobody_closed_is_named_the_next_evening(house: Building) -> None:
    at(house, 10, "22:05")
    night = NightCheck(house.post)
    night.read()
    night.open()
    (one,) = [one for one in at(house, 11, "22:10").items if one.code == "night" and one.lead.what == "2022-04-10"]
    assert (one.say(), one.overdue(house.now)) == ("5号楼 04-10 的查寝没有结束", True)


def test_records_that_disagree_lead_to_their_list_until_they_are_settled(house: Building) -> None:
    at(house, 10, "20:10")
    body = {"person": number_of("101-1"), "direction": "out", "verdict": "admit"}
    house.post.ledger.append(Draft(kind="passage", body=body, operator="保安", post="东门", at=house.now))
    house.now += timedelta(hours=1)
    body = {"person": number_of("101-1"), "celsius": 36.4, "site": "armpit", "source": "thermometer"}
    house.post.ledger.append(Draft(kind="temperature", body=body, operator="楼长", post="5号楼", at=house.now))
    (found,) = [one for one in todo(house.post).items if one.code == "verify"]
    assert (found.say(), found.lead.screen) == ("5号楼：1 处记录不一致，待核实", "verify")
    desk = Verifying(house.post)
    (matter,) = desk.read().open
    assert [one.fact.kind for one in matter.records] == ["passage", "temperature"]
    desk.settle(matter, "open", "本人没有接电话")
    assert [len(one.notes) for one in desk.read().open] == [1]
    desk.settle(matter, "explained", "出门时门禁没有拦，本人 21:00 由侧门回来")
    assert (desk.read().open, len(desk.read().settled)) == ((), 1)
    assert "verify" not in {one.code for one in todo(house.post).items}


def test_a_floor_s_officer_has_his_floor_s(house: Building) -> None:
    at(house, 10, "07:00")
    house.write(("101-1", 37.9), ("201-1", 37.9))
    house.post.accounts.add("刘师傅", "building", "2468")
    house.desk.opens("刘师傅", ["5/2"])
    house.post.sign_in("刘师傅", "2468")
    assert {one.say() for one in todo(house.post).items if one.code in ("second", "round")} == {
        "5-201 寝：第二次测量体温", "5号楼晨检：还有 11 人没有报",
    }  # fmt: skip
    house.post.sign_in(GUARD, PINS[GUARD])
    with pytest.raises(NotPermitted):
        todo(house.post)


def test_the_list_is_computed_anew_only_where_something_may_be_otherwise(
    house: Building, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(house, 10, "06:10")
    computed: list[datetime] = []

    def counted(post: LocalPost) -> Today:
        computed.append(house.now)
        return todo(post)

    monkeypatch.setattr("app.station.todo.list.todo", counted)
    desk = TodoList(house.post)
    for minutes, anew in ((0, True), (1, False), (0.5, False), (1, True), (17, True), (0.5, True), (0.9, False)):
        house.now += timedelta(minutes=minutes)
        desk.read()
        assert (house.now in computed) == anew
    everybody(house)
    assert "round" not in {one.code for one in desk.read().items}
    house.post.sign_in(GUARD, PINS[GUARD])
    with pytest.raises(NotPermitted):
        desk.read()


def test_no_line_names_anybody(house: Building) -> None:
    house.places()
    at(house, 10, "22:05")
    everybody(house, 38.0)
    night = NightCheck(house.post)
    night.read()
    night.open()
    night.tick([one.number for one in house.people], "absent")
    words = " ".join(one.say() for one in todo(house.post).items)
    assert not [one.name for one in house.people if one.name in words or one.number in words]


times = st.none() | st.integers(-600, 600).map(lambda minutes: NOW + timedelta(minutes=minutes))
items = st.lists(
    st.builds(
        lambda code, due, lead: Item(code, due, lead, lambda: code), st.sampled_from("abc"), times,
        st.sampled_from(PLACES),
    )
)  # fmt: skip


@given(items, st.randoms())
def test_the_list_is_by_deadline_and_nothing_is_lost(some: list[Item], chance: object) -> None:
    found = today(NOW, some, ())
    dues = [one.due for one in found.items]
    known = [due for due in dues if due is not None]
    assert known == sorted(known)
    assert dues == [*known, *[None] * (len(dues) - len(known))]
    assert sum(one.more or 1 for one in found.items) == len(some)
    overdue = [one.overdue(NOW) for one in found.items]
    assert overdue == sorted(overdue, reverse=True)
    for code in "abc":
        assert sum(one.code == code for one in found.items) <= ALIKE


@given(st.lists(st.integers(-100, 100)))
def test_what_comes_next_is_the_first_that_is_still_ahead(minutes: list[int]) -> None:
    coming = [Coming(NOW + timedelta(minutes=one), str) for one in minutes]
    ahead: list[datetime] = sorted(one.at for one in coming if one.at > NOW)
    found = today(NOW, (), coming).next
    assert (found.at if found else None) == (ahead[0] if ahead else None)
