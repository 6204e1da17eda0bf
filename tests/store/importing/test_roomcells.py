"""A roster names a room in one column or in several; whoever lives there is the same."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.dormitory.roster import resident_of
from app.store.importing.observation_rooms import read_observation_rooms
from app.store.importing.register import Register
from app.store.importing.roster import read_people

_HOUSES = ("{}", "{}栋", "{}号楼", "{} 号楼", "{}幢", "{}公寓", "{}号公寓")
_ROOMS = ("{}", "{}室", "{}寝", "{}寝室", "{}宿舍")
_BEDS = ("{}", "{}床", "{}号床", "{}号", "0{}")


def people(*rows: Mapping[str, str]) -> Register:
    head = ["学号", "姓名", *rows[0]]
    lines = [",".join(head), *(",".join([f"2019{at:06}", "林晓彤", *row.values()]) for at, row in enumerate(rows))]
    return read_people("\n".join(lines).encode(), "名单.csv", [])


def lives(**row: str) -> tuple[str, str, str]:
    (person,) = people(row).taken.values()
    resident = resident_of(person)
    return resident.building, resident.room, resident.bed


@st.composite
def split(draw: st.DrawFn) -> tuple[tuple[str, str, str], dict[str, str]]:
    """A bed, and a table's row that names it, its columns in any order."""
    house = draw(st.sampled_from(["1", "5", "12", "28", "A", "B2"]))
    floor, number, bed = draw(st.integers(1, 18)), draw(st.integers(1, 40)), draw(st.integers(1, 8))
    room = f"{floor}{number:02}"
    building = draw(st.sampled_from(_HOUSES)).format(house)
    of_bed = draw(st.sampled_from(_BEDS)).format(bed)
    levels = {"楼层": draw(st.sampled_from(("{}", "{}层", "{}楼", "{}F"))).format(floor)}
    ways: list[dict[str, str]] = [
        {"宿舍": f"{house}-{room}-{bed}"},
        {"宿舍": f"{house}-{room}", "床位": of_bed},
        {"宿舍号": f"{house}号楼{room}室", "床位": of_bed},
        {"宿舍": f"{house}号楼{floor}层{room}室{bed}号床"},
        {"宿舍": building, "房间号": room, "床号": of_bed},
        {"楼栋": building, "房间": draw(st.sampled_from(_ROOMS)).format(room), "床位": of_bed},
        {"楼栋": building, "寝室号": f"{room}-{bed}"},
        {"楼栋": building, "宿舍号": f"{house}-{room}", "床位": of_bed},
        {"楼栋": building, "房间": f"{house}-{room}-{bed}", "床位": of_bed},
        {"楼栋": building, **levels, "房间号": room, "床位": of_bed},
        {"楼栋": building, **levels, "房间号": f"{number}", "床位": of_bed},
        {"楼栋": building, **levels, "房间号": f"{number:02}", "床位": of_bed},
    ]
    if house.isdecimal():
        ways.append({"楼栋": building, **levels, "房间号": f"{house}{room}", "床位": of_bed})
    row = {**draw(st.sampled_from(ways)), **draw(st.sampled_from([{}, {"校区": "东校区"}, {"备注": ""}]))}
    return (house, room, f"{bed}"), dict(draw(st.permutations(list(row.items()))))


@given(split())
def test_whichever_way_the_table_splits_it_the_resident_is_the_same(made: tuple[tuple[str, str, str], dict]) -> None:
    bed, row = made
    assert lives(**row) == bed


def test_a_number_of_four_digits_is_the_room_of_its_building() -> None:
    assert lives(楼栋="5号楼", 房间="1203") == ("5", "1203", "")
    assert lives(楼栋="5号楼", 房间="5301") == ("5", "301", "")
    assert lives(楼栋="1", 楼层="2", 房间="1203") == ("1", "203", "")
    assert lives(楼栋="1", 楼层="12", 房间="1203") == ("1", "1203", "")


@pytest.mark.parametrize(
    "row",
    [
        {"楼栋": "6", "房间": "5-301", "床位": "2"},
        {"楼栋": "5", "房间": "5-301-2", "床位": "3"},
        {"宿舍": "5-301", "房间号": "302", "床位": "1"},
        {"楼栋": "A栋", "房间": "5-301"},
        {"楼栋": "学生公寓B座", "房间": "5-301"},
    ],
)
def test_columns_that_contradict_each_other_are_refused_and_nobody_guesses(row: dict[str, str]) -> None:
    register = people(row)
    assert register.taken == {}
    assert ["对不上" in one.reason for one in register.refused] == [True]


def test_what_is_no_room_stays_as_it_is_written() -> None:
    written = [
        {"楼栋": "行政楼", "房间": "302"}, {"楼栋": "", "房间": "5-301"}, {"楼栋": "北苑公寓", "房间": "5-301"},
        {"楼栋": "5号楼", "房间": ""},
    ]  # fmt: skip
    places = [one.place for one in people(*written).taken.values()]
    assert places == ["行政楼 302", "5-301", "5-301", "5号楼"]


def test_a_building_without_a_room_column_says_nothing() -> None:
    (person,) = people({"楼栋": "5号楼"}).taken.values()
    assert person.place == ""


def test_rooms_of_observation_may_be_split_too() -> None:
    found = read_observation_rooms("楼栋,房间号,床位\n9号楼,302,2\n,9-303,1\n,,1\n".encode(), "房间.csv")
    assert {code: one.capacity for code, one in found.taken.items()} == {"9/302": 2, "9/303": 1}
    assert [(one.row, one.reason) for one in found.refused] == [(4, "没有房间")]
