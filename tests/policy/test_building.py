"""Dormitories by whatever a school calls them: one name for every way of writing it, and no office among them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.building import at_door, building_of
from app.policy.room import floor_of, room_from, room_of

WORDS = ("竹园", "丁香公寓", "北苑", "学生公寓", "南", "西区", "留学生公寓", "")
KINDS = ("栋", "号楼", "幢", "舍", "座", "#")


@st.composite
def houses(draw: st.DrawFn) -> tuple[str, str]:
    """A building's name, and how somebody writes it."""
    word = draw(st.sampled_from(WORDS))
    mark = draw(st.one_of(st.integers(1, 40).map(str), st.sampled_from("ABCD")))
    kind, unit = draw(st.sampled_from(KINDS)), draw(st.sampled_from(("", "1", "2")))
    blank = draw(st.sampled_from(("", " ")))
    written = f"{word}{mark}{blank}{kind}{unit}单元" if unit else f"{word}{mark}{blank}{kind}"
    return f"{word}{mark}-{unit}" if unit else f"{word}{mark}", written


@given(houses(), st.integers(1, 18), st.integers(1, 40), st.sampled_from(("", "A", "b")), st.sampled_from(("", "室")))
def test_a_room_is_in_the_same_building_however_both_are_written(
    house: tuple[str, str], floor: int, number: int, letter: str, behind: str
) -> None:
    name, written = house
    room = f"{floor}{number:02}{letter}"
    assert building_of(written) == name
    for place in (f"{written}{room}{behind}", f"{written}-{room}{behind}", f" {written} {room}{behind} "):
        found = room_of(place)
        assert found is not None
        assert (found.building, found.room, found.floor) == (name, room.upper(), str(floor))
    assert room_from(written, "", f"{room}{behind}", "2") == (name, room.upper(), "2")


@pytest.mark.parametrize(
    "office", ["行政楼301", "主楼305", "教2-301", "图书馆204", "实训中心 301", "校医院102", "A栋", "301"]
)
def test_an_office_is_no_room_of_a_dormitory(office: str) -> None:
    assert room_of(office) is None


@pytest.mark.parametrize(
    ("post", "building"),
    [
        ("5号楼", "5"), ("5 栋东门", "5"), ("A1公寓", "A1"), ("竹园3栋大门", "竹园3"), ("南苑西门", "南苑"),
        ("北门", ""), ("5号门", ""), ("东区2号门", ""), ("行政楼门岗", ""), ("5", ""), ("物流门", ""),
    ],
)  # fmt: skip
def test_a_post_is_the_door_of_the_building_its_name_begins_with(post: str, building: str) -> None:
    assert at_door(post) == building


def test_a_rooms_letter_is_not_its_floors() -> None:
    assert [floor_of(room) for room in ("301", "301A", "1203")] == ["3", "3", "12"]
