"""The reports' screen by the keyboard alone, on a real post; the window stays fluid while the campus is written."""

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.dormitory.daily.count import Part
from app.dormitory.today.item import Lead
from tests.fakes.building import number_of
from tests.fakes.homes import LEADER, PINS
from tests.shots.reports import BUILDING, EVENING, ReportsShot
from tests.shots.stage import Stage

Key = Qt.Key
ENTER = Key.Key_Return


@pytest.fixture
def shot(stage: Stage) -> ReportsShot:
    return ReportsShot(stage).open().keys(Key.Key_PageDown)


@pytest.fixture
def quiet(stage: Stage) -> ReportsShot:
    return ReportsShot(stage, quiet=True).open().keys(Key.Key_PageDown)


def signed(shot: ReportsShot) -> list[tuple[str, bool]]:
    entries = shot.house.post.ledger.entries("daily-report")
    return [(str((one.fact.body or {})["step"]), bool((one.fact.body or {})["zero"])) for one in entries]


def test_a_number_opens_who_stands_behind_it_and_their_records(shot: ReportsShot) -> None:
    assert shot.screen.part == BUILDING
    shot.keys(*[Key.Key_Down] * 3, ENTER)
    behind = shot.screen.face.behind
    assert (shot.screen.front, behind.model.rowCount()) == ("behind", 5)  # nobody said anything of these
    assert "没有记录" in behind.records.full
    shot.keys(Key.Key_Escape, *[Key.Key_Down] * 6, ENTER)
    assert behind.model.line(0)[1] == "5-204"
    assert "38.3" in behind.records.full
    shot.keys(Key.Key_Escape)
    assert shot.screen.front == "numbers"


def test_signing_takes_a_key_and_enter_and_says_what_was_signed(shot: ReportsShot) -> None:
    shot.keys(Key.Key_F3, ENTER)
    assert signed(shot) == [("counsellor", False)]
    assert "何老师 22:20 签发" in shot.screen.face.chain.full
    assert "另一个人签发：李主任" in shot.screen.face.next.full
    shot.house.write(("103-2", 36.6))
    shot.screen.refresh()
    shot.stage.settle()
    assert "漏报 签发时 5，现为 4" in shot.screen.face.chain.full


def test_zero_is_said_on_a_key_of_its_own_and_never_by_enter_alone(quiet: ReportsShot) -> None:
    quiet.keys(Key.Key_F3, ENTER)
    assert signed(quiet) == [("counsellor", False)]
    quiet.keys(Key.Key_F8)
    assert signed(quiet) == [("counsellor", False)]
    assert "另一个人签发：李主任" in quiet.stage.window.banner.sentence
    quiet.house.post.sign_in(LEADER, PINS[LEADER])
    quiet.screen.refresh()
    quiet.stage.settle()
    quiet.keys(Key.Key_F8)
    assert signed(quiet) == [("counsellor", False)]
    quiet.keys(ENTER)
    assert signed(quiet) == [("counsellor", False), ("affairs", True)]


def test_zero_is_not_offered_where_something_happened(shot: ReportsShot) -> None:
    shot.keys(Key.Key_F8)
    assert shot.screen.front == "numbers"
    assert "不能作零报告" in shot.stage.window.banner.sentence


def test_what_changed_meanwhile_is_not_signed_unseen(quiet: ReportsShot) -> None:
    quiet.keys(Key.Key_F3)
    quiet.house.now = EVENING.replace(minute=21)
    quiet.house.write(("103-2", 38.0))
    quiet.keys(ENTER)
    assert signed(quiet) == []
    assert "刚有变化" in quiet.screen.face.sign.problem
    assert quiet.screen.day is not None
    assert quiet.screen.day.report.numbers(BUILDING).high == 1  # and now it is seen


def test_whom_nobody_was_told_of_is_told_with_one_form(shot: ReportsShot) -> None:
    assert "1 人待上报" in shot.screen.face.urgent.full
    shot.keys(Key.Key_F4, ENTER, "Zhao", ENTER, ENTER, ENTER)
    (entry,) = shot.house.post.ledger.entries("urgent-report")
    body = entry.fact.body or {}
    assert (body["cause"], body["told"], len(body["grounds"])) == ("fever", "Zhao", 2)
    assert shot.screen.face.urgent.full == ""
    shot.keys(ENTER)
    assert "已经上报" in shot.stage.window.banner.sentence


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [("2022-04-10 21:30", 21, 30), ("21:30", 21, 30), ("2205", 22, 5), ("4-10 21.30", 21, 30)],
)
def test_the_time_of_telling_may_be_another_and_has_to_be_one(
    shot: ReportsShot, typed: str, hour: int, minute: int
) -> None:
    shot.keys(Key.Key_F4, ENTER, "Zhao", ENTER, "soon", ENTER, ENTER)
    assert "时间请写成 7:30" in shot.screen.face.tell.problem
    shot.keys(*[Key.Key_Backspace] * 4, typed, ENTER, ENTER)
    (entry,) = shot.house.post.ledger.entries("urgent-report")
    assert entry.fact.at == EVENING.replace(hour=hour, minute=minute)


def test_the_words_without_names_go_to_the_clipboard(shot: ReportsShot) -> None:
    shot.keys(Key.Key_F5)
    text = QGuiApplication.clipboard().text()
    assert "5号楼" in text
    assert not [one.name for one in shot.house.people if one.name in text]


def test_the_workbook_is_written_in_the_background(shot: ReportsShot) -> None:
    shot.screen.export()
    assert not shot.saved.exists()
    shot.stage.settle()
    assert "汇总" in openpyxl.load_workbook(shot.saved).sheetnames
    shot.screen.export()
    shot.stage.settle()
    assert shot.stage.window.banner.sentence  # no file is replaced


def test_yesterday_is_on_a_key(shot: ReportsShot) -> None:
    shot.house.now = EVENING.replace(day=11, hour=8)
    shot.keys(Key.Key_F9)
    assert "4月10日" in shot.screen.face.title.full
    shot.keys(Key.Key_F9)
    assert "4月11日" in shot.screen.face.title.full


def test_before_the_first_round_there_is_a_sentence_and_no_number(stage: Stage) -> None:
    made = ReportsShot(stage, quiet=True)
    made.house.now = EVENING.replace(day=11, hour=5)
    made.open()
    assert "还没有开始" in stage.window.banner.sentence
    assert made.screen.face.numbers.rowCount() == 0


def test_nothing_stays_of_what_somebody_else_saw(shot: ReportsShot) -> None:
    shot.screen.open_number("high")
    shot.stage.settle()
    shot.house.post.sign_in(LEADER, PINS[LEADER])
    shot.stage.window.open("reports")
    assert shot.screen.face.behind.model.rowCount() == 0
    assert shot.screen.face.numbers.rowCount() == 0


def test_what_today_speaks_of_is_in_hand(shot: ReportsShot) -> None:
    window = shot.stage.window
    window.open("reports", Lead("reports", "护理学院", "college", "", "2022-04-10"))
    shot.stage.settle()
    assert (shot.screen.part, shot.screen.front) == (Part("college", "护理学院"), "numbers")
    yesterday = Lead("reports", "5", "building", "", "2022-04-09")
    window.open("reports", yesterday)
    shot.stage.settle()
    assert shot.screen.day is not None
    assert (shot.screen.part, f"{shot.screen.day.report.day}") == (BUILDING, "2022-04-09")
    window.open("reports", Lead("reports", "5", "", number_of("204-1")))
    shot.stage.settle()
    assert shot.screen.front == "cases"
    shot.keys(ENTER)
    assert shot.screen._case is not None
    assert shot.screen._case.number == number_of("204-1")
