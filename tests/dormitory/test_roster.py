"""The roster's rooms as people write them, and those that are no rooms."""

import pytest

from app.dormitory.roster import housed
from app.policy.person import Person


@pytest.mark.parametrize(
    ("place", "room"),
    [
        ("5-316", ("5", "316", "")), ("5栋316", ("5", "316", "")), ("12号楼1203室", ("12", "1203", "")),
        ("A312-2", ("A", "312", "2")), ("b2-412", ("B2", "412", "")), (" 5#316 ", ("5", "316", "")),
        ("5-316-3床", ("5", "316", "3")),
    ],
)  # fmt: skip
def test_a_room_is_found_in_what_people_write(place: str, room: tuple[str, str, str]) -> None:
    (one,) = housed([Person(number="1", name="某", place=place)]).residents
    assert (one.building, one.room, one.bed) == room


def test_what_is_no_room_is_listed_and_visitors_are_nobodys_residents() -> None:
    people = [
        Person(number="1", name="甲", kind="staff", place="行政楼101"), Person(number="2", name="乙"),
        Person(number="3", name="丙", kind="visitor", place="5-316"),
    ]  # fmt: skip
    found = housed(people)
    assert (found.residents, [one.number for one in found.unmatched]) == ([], ["1", "2"])
