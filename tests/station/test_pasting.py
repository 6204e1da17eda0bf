"""A pasted text and a table at a real post: settled, written once, nicknames kept, and nobody outside what is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.access.roles import NotPermitted
from app.clock import campus
from app.dormitory.chain.settling import Asked, Settled, asked
from app.errors import UserError
from app.policy.person import Person
from app.station.pasting import Pasted, Pasting
from app.store.importing.tables import NoTable
from app.store.reference.nicknames import Nicknames
from tests.fakes.building import Building, number_of
from tests.fakes.homes import GUARD, PINS

FIRST, SECOND = number_of("101-1"), number_of("201-1")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Building]:
    made = Building(tmp_path, floors=2, rooms=2)
    yield made
    made.close()


@pytest.fixture
def desk(house: Building) -> Pasting:
    return Pasting(house.post)


def name(house: Building, bed: str) -> str:
    return house.people[house.beds.index(bed)].name


def measured(house: Building) -> dict[str, float]:
    bodies = [entry.fact.body or {} for entry in house.post.ledger.entries("temperature")]
    return {body["person"]: body["celsius"] for body in bodies}


def settle(pasted: Pasted, number: str, *, remember: bool = False) -> dict[Asked, Settled]:
    return {at: Settled(number, remember) for at in asked(pasted.chain)}


def test_nothing_is_written_before_somebody_says_so_and_nothing_twice(house: Building, desk: Pasting) -> None:
    text = f"1. {name(house, '101-1')} 101 36.5\n2. 小笨笨 37.1 咳嗽"
    pasted = desk.read(text, "5")
    assert measured(house) == {}
    written = desk.write(pasted, {}, "morning")
    assert (measured(house), written.left, written.count("temperature")) == ({FIRST: 36.5}, 1, 1)
    written = desk.write(pasted, settle(pasted, SECOND), "morning")
    assert measured(house) == {FIRST: 36.5, SECOND: 37.1}
    assert (written.count("temperature"), written.count("statement"), written.same) == (1, 1, 1)
    assert written.nicknames == ()


def test_a_nickname_that_is_remembered_is_read_the_next_day(house: Building, desk: Pasting) -> None:
    pasted = desk.read("小笨笨 36.4")
    written = desk.write(pasted, settle(pasted, SECOND, remember=True), "morning")
    assert (list(written.nicknames), Nicknames(house.post.database).all()) == (["小笨笨"], {"小笨笨": SECOND})
    assert list(desk.read("小笨笨 36.6").chain.last) == [SECOND]


def test_the_name_of_somebody_elsewhere_is_no_nickname(house: Building, desk: Pasting) -> None:
    other = Person(number="20199999", name="欧阳木子", place="6-101-1")
    house.post.people.upsert([other])
    pasted = desk.read("欧阳木子 36.4", "5")
    (problem,) = asked(pasted.chain).values()
    assert (problem.code, pasted.nickname(problem)) == ("nobody", "")
    written = desk.write(pasted, settle(pasted, SECOND, remember=True), "morning")
    assert (list(written.nicknames), Nicknames(house.post.database).all()) == ([], {})
    assert list(desk.read("欧阳木子 36.6").chain.last) == [other.number]


def test_the_round_is_the_one_on_the_map(house: Building, desk: Pasting) -> None:
    desk.write(desk.read(f"{name(house, '101-1')} 101 36.5"), {}, "evening")
    (entry,) = house.post.ledger.entries("temperature")
    assert (entry.fact.body or {})["round"] == "evening"


def test_whose_room_is_not_open_is_nobody_here(house: Building, desk: Pasting) -> None:
    house.desk.add("李楼长", "building", "2468")
    house.desk.opens("李楼长", ["5/2"])
    house.post.sign_in("李楼长", "2468")
    pasted = desk.read(f"{name(house, '101-1')} 101 36.5\n{name(house, '201-1')} 201 36.6")
    assert list(pasted.chain.last) == [SECOND]
    assert {one.room[0] for one in pasted.residents.values()} == {"2"}
    assert all(one.room.startswith("2") for one in desk.find(pasted, "101") + desk.find(pasted, "lxt"))


def test_whoever_may_enter_nothing_reads_nothing(house: Building, desk: Pasting) -> None:
    house.post.sign_in(GUARD, PINS[GUARD])
    with pytest.raises(NotPermitted):
        desk.read("36.5")
    with pytest.raises(NotPermitted):
        desk.table(Path("x.csv"))


def test_a_head_of_building_without_a_building_is_told_so(house: Building, desk: Pasting) -> None:
    house.desk.add("李楼长", "building", "2468")
    house.post.sign_in("李楼长", "2468")
    with pytest.raises(UserError, match="没有指定给您"):
        desk.read("36.5")


def test_somebody_is_found_by_name_initials_number_or_room(house: Building, desk: Pasting) -> None:
    pasted = desk.read("36.5", "5")
    one = house.people[0]
    for words in (one.name, FIRST, "101"):
        assert FIRST in [found.number for found in desk.find(pasted, words)]


def test_a_table_is_read_settled_and_written_the_same(house: Building, desk: Pasting, tmp_path: Path) -> None:
    path = tmp_path / "晨检.csv"
    rows = [
        "体温,学号,姓名,提交时间",
        f"36.5,{FIRST},{name(house, '101-1')},2022/4/10 6:40",
        "36.6,,没有这人,2022/4/10",
        f"36.7,{SECOND},,2022/4/9 7:00",
    ]
    path.write_text("\n".join(rows), encoding="gb18030")
    pasted = desk.table(path, "5")
    assert (pasted.source, pasted.others, len(pasted.chain.problems)) == ("table", 1, 1)
    assert desk.write(pasted, {}, "morning").count("temperature") == 1
    assert measured(house) == {FIRST: 36.5}


def test_a_row_s_own_time_says_when_and_for_which_round(house: Building, desk: Pasting, tmp_path: Path) -> None:
    path = tmp_path / "全天.csv"
    house.now = house.now.replace(hour=12, minute=40)
    rows = ["姓名,寝室,体温,提交时间", *(
        f"{name(house, bed)},{bed[:3]},{celsius},2022/4/10 {at}"
        for bed, celsius, at in (("101-1", 36.5, "7:10"), ("101-2", 36.6, "12:05"), ("101-3", 36.7, "23:50"),
                                 ("101-4", 37.9, "11:40"), ("101-4", 36.4, "12:01"))
    )]  # fmt: skip
    path.write_text("\n".join(rows), encoding="utf-8")
    desk.write(desk.table(path, "5"), {}, "morning")
    found = [(f"{campus(one.fact.at):%H:%M}", (one.fact.body or {})["round"])
             for one in house.post.ledger.entries("temperature")]  # fmt: skip
    assert sorted(found) == [
        ("07:10", "morning"), ("11:40", "noon"), ("12:01", "noon"), ("12:05", "noon"), ("12:40", "noon"),
    ]  # fmt: skip
    page = house.book.read("noon")
    assert {one.resident.number: one.fever.state for one in page.state.lines if one.fever.high} == {
        number_of("101-4"): "settled"
    }
    assert desk.write(desk.table(path, "5"), {}, "morning").entries == []


def test_what_is_no_table_is_said(desk: Pasting, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2", encoding="utf-8")
    with pytest.raises(NoTable, match="表头"):
        desk.table(path)
