"""Printing campus codes in the window: who is meant is seen before anything is printed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.access.roles import NotPermitted
from tests.shots.stage import Stage
from ui.screens.manage.codesheet import CodeSheet
from ui.screens.settings import SettingsScreen

FILE = Path("校园码.pdf")


class Told:
    def __init__(self) -> None:
        self.names: list[str] = []
        self.said: list[tuple[str, str]] = []

    def choose(self, name: str) -> Path | None:
        self.names.append(name)
        return FILE


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def sheet(stage: Stage, told: Told) -> CodeSheet:
    screen = SettingsScreen(stage.post, stage.jobs, lambda: None)
    stage.window.add_screens({"settings": screen})
    stage.window.open("settings")
    stage.window.show()
    made = screen.people.sheet
    made._choose = told.choose  # no dialog of the system's
    made.said.connect(lambda words, tone: told.said.append((words() if callable(words) else words, tone)))
    screen.people.print_sheet.click()
    stage.settle()
    return made


@pytest.fixture
def typed(stage: Stage, sheet: CodeSheet) -> Callable[[str], None]:
    def type_(text: str) -> None:
        QTest.keyClicks(sheet.line, text)
        stage.settle()

    return type_


def test_who_is_meant_is_named_while_typing(sheet: CodeSheet, typed: Callable[[str], None]) -> None:
    assert not sheet.print.isEnabled()
    typed("S202")
    assert [one.number for one in sheet.found] == ["S2020050112", "S2021080207"]
    assert sheet.who.full == "2 人：陈立、林小童"
    typed("9")
    assert (sheet.found, sheet.who.full, sheet.print.isEnabled()) == ([], "没有找到人", False)


def test_an_answer_that_comes_late_is_dropped(stage: Stage, sheet: CodeSheet) -> None:
    QTest.keyClicks(sheet.line, "S2")
    sheet.line.clear()
    stage.settle()
    assert sheet.found == []


def test_enter_prints_those_found_and_names_the_file(
    stage: Stage, sheet: CodeSheet, typed: Callable[[str], None], told: Told
) -> None:
    typed("3-1")
    QTest.keyClick(sheet.line, Qt.Key.Key_Return)
    assert (sheet.print.isEnabled(), sheet.stop.isHidden(), sheet.bar.isHidden()) == (False, False, False)
    stage.settle()
    assert stage.post.asked[-1] == ("codes", ["S2020050112"], FILE)
    ((said, tone),) = told.said
    assert (str(FILE) in said, tone) == (True, "hint")
    assert told.names == ["校园码 3-1.pdf"]
    assert (sheet.print.isEnabled(), sheet.stop.isHidden(), sheet.bar.isHidden()) == (True, True, True)


def test_what_is_not_on_the_sheet_is_listed(
    stage: Stage, sheet: CodeSheet, typed: Callable[[str], None], told: Told
) -> None:
    stage.post.refused_rows = ("S1：文字太长", "S2：文字太长")
    typed("S202")
    sheet.print.click()
    stage.settle()
    assert [sheet.notes.item(at).text() for at in range(sheet.notes.count())] == list(stage.post.refused_rows)
    assert not sheet.notes.isHidden()
    assert told.said[-1][1] == "problem"


def test_it_can_be_given_up(stage: Stage, sheet: CodeSheet, typed: Callable[[str], None], told: Told) -> None:
    typed("S202")
    sheet.print.click()
    sheet.stop.click()
    stage.settle()
    assert told.said == [("已取消，没有写文件。", "problem")]
    assert not [one for one in stage.post.asked if one[0] == "codes"]
    sheet.print.click()
    stage.settle()
    assert stage.post.asked[-1][0] == "codes"


def test_whoever_may_not_is_told(stage: Stage, sheet: CodeSheet, typed: Callable[[str], None], told: Told) -> None:
    stage.post.refuses = NotPermitted.to("guard")
    typed("S202")
    sheet.print.click()
    stage.settle()
    assert "保安" in told.said[-1][0]


def test_a_name_with_slashes_is_a_file_s_name(sheet: CodeSheet, typed: Callable[[str], None], told: Told) -> None:
    typed("S2020050112")
    sheet.line.setText("a/b")
    sheet.print_codes()
    assert told.names == ["校园码 a-b.pdf"]
