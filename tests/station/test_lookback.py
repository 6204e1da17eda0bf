"""Looking back: under a grant, recorded each time, and as whoever asks may see people."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from app.access.grants import NotGranted
from app.access.roles import NotPermitted
from app.errors import UserError, WrongUse
from app.report.contacts import Contacts
from tests.fakes.homes import GUARD, LEADER, PINS, fill_disk
from tests.fakes.lookedback import CHEN, DUTY, LIN, SUN, TONG, WHY, LookedBack


@pytest.fixture
def made(tmp_path: Path) -> Iterator[LookedBack]:
    made = LookedBack(tmp_path)
    made.weeks()
    yield made
    made.close()


def audit(made: LookedBack, action: str) -> list[dict[str, str]]:
    bodies = (entry.fact.body or {} for entry in made.post.ledger.entries("audit"))
    return [body for body in bodies if body["action"] == action]


def found(made: LookedBack, number: str = LIN, minutes: int = 10) -> Contacts:
    return made.look_back.contacts(number, made.now - timedelta(days=14), made.now, minutes)


def test_everyone_is_found_once_the_nearest_first_and_every_meeting(made: LookedBack) -> None:
    made.granting.give("contacts.look", LIN, WHY)
    contacts = found(made)
    assert [(one.person.number, one.times, one.nearest) for one in contacts.people] == [
        (TONG, 3, timedelta(seconds=12)), (SUN, 7, timedelta(seconds=24)), (CHEN, 7, timedelta(seconds=96)),
        ("V-2207", 1, timedelta(minutes=3)),
    ]  # fmt: skip
    assert (contacts.own, len(contacts.meetings), contacts.name) == (7, 18, "林晓彤")
    assert contacts.people[-1].person.name == "访客甲"
    assert [one.person.number for one in found(made, minutes=1).people] == [TONG, SUN]


def test_without_a_grant_nothing_is_found_nor_recorded(made: LookedBack) -> None:
    made.granting.give("contacts.look", CHEN, WHY)
    with pytest.raises(NotGranted):
        found(made)
    made.later(hours=2)
    with pytest.raises(NotGranted):
        found(made, CHEN)
    assert audit(made, "contacts") == []


def test_each_use_is_recorded_under_its_grant(made: LookedBack) -> None:
    grant = made.granting.give("contacts.look", LIN, WHY)
    found(made)
    found(made, minutes=5)
    uses = audit(made, "contacts")
    assert [(use["about"], use["person"]) for use in uses] == [(grant.id, LIN)] * 2
    assert all(WHY in use["detail"] for use in uses)
    assert "±5" in uses[1]["detail"]


def test_what_cannot_be_recorded_is_not_shown(made: LookedBack, monkeypatch: pytest.MonkeyPatch) -> None:
    made.granting.give("contacts.look", LIN, WHY)
    with monkeypatch.context() as broken:
        fill_disk(broken)
        with pytest.raises(UserError, match="磁盘已满"):
            found(made)


def test_a_guard_may_not_though_a_leader_has_just_looked(made: LookedBack) -> None:
    made.granting.give("contacts.look", LIN, WHY)
    contacts = found(made)
    made.post.sign_in(GUARD, PINS[GUARD])
    with pytest.raises(NotPermitted, match="保安"):
        found(made)
    with pytest.raises(NotPermitted):
        made.look_back.export(contacts, made.post.home.path / "c.xlsx")


@pytest.mark.parametrize("minutes", [0, -1, 121])
def test_a_span_that_says_nothing_is_refused(made: LookedBack, minutes: int) -> None:
    made.granting.give("contacts.look", LIN, WHY)
    with pytest.raises(WrongUse, match="120"):
        found(made, minutes=minutes)
    with pytest.raises(WrongUse, match="结束时间"):
        made.look_back.contacts(LIN, made.now, made.now, 10)


def test_a_slip_of_the_hand_is_no_answer(made: LookedBack) -> None:
    made.granting.give("contacts.look", "all", WHY)
    with pytest.raises(UserError, match="2019999999"):
        found(made, "2019999999")
    with pytest.raises(UserError, match="不止一人"):
        made.look_back.who("林")
    assert (made.look_back.who("林晓彤"), made.look_back.who(" V-2207 ")) == (LIN, "V-2207")


def test_somebody_who_is_on_no_list_may_have_met_people_too(made: LookedBack) -> None:
    made.granting.give("contacts.look", "V-2207", WHY)
    assert [one.person.number for one in found(made, "V-2207").people] == [SUN, LIN, CHEN]


def test_the_workbook_says_what_was_asked_everyone_and_every_meeting(made: LookedBack, tmp_path: Path) -> None:
    made.granting.give("contacts.look", LIN, WHY)
    path = tmp_path / "contacts.xlsx"
    made.look_back.export(found(made), path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["回溯说明", "同时段人员", "逐次明细"]
    people = list(book["同时段人员"].values)
    assert people[1][:3] == (TONG, "林小童", "检验学院")
    assert people[1][7:9] == ("3", "12 秒")
    assert (len(people), len(list(book["逐次明细"].values))) == (1 + 4, 1 + 18)
    assert {cell.data_type for line in book["同时段人员"].iter_rows() for cell in line if cell.value} == {"s"}
    assert [(one["about"], one["person"]) for one in audit(made, "export")] == [("contacts", LIN)]
    with pytest.raises(UserError, match="已经存在"):
        made.look_back.export(found(made), path)
    with pytest.raises(WrongUse, match="xlsx"):
        made.look_back.export(found(made), tmp_path / "contacts.csv")


def test_a_workbook_that_cannot_be_recorded_does_not_stay(
    made: LookedBack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.granting.give("contacts.look", LIN, WHY)
    contacts = found(made)
    with monkeypatch.context() as broken:
        fill_disk(broken)
        with pytest.raises(UserError, match="磁盘已满"):
            made.look_back.export(contacts, tmp_path / "c.xlsx")
    assert not (tmp_path / "c.xlsx").exists()


def test_a_duty_officer_looks_back_on_a_leaders_word(made: LookedBack) -> None:
    made.post.sign_in(DUTY, "2468")
    made.granting.give("contacts.look", LIN, WHY, leader=made.granting.leader(LEADER, PINS[LEADER]))
    assert len(found(made).people) == 4
