"""Joining a centre in the settings, by keys: and where it has no lists yet, whether it gets this post's."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.errors import UserError
from tests.shots.stage import Stage
from ui.screens.settings import SettingsScreen

Key = Qt.Key


def press(stage: Stage, key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)
    stage.settle()


def joined(stage: Stage, rows: int) -> SettingsScreen:
    """The settings, with a centre just joined."""
    stage.post.own_rows = rows
    screen = SettingsScreen(stage.post, stage.jobs)
    stage.window.add_screens({"settings": screen})
    stage.window.show()
    stage.window.open("settings")
    stage.settle()
    screen.centre.address.setText("https://centre.example.edu.cn")
    screen.centre.code.setText("ABCD-EFGH")
    screen.centre.code.setFocus()
    press(stage, Key.Key_Return)
    assert ("join", "https://centre.example.edu.cn", "ABCD-EFGH", "") in stage.post.asked
    return screen


def test_a_centre_that_has_its_own_asks_nothing(stage: Stage) -> None:
    screen = joined(stage, 0)
    assert screen.centre.question.isHidden()
    assert "防控指挥部" in stage.window.banner.sentence


def test_an_empty_centre_gets_the_lists_at_one_key(stage: Stage) -> None:
    screen = joined(stage, 12_345)
    assert "12,345 项" in screen.centre.question._about.full
    assert ("give",) not in stage.post.asked
    press(stage, Key.Key_Return)
    assert ("give",) in stage.post.asked
    assert screen.centre.question.isHidden()
    assert "由它管理" in stage.window.banner.sentence


def test_or_does_not(stage: Stage) -> None:
    screen = joined(stage, 3)
    press(stage, Key.Key_Escape)
    assert ("give",) not in stage.post.asked
    assert screen.centre.question.isHidden()
    assert "照用本站" in stage.window.banner.sentence


def test_what_went_wrong_is_said_and_can_be_done_later(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    joined(stage, 3)
    stage.post.refuses = UserError("请检查网络，然后再交一次。")
    press(stage, Key.Key_Return)
    assert "请检查网络" in stage.window.banner.sentence
