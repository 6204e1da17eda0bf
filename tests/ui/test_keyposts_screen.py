"""The screen of key post staff by the keyboard alone, on a real post."""

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.fakes.crew import CLEANER, COOK, PORTER
from tests.fakes.homes import GUARD, LEADER
from tests.shots.keyposts import HELPER, KeyPostsShot
from tests.shots.stage import Stage
from ui.widgets.retell import use_language

Key = Qt.Key


class Hands(KeyPostsShot):
    """On its keyboard."""

    def scan(self, text: str, key: Key = Key.Key_Return) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClicks(widget, text)
        self.press(key)

    def press(self, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key, modifier)
        self.stage.settle()

    @property
    def words(self) -> str:
        return "\n".join(label.text() for label in self.stage.window.findChildren(QLabel) if label.isVisible())

    def cell(self, row: int, column: int) -> str:
        item = self.screen.table.item(row, column)
        return item.text() if item else ""


@pytest.fixture
def hands(stage: Stage) -> Hands:
    made = Hands(stage)
    made.some()
    made.open()
    return made


def test_the_missing_stand_first_with_whom_to_call(hands: Hands) -> None:
    assert [hands.cell(0, at) for at in (1, 3, 6)] == [COOK.name, "未到岗 12 分钟", "孙国栋 10000000006"]
    assert [hands.cell(1, at) for at in (1, 3)] == [CLEANER.name, "越界：东门 06:10"]
    assert "未到岗 1，在岗 1，越界 1" in hands.words


def test_a_scan_signs_in_and_the_list_follows(hands: Hands) -> None:
    hands.scan(COOK.number)
    assert "王敏 · 一食堂 已签到。迟到 12 分钟。" in hands.words
    assert "未到岗 0，在岗 2" in hands.words
    hands.scan(COOK.number)
    assert "刚刚已经签过" in hands.words
    hands.scan(COOK.number, Key.Key_F4)
    assert "已签退" in hands.words
    assert hands.crew.of(COOK).state == "left-early"


def test_whoever_scans_while_the_one_before_is_written_loses_no_letter(hands: Hands) -> None:
    QTest.keyClicks(hands.screen.line, COOK.number)
    QTest.keyClick(hands.screen.line, Key.Key_Return)
    QTest.keyClicks(hands.screen.line, PORTER.number[:3])
    hands.stage.settle()
    assert hands.screen.line.text() == PORTER.number[:3]
    assert hands.crew.of(COOK).state == "here"


def test_somebody_who_is_not_on_the_list_is_said(hands: Hands) -> None:
    hands.scan("T9999")
    assert "不在重点岗位名册里" in hands.stage.window.banner.sentence
    hands.scan(HELPER.number, Key.Key_F3)
    assert "刚刚已经签过" in hands.words


def test_the_arrows_show_one_after_the_other(hands: Hands) -> None:
    assert "工作区域：一食堂后厨" in hands.words
    hands.press(Key.Key_Down)
    assert "签到地点：西门" in hands.words


def test_only_whom_to_call_about_and_another_day(hands: Hands) -> None:
    hands.press(Key.Key_F5)
    assert hands.screen.table.rowCount() == 2
    hands.press(Key.Key_F5)
    hands.press(Key.Key_PageUp)
    assert "2022-04-09" in hands.screen.title.full
    states = {hands.cell(at, 1): hands.cell(at, 3) for at in range(hands.screen.table.rowCount())}
    assert states[PORTER.name] == "整班未到岗"
    hands.press(Key.Key_PageDown)
    hands.press(Key.Key_PageDown)
    assert "今天" in hands.screen.title.full


def test_the_list_is_saved_by_those_who_may(hands: Hands) -> None:
    assert hands.where is not None
    control = Qt.KeyboardModifier.ControlModifier
    hands.crew.as_(GUARD)
    hands.press(Key.Key_S, control)
    assert "没有这项权限" in hands.stage.window.banner.sentence
    hands.crew.as_(LEADER)
    hands.press(Key.Key_S, control)
    assert "已另存" in hands.stage.window.banner.sentence
    assert openpyxl.load_workbook(hands.where).active["E2"].value == COOK.name
    hands.where = None
    hands.press(Key.Key_S, control)


def test_time_goes_on(hands: Hands) -> None:
    hands.crew.at(6, 30)
    hands.screen._again()
    hands.stage.settle()
    assert hands.cell(0, 3) == "未到岗 30 分钟"


def test_it_speaks_english(hands: Hands) -> None:
    hands.scan(COOK.number)
    use_language("en")
    hands.stage.settle()
    assert "signed in. 12 min late." in hands.words
