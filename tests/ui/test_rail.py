"""The rail with many screens: all of them have room, and each its key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from tests.fakes.hands import rail_key
from tests.shots.stage import SIZE, Stage
from ui.screens.screen import Screen
from ui.widgets.rail import CAPS, HIGH, LOW
from ui.window import ENTRIES


def heights(stage: Stage) -> set[int]:
    return {button.height() for button in stage.window.rail.findChildren(QToolButton) if button.isVisible()}


def test_with_all_of_them_the_window_stays_as_it_is_and_with_few_they_are_high(stage: Stage) -> None:
    stage.window.add_screens({entry.name: Screen() for entry in ENTRIES})
    stage.window.open("gate")
    stage.window.show()
    stage.settle()
    assert heights(stage) == {HIGH}
    for entry in ENTRIES:
        stage.window.offer(entry.name, True)
    stage.settle()
    assert (stage.window.width(), stage.window.height()) == SIZE
    (height,) = heights(stage)
    assert LOW <= height <= HIGH
    for entry in ENTRIES[9:]:
        stage.window.offer(entry.name, False)
    stage.settle()
    assert heights(stage) == {HIGH}


@pytest.mark.parametrize("entry", [entry.name for entry in ENTRIES])
def test_each_is_opened_by_its_key(stage: Stage, entry: str) -> None:
    screens = {one.name: Screen() for one in ENTRIES}
    stage.window.add_screens(screens)
    for one in ENTRIES:
        stage.window.offer(one.name, True)
    stage.window.show()
    stage.window.open("gate" if entry != "gate" else "goods")
    QTest.keyClick(stage.window, rail_key(entry), Qt.KeyboardModifier.ControlModifier)
    assert stage.window.front is screens[entry]


def test_there_is_a_key_for_each() -> None:
    assert len(ENTRIES) <= len(CAPS)
