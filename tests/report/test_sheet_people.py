"""Whose codes are printed, and in which order they lie on the sheet."""

import pytest

from app.policy.person import Person
from app.report.sheet_people import Wanted, chosen

PEOPLE = [
    Person(number="1", name="林晓彤", college="临床医学院", class_name="临床 2019-10 班", place="5-316"),
    Person(number="2", name="陈立", college="护理学院", class_name="护理 2020-1 班", place="5-36"),
    Person(number="3", name="林小童", college="临床医学院", class_name="临床 2019-3 班", place="50-101"),
    Person(number="4", name="孙国栋", kind="staff", college="后勤处", place="后勤楼 201"),
    Person(number="15", name="何静怡", college="护理学院", class_name="护理 2020-1 班"),
]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Wanted(college="临床医学院"), ["3", "1"]),
        (Wanted(class_name="护理 2020-1 班"), ["15", "2"]),
        (Wanted(place="5"), ["2", "1"]),
        (Wanted(place="5-31"), ["1"]),
        (Wanted(place="50"), ["3"]),
        (Wanted(college="临床医学院", place="5"), ["1"]),
        (Wanted(college="临床"), []),
        (Wanted(words="临床"), ["3", "1"]),
        (Wanted(words="护理 5-"), ["2"]),
        (Wanted(words="15"), ["15"]),
        (Wanted(words="林 50"), ["3"]),
        (Wanted(words="后勤楼"), ["4"]),
    ],
    ids=repr,
)
def test_who_is_chosen_and_in_which_order(wanted: Wanted, numbers: list[str]) -> None:
    assert [one.number for one in chosen(PEOPLE, wanted)] == numbers
