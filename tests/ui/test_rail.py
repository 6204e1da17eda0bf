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


def label_rows(button: QToolButton) -> int:
    """How many rows of pixels the label is drawn on: the last run of rows that are not of one colour."""
    image = button.grab().toImage()
    inked = [
        any(image.pixel(x, y) != image.pixel(image.width() - 1, y) for x in range(4, image.width()))
        for y in range(image.height())
    ]
    drawn = "".join("x" if row else " " for row in inked).split()
    return len(drawn[-1])


@pytest.mark.parametrize("height", [768, 737, 697])
def test_no_label_is_cut_off_on_a_small_screen_with_its_title_bar_and_task_bar(stage: Stage, height: int) -> None:
    stage.window.add_screens({entry.name: Screen() for entry in ENTRIES})
    for entry in ENTRIES:
        stage.window.offer(entry.name, True)
    stage.window.open("gate")
    stage.window.resize(SIZE[0], height)
    stage.window.show()
    stage.settle()
    assert stage.window.height() == height
    rows = {button.text(): label_rows(button) for button in stage.window.rail.findChildren(QToolButton)}
    assert min(rows.values()) >= 11, rows


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
