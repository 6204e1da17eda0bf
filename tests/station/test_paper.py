"""Sheets for the hours without power: printed with numbers of their own, entered once a line, as it was said then."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from app.access.roles import NotPermitted
from app.clock import campus
from app.errors import UserError, WrongUse
from app.station.paper.desk import Head, PaperDesk, Sheet
from app.station.paper.number import tidy
from app.station.paper.printing import PaperPrinter, Wanted
from app.station.paper.said import NotUnderstood
from app.store.faults import DiskFull
from tests.fakes.building import Building, number_of
from tests.fakes.duty_room import LIN, SUN, DutyRoom
from tests.fakes.homes import ADMINISTRATOR, GUARD, PINS, fill_disk
from tests.fakes.papers import issue


@pytest.fixture
def room(tmp_path: Path) -> Iterator[DutyRoom]:
    made = DutyRoom(tmp_path / "home")
    yield made
    made.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Building]:
    made = Building(tmp_path, floors=2, rooms=4)
    yield made
    made.close()


def said(room: DutyRoom | Building, kind: str) -> list[dict[str, Any]]:
    return [entry.fact.body or {} for entry in room.post.ledger.entries(kind)]


def sheet(room: DutyRoom, form: Any = "gate") -> tuple[PaperDesk, Sheet, Head]:
    issue(room.post, Wanted(form))
    desk = PaperDesk(room.post)
    number = said(room, "paper-sheet")[-1]["number"]
    return desk, desk.open(number), Head(campus(room.now).date(), "刘强")


def test_sheets_are_printed_with_numbers_of_their_own(room: DutyRoom, tmp_path: Path) -> None:
    path = tmp_path / "gate.pdf"
    assert PaperPrinter(room.post).save(Wanted("gate", 5), path) == 5
    assert path.read_bytes().startswith(b"%PDF-")
    numbers = [one["number"] for one in said(room, "paper-sheet")]
    assert len(set(numbers)) == 5
    assert all(tidy(number) == number for number in numbers)
    for count in (0, 51):
        with pytest.raises(WrongUse):
            PaperPrinter(room.post).save(Wanted("gate", count), path)


def test_a_sheet_that_is_not_on_record_is_no_file(
    room: DutyRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    fill_disk(monkeypatch)
    with pytest.raises(DiskFull):
        PaperPrinter(room.post).save(Wanted("goods"), tmp_path / "goods.pdf")
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_line_becomes_a_passage_with_its_own_time_and_both_operators(room: DutyRoom) -> None:
    desk, one, head = sheet(room)
    line = desk.read(one, head, 7, {"time": "0535", "who": LIN.number, "celsius": "365", "ticks": "+"}, None)
    assert line.doubt == ""
    entry = line.write()
    body = entry.fact.body or {}
    assert f"{campus(entry.fact.at):%H:%M}" == "05:35"
    assert entry.fact.entered_at - entry.fact.at > timedelta(hours=1)
    assert body["paper"] == {"number": one.number, "line": 7, "on_duty": "刘强"}
    assert entry.fact.operator == GUARD
    assert (body["person"], body["verdict"], body["judged"], body["celsius"]) == (
        LIN.number,
        "undecided",
        "admit",
        36.5,
    )
    assert body["reasons"][0] == "entered-from-paper"
    assert {check["item"] for check in body["checks"]} >= {"identity"}


def test_the_same_line_is_not_entered_twice(room: DutyRoom) -> None:
    desk, one, head = sheet(room)
    what = {"time": "0535", "who": LIN.number}
    first, second = (PaperDesk(room.post).read(one, head, 3, what, None) for _ in range(2))
    seq = first.write().seq
    with pytest.raises(UserError, match=f"{seq:,}"):
        second.write()
    assert len(said(room, "passage")) == 1
    assert PaperDesk(room.post).open(one.number).entered == {"3": f"{seq:,}"}
    assert desk.open(one.number[-8:]).head["on_duty"] == "刘强"


def test_a_line_that_cannot_be_written_is_not_entered(
    room: DutyRoom, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    desk, one, head = sheet(room)
    line = desk.read(one, head, 1, {"time": "0535", "who": LIN.number}, None)
    with monkeypatch.context() as patched:
        fill_disk(patched)
        with pytest.raises(DiskFull):
            line.write()
    assert desk.open(one.number).entered == {}
    line.write()


@pytest.mark.parametrize(
    ("what", "cell"),
    [
        ({"time": "2560", "who": "S1"}, "time"), ({"time": "", "who": "S1"}, "time"), ({"time": "2359"}, "time"),
        ({"time": "0535"}, "who"), ({"time": "0535", "who": "nobody-at-all"}, "who"),
        ({"time": "0535", "who": "林", "celsius": "999"}, "who"),
        ({"time": "0535", "who": "林晓彤", "celsius": "999"}, "celsius"),
        ({"time": "0535", "who": "林晓彤", "ticks": "9"}, "ticks"),
        ({"time": "0535", "who": "林晓彤", "word": "也许"}, "word"),
    ],
)  # fmt: skip
def test_what_is_not_understood_names_its_cell(
    room: DutyRoom, what: dict[str, str], cell: str
) -> None:  # fmt: skip
    desk, one, head = sheet(room)
    with pytest.raises(NotUnderstood) as wrong:
        desk.read(one, head, 1, what, None)
    assert wrong.value.cell == cell


def test_what_the_paper_says_against_the_level_is_pointed_out_and_recorded_as_it_was_said(room: DutyRoom) -> None:
    room.as_(ADMINISTRATOR)
    room.post.set_level("closed")
    room.later(hours=3)
    room.as_(GUARD)
    desk, one, head = sheet(room)
    room.later(minutes=1)
    at = f"{campus(room.now - timedelta(minutes=5)):%H%M}"
    line = desk.read(one, head, 1, {"time": at, "who": LIN.number, "celsius": "365"}, None)
    assert "不能放行" in line.doubt
    body = line.write().fact.body or {}
    assert (body["judged"], body["level"]) == ("admit", "closed")
    assert "approval-not-found" in body["reasons"]
    refused = desk.read(one, head, 2, {"time": at, "who": LIN.number, "word": "2"}, None)
    assert refused.doubt == ""


def test_what_was_asked_and_is_not_ticked_is_named(room: DutyRoom) -> None:
    room.as_(ADMINISTRATOR)
    room.post.set_level("routine")
    room.later(hours=1)
    desk, one, head = sheet(room)
    at = {"time": f"{campus(room.now - timedelta(minutes=5)):%H%M}", "who": LIN.number}
    assert "体温" in desk.read(one, head, 1, at, None).doubt
    assert desk.read(one, head, 1, {**at, "celsius": "365", "ticks": "+"}, None).doubt == ""


def test_somebody_with_a_fever_who_was_referred_is_on_the_duty_rooms_list(room: DutyRoom) -> None:
    desk, one, head = sheet(room)
    hot = desk.read(one, head, 1, {"time": "0535", "who": SUN.number, "celsius": "381"}, None)
    assert "转校医" in hot.doubt
    desk.read(one, head, 1, {"time": "0535", "who": SUN.number, "celsius": "381", "word": "3"}, None).write()
    assert said(room, "passage")[-1]["verdict"] == "refer"
    patient = room.post.patients.of(SUN.number)
    assert patient is not None
    assert patient.held
    assert patient.reasons == ("fever",)


def test_a_name_that_nobody_on_the_list_has_is_entered_after_a_second_look(room: DutyRoom) -> None:
    desk, one, head = sheet(room)
    line = desk.read(one, head, 2, {"time": "0535", "who": "刘师傅", "word": "2"}, None)
    assert "刘师傅" in line.doubt
    body = line.write().fact.body or {}
    assert (body["person"], body["name"], body["judged"]) == ("", "刘师傅", "refuse")


@pytest.mark.parametrize("text", ["", "12", "PG220410-482913-0", "东门"])
def test_what_is_no_number_of_a_sheet(room: DutyRoom, text: str) -> None:
    with pytest.raises(UserError, match="纸单号"):
        PaperDesk(room.post).open(text)


GOODS = {
    "time": "0540", "outcome": "1", "celsius": "364", "health_code": "1", "travel_card": "1", "test_report": "1",
    "deliverer": "刘师傅 13900001111", "lines": "2 大米 50 袋 城郊合作社", "vehicle": "吉A12345", "trip": "白城 0430",
    **dict.fromkeys(
        ("people_disinfected", "vehicle_disinfected", "goods_disinfected", "area_disinfected"),
        "84消毒液 500mg/L 王芳 0510",
    ),
    "carrier": "林远", "means": "平板车", "route": "西门", "store": "三食堂",
}  # fmt: skip


def test_a_delivery_is_one_record_of_all_sixteen_items(room: DutyRoom) -> None:
    desk, one, head = sheet(room, "goods")
    for missing in ("celsius", "store"):
        with pytest.raises(NotUnderstood) as wrong:
            desk.goods(one, head, {**GOODS, missing: ""})
        assert wrong.value.cell == missing
    with pytest.raises(NotUnderstood) as wrong:
        desk.goods(one, head, {**GOODS, "trip": "白城"})
    assert wrong.value.cell == "trip"
    body = desk.goods(one, head, GOODS).fact.body or {}
    assert (body["outcome"], body["paper"]["number"]) == ("released", one.number)
    with pytest.raises(UserError, match="已经补录过"):
        desk.goods(one, head, GOODS)


def test_a_rounds_temperatures_by_the_lines_that_were_printed(house: Building, tmp_path: Path) -> None:
    printer = PaperPrinter(house.post)
    assert printer.buildings() == ["5"]
    assert printer.save(Wanted("dormitory", building="5", round="morning"), tmp_path / "5.pdf") == 2
    first = said(house, "paper-sheet")[0]
    desk = PaperDesk(house.post)
    one, head = desk.open(first["number"]), Head(campus(house.now).date(), "王老师")
    house.post.people.remove([number_of("101-2")])  # moved out since
    above = desk.read(one, head, 1, {"time": "0610", "celsius": "365", "cough": "1"}, None)
    above.write()
    desk.read(one, head, 3, {"time": "", "celsius": "36.8"}, above.at).write()
    bodies = said(house, "temperature")
    assert [(body["person"], body["celsius"], body["round"], body["cough"]) for body in bodies] == [
        (number_of("101-1"), 36.5, "morning", True), (number_of("101-3"), 36.8, "morning", False),
    ]  # fmt: skip
    assert bodies[1]["paper"]["line"] == 3
    for line in (2, 60):
        with pytest.raises(NotUnderstood):
            desk.read(one, head, line, {"time": "0610", "celsius": "365"}, None)


def test_high_again_on_paper_is_on_the_medical_duty_rooms_list(house: Building) -> None:
    for _ in range(2):
        issue(house.post, Wanted("dormitory", building="5", round="morning"))
    desk, day = PaperDesk(house.post), campus(house.now).date()
    first, second = (desk.open(one["number"]) for one in said(house, "paper-sheet")[::2])
    desk.read(first, Head(day, "王老师"), 1, {"time": "0610", "celsius": "381"}, None).write()
    assert house.post.patients.worklist() == []
    desk.read(second, Head(day, "王老师"), 1, {"time": "0635", "celsius": "379"}, None).write()
    (patient,) = house.post.patients.worklist()
    assert (patient.number, patient.held) == (number_of("101-1"), True)


def test_whose_students_stand_beside_others_learns_only_their_names(house: Building) -> None:
    issue(house.post, Wanted("dormitory", building="5"))
    number = said(house, "paper-sheet")[0]["number"]
    mine = house.post.people.get(number_of("101-1"))
    assert mine is not None
    house.post.people.upsert([replace(mine, counsellor="赵老师")])
    house.post.accounts.add("赵老师", "counsellor", "5555")
    house.post.sign_in("赵老师", "5555")
    desk = PaperDesk(house.post)
    names = desk.printed_names(desk.open(number))
    assert [name for name in names if " " in name] == [f"5-101-1 {mine.name}"]


def test_who_may_not_open_a_building_prints_and_enters_none_of_it(house: Building, tmp_path: Path) -> None:
    path = tmp_path / "5.pdf"
    issue(house.post, Wanted("dormitory", building="5"))
    one, head = PaperDesk(house.post).open(said(house, "paper-sheet")[0]["number"]), Head(campus(house.now).date(), "")
    house.post.accounts.add("赵老师", "counsellor", "5555")
    house.post.sign_in("赵老师", "5555")  # whose students live elsewhere
    with pytest.raises(NotPermitted):
        PaperDesk(house.post).open(one.number)
    house.post.sign_in(GUARD, PINS[GUARD])
    with pytest.raises(NotPermitted):
        PaperDesk(house.post).open(one.number)
    assert PaperPrinter(house.post).buildings() == []
    with pytest.raises(NotPermitted):
        PaperPrinter(house.post).save(Wanted("dormitory", building="5"), path)
    with pytest.raises(NotPermitted):
        PaperDesk(house.post).read(one, head, 1, {"time": "0610", "celsius": "365"}, None)


def test_at_the_gate_the_sheets_of_residents_do_not_exist_in_the_ledger(house: Building) -> None:
    """A dormitory's sheet says who lives in which room, which a guard does not learn."""
    issue(house.post, Wanted("dormitory", building="5"))
    house.post.sign_in(GUARD, PINS[GUARD])
    with pytest.raises(NotPermitted):
        house.post.entries("paper-sheet")
    assert all(entry.fact.kind != "paper-sheet" for entry in house.post.entries())


def test_at_the_gate_its_own_sheet_is_printed_and_entered(room: DutyRoom) -> None:
    desk, one, head = sheet(room)
    assert room.post.role() == "guard"
    at = (campus(room.now) - timedelta(minutes=5)).strftime("%H%M")
    desk.read(one, head, 1, {"time": at, "who": LIN.number, "word": "1"}, None).write()
    assert said(room, "passage")[-1]["person"] == LIN.number
