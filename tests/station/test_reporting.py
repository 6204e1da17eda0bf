"""Reports at a real post: what is signed was looked at, fever is told in time, names are for those who may see them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from app.access.roles import NotPermitted
from app.dormitory.daily.changed import changed
from app.dormitory.daily.count import Part
from app.errors import UserError
from app.station.dormitory import Dormitory
from app.station.reporting import ANONYMOUS, ReportDesk
from tests.fakes.building import Building
from tests.fakes.homes import ADMINISTRATOR, GUARD, LEADER, PINS
from tests.shots.reports import EVENING, ROUNDS

BUILDING = Part("building", "5")
COUNSELLOR, OTHER = "王老师", "别的老师"


class Day:
    """A small building's day, all measured."""

    def __init__(self, folder: Path) -> None:
        self.house = Building(folder, 1, 3)
        self.post = self.house.post
        for name in (COUNSELLOR, OTHER):
            self.post.accounts.add(name, "counsellor", "2468")
        beds = [f"{room}-{bed}" for room in self.house.rooms for bed in range(1, 7)]
        for hour, minute in ROUNDS:
            self.house.now = EVENING.replace(hour=hour, minute=minute)
            self.house.write(*[(one, 36.4) for one in beds])
        self.house.now = EVENING
        self.desk = ReportDesk(self.post)

    def as_(self, name: str) -> None:
        self.post.sign_in(name, PINS.get(name, "2468"))

    def fever(self, bed: str = "102-3") -> None:
        """Twice high at 22:00 and 22:16."""
        for minute, celsius in ((0, 38.0), (16, 38.4)):
            self.house.now = EVENING.replace(minute=minute)
            self.house.write((bed, celsius))
        self.house.now = EVENING


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    made = Day(tmp_path)
    yield made
    made.house.close()


def test_nobody_signs_what_he_has_not_seen(day: Day) -> None:
    seen = day.desk.read()
    day.fever()
    with pytest.raises(UserError, match="刚有变化"):
        day.desk.sign(seen, BUILDING, "counsellor", zero=True)
    assert day.desk.read().stages[BUILDING][0].signed is None


def test_the_chain_and_what_changed_after_it(day: Day) -> None:
    day.as_(COUNSELLOR)
    seen = day.desk.read()
    stage = day.desk.next_step(seen, BUILDING)
    assert stage is not None
    assert stage.step == "counsellor"
    assert [one.step for one in day.desk.owed(seen)] == ["counsellor"] * 3
    day.desk.sign(seen, BUILDING, "counsellor", zero=True)
    with pytest.raises(NotPermitted):
        day.desk.sign(seen, BUILDING, "affairs")
    assert day.desk.next_step(day.desk.read(), BUILDING) is None
    day.as_(LEADER)
    day.desk.sign(day.desk.read(), BUILDING, "affairs")
    day.fever()
    after = day.desk.read()
    told = changed(after.stages[BUILDING][0], after.report.numbers(BUILDING))
    assert [(one.name, one.signed, one.now) for one in told] == [("high", 0, 1), ("again", 0, 1)]
    day.as_(COUNSELLOR)
    again = day.desk.next_step(after, BUILDING)
    assert again is not None
    assert again.changed
    assert [one.changed for one in day.desk.owed(after) if one.part == BUILDING] == [True]


def test_two_steps_are_two_people_s_and_who_is_next_is_said(day: Day) -> None:
    day.as_(LEADER)
    day.desk.sign(day.desk.read(), BUILDING, "counsellor", zero=True)
    seen = day.desk.read()
    assert day.desk.next_step(seen, BUILDING) is None
    assert BUILDING not in [one.part for one in day.desk.owed(seen)]
    assert day.desk.not_yours(seen, BUILDING) == f"辅导员一级是您签的，学生处要由另一个人签发：{ADMINISTRATOR}。"
    for act in (day.desk.sign, lambda _day, part, step: Dormitory(day.post).sign(part, step)):
        with pytest.raises(UserError, match=f"另一个人签发：{ADMINISTRATOR}"):
            act(seen, BUILDING, "affairs")
    day.as_(COUNSELLOR)
    assert day.desk.not_yours(day.desk.read(), BUILDING) == f"学生处可由这些人签发：{ADMINISTRATOR}。"
    day.as_(ADMINISTRATOR)
    assert day.desk.not_yours(day.desk.read(), BUILDING) == ""
    day.desk.sign(day.desk.read(), BUILDING, "affairs")
    assert "没有别的账号可以签" in day.desk.not_yours(day.desk.read(), BUILDING)


def test_a_fever_is_owed_until_somebody_was_told_and_late_after_an_hour(day: Day) -> None:
    day.fever()
    (case,) = day.desk.read().cases
    assert (case.cause, case.deadline - case.since, case.told) == ("fever", timedelta(hours=1), None)
    day.house.now = EVENING + timedelta(minutes=57)
    (case,) = day.desk.read().cases
    assert case.overdue(day.house.now)
    with pytest.raises(UserError, match="报告给了谁"):
        day.desk.tell(case, " ")
    day.desk.tell(case, "校医赵某", EVENING + timedelta(minutes=10))
    (case,) = day.desk.read().cases
    assert case.told is not None
    assert not case.late
    day.house.write(("102-3", 38.9))
    assert [one.told for one in day.desk.read().cases] == [None]


def test_a_fever_of_yesterdays_evening_is_not_forgotten_at_midnight(day: Day) -> None:
    day.fever()
    day.house.now = EVENING + timedelta(hours=9)
    seen = day.desk.read()
    assert [one.number for one in seen.cases] == ["20191023"]
    day.desk.tell(seen.cases[0], "校医赵某")
    assert day.desk.read().cases == ()
    assert [one.told is not None for one in day.desk.read(yesterday=True).cases] == [True]


def test_names_are_for_those_who_may_see_them(day: Day) -> None:
    day.fever()
    day.as_(OTHER)
    seen = day.desk.read()
    (one,) = day.desk.behind(seen, BUILDING, "high")
    resident = one.line.resident
    assert (resident.name, resident.room, resident.number, resident.phone) == (ANONYMOUS, "", "", "")
    with pytest.raises(UserError, match="不由您负责"):
        day.desk.tell(seen.cases[0], "校医")
    day.as_(COUNSELLOR)
    (one,) = day.desk.behind(day.desk.read(), BUILDING, "high")
    assert one.line.resident.room == "102"
    assert len(day.desk.records(one.records)) == 3
    day.as_(GUARD)
    for act in (day.desk.read, lambda: day.desk.behind(seen, BUILDING, "high")):
        with pytest.raises(NotPermitted):
            act()


def test_the_words_for_a_chat_group_name_nobody(day: Day) -> None:
    day.fever()
    said = day.desk.text(day.desk.read(), BUILDING)
    assert "体温偏高 1 人" in said
    assert not [one for one in day.house.people if one.name in said or one.number in said]
    assert "102" not in said


def test_the_workbook_is_that_of_what_was_looked_at(day: Day, tmp_path: Path) -> None:
    seen = day.desk.read()
    day.fever()
    day.as_(LEADER)
    day.desk.export(seen, tmp_path / "day.xlsx")
    book = openpyxl.load_workbook(tmp_path / "day.xlsx")
    assert [row[0].value for row in book["汇总"].rows] == ["范围", "楼栋", "学院", "全校"]
    assert len(list(book["发热和不适"].rows)) == 1
