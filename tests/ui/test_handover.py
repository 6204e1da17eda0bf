"""Taking over from somebody, the sealed code in an emergency, and the lock of a window that nobody minds."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.errors import UserError
from tests.shots.stage import Stage
from ui.idle import Idle
from ui.screens.signin import SignIn


@pytest.fixture
def screen(stage: Stage) -> SignIn:
    made = SignIn(stage.post, stage.jobs)
    stage.window.add_screens({"sign-in": made})
    stage.window.show()
    stage.window.open("sign-in")
    stage.settle()
    return made


def keys(qtbot: QtBot, *typed: str | Qt.Key) -> None:
    for one in typed:
        widget = QApplication.focusWidget()
        assert widget is not None
        qtbot.keyClick(widget, one) if isinstance(one, Qt.Key) else qtbot.keyClicks(widget, one)


def test_the_next_one_takes_over_by_keyboard(qtbot: QtBot, stage: Stage, screen: SignIn) -> None:
    screen.take_over(True)
    with qtbot.waitSignal(screen.done):
        keys(qtbot, "2", Qt.Key.Key_Return, "2468", Qt.Key.Key_Return)
        stage.settle()
    assert stage.post.asked == [("hand-over", "吴海燕", "2468")]


def test_a_digit_that_means_one_name_goes_on_to_the_pin(qtbot: QtBot, stage: Stage, screen: SignIn) -> None:
    with qtbot.waitSignal(screen.done):
        keys(qtbot, "3", "1357", Qt.Key.Key_Return)
        stage.settle()
    assert stage.post.asked == [("sign-in", "李主任", "1357")]


def test_nobody_took_over_after_all(qtbot: QtBot, stage: Stage, screen: SignIn) -> None:
    screen.take_over(True)
    with qtbot.waitSignal(screen.back):
        keys(qtbot, Qt.Key.Key_Escape)
    assert stage.post.asked == []


def test_a_locked_window_has_no_way_back_without_a_pin(qtbot: QtBot, screen: SignIn) -> None:
    with qtbot.assertNotEmitted(screen.back):
        keys(qtbot, Qt.Key.Key_Escape)


def test_a_sealed_code_opens_the_post_with_a_reason(qtbot: QtBot, stage: Stage, screen: SignIn) -> None:
    keys(qtbot, Qt.Key.Key_End, Qt.Key.Key_Return, "1234-5678-9012", Qt.Key.Key_Return, "no answer", Qt.Key.Key_Return)
    stage.settle()
    assert stage.post.asked == [("emergency", "1234-5678-9012", "no answer")]


def test_a_code_that_is_refused_is_said_and_asked_for_again(qtbot: QtBot, stage: Stage, screen: SignIn) -> None:
    stage.post.refuses = UserError("应急码不对，或已经用过。请换一个。")
    keys(qtbot, Qt.Key.Key_End, Qt.Key.Key_Return, "1", Qt.Key.Key_Return, "x", Qt.Key.Key_Return)
    stage.settle()
    assert "应急码不对" in screen._wrong.text()
    assert QApplication.focusWidget() is screen._pin


def test_a_reason_is_only_asked_for_with_a_sealed_code(qtbot: QtBot, screen: SignIn) -> None:
    assert screen._reason.isHidden()
    keys(qtbot, Qt.Key.Key_End)
    assert screen._reason.isVisible()


WHOLE = 15 * 60_000
"""Milliseconds."""


@pytest.fixture
def idle(qapp: QApplication) -> Idle:
    return Idle(qapp)


def left(idle: Idle) -> int:
    return idle._timer.remainingTime() if idle._timer.isActive() else -1


def test_a_window_that_nobody_minds_locks(qtbot: QtBot, idle: Idle) -> None:
    idle.start(15)
    idle._timer.setInterval(1)
    with qtbot.waitSignal(idle.over):
        pass


def test_a_hand_on_the_keyboard_or_somebody_in_the_lane_begins_the_time_anew(qtbot: QtBot, idle: Idle) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    for somebody in (lambda: qtbot.keyClick(widget, Qt.Key.Key_1), idle.touch):
        idle.start(15)
        qtbot.waitUntil(lambda: left(idle) < WHOLE - 20)
        before = left(idle)
        somebody()
        assert left(idle) > before


def test_it_never_locks_where_that_is_not_wanted_or_nobody_is_on_duty(idle: Idle) -> None:
    idle.start(0)
    idle.touch()
    assert left(idle) == -1
    idle.start(15)
    idle.stop()
    idle.touch()
    assert left(idle) == -1


def test_enter_without_a_pin_says_what_is_missing(qtbot: QtBot, stage: Stage, screen: SignIn) -> None:
    keys(qtbot, "1", Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert screen._wrong.full == "请输入 PIN。"
    keys(qtbot, "2468", Qt.Key.Key_Return)
    stage.settle()
    assert [name for name, *_ in stage.post.asked] == ["sign-in"]
