"""One's own PIN, by the keys, for whoever is on duty."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.access.accounts import SignInRefused
from tests.fakes.administered import Administered
from tests.fakes.homes import GUARD, PINS, actions
from tests.shots.stage import Stage
from ui.screens.pin import PinScreen


@pytest.fixture
def made(stage: Stage, tmp_path: Path) -> Administered:
    made = Administered(tmp_path)
    stage.ending.append(made.close)
    made.post.sign_in(GUARD, PINS[GUARD])
    return made


@pytest.fixture
def screen(stage: Stage, made: Administered) -> PinScreen:
    screen = PinScreen(stage.jobs, made.post.change_pin)
    stage.window.add_screens({"pin": screen})
    stage.window.show()
    stage.window.open("pin")
    return screen


def give(stage: Stage, *lines: str) -> None:
    for line in lines:
        QTest.keyClicks(QApplication.focusWidget(), line)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        stage.settle()


def test_the_old_one_and_the_new_one_twice(stage: Stage, made: Administered, screen: PinScreen) -> None:
    done: list[bool] = []
    screen.changed.connect(lambda: done.append(True))
    give(stage, PINS[GUARD], "97531", "97531")
    assert done == [True]
    assert made.post.check(GUARD, "97531").role == "guard"
    assert ("pin", GUARD, GUARD) in actions(made.post)
    assert screen.form.values()["old"] == ""


def test_a_wrong_old_one_changes_nothing(stage: Stage, made: Administered, screen: PinScreen) -> None:
    give(stage, "0000", "97531", "97531")
    assert "PIN 不对" in screen.form.problem
    assert screen.form.editor("old").hasFocus()
    with pytest.raises(SignInRefused):
        made.post.check(GUARD, "97531")


@pytest.mark.parametrize(("again", "said"), [("97532", "不一样"), ("12", "4 到 12 位数字")])
def test_a_new_one_that_does_not_do_is_said(
    stage: Stage, made: Administered, screen: PinScreen, again: str, said: str
) -> None:
    give(stage, PINS[GUARD], again if len(again) < 4 else "97531", again)
    assert said in screen.form.problem
    assert made.post.check(GUARD, PINS[GUARD]).role == "guard"


def test_nobody_changes_it_after_all(stage: Stage, screen: PinScreen) -> None:
    left: list[bool] = []
    screen.left.connect(lambda: left.append(True))
    QTest.keyClicks(QApplication.focusWidget(), "12")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert left == [True]
    assert screen.form.values()["old"] == ""
