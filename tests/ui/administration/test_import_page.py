"""Taking over a table from the window: what was understood of it, a trial, and what came of it, by the keys alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.store.reference.vehicles import Vehicles
from tests.fakes.homes import GUARD, PINS
from tests.shots.importing import ROWS, ImportShot
from tests.shots.stage import Stage
from ui.texttable import TextTable

Key = Qt.Key


@pytest.fixture
def shot(stage: Stage) -> ImportShot:
    return ImportShot(stage)


def press(shot: ImportShot, key: Key, *, control: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(QApplication.focusWidget() or shot.page, key, modifier)
    shot.stage.settle()


def headings(shot: ImportShot) -> list[str]:
    model = shot.page.view.model()
    assert isinstance(model, TextTable)
    return [str(model.headerData(at, Qt.Orientation.Horizontal)) for at in range(model.columnCount())]


def listed(shot: ImportShot) -> list[str]:
    return [shot.page.lines.item(at).text() for at in range(shot.page.lines.count())]


def test_every_sort_can_be_seen_also_under_a_table_and_its_result(shot: ImportShot) -> None:
    shot.choose("results", shot.table(*ROWS))
    press(shot, Key.Key_F9)
    view = shot.page.sorts.viewport().rect()
    for at in range(shot.page.sorts.count()):
        assert view.contains(shot.page.sorts.visualItemRect(shot.page.sorts.item(at))), at
    assert shot.page.view.height() > 100


def test_a_table_is_looked_at_tried_and_taken_over_by_the_keys(shot: ImportShot) -> None:
    for _ in range(4):
        press(shot, Key.Key_Down)
    assert shot.page.what == "results"
    shot.files.append(shot.table(*ROWS))
    press(shot, Key.Key_O, control=True)
    assert headings(shot)[1:4] == ["学号(必填)\n学工号", "姓名\n姓名", "采样日期\n采样时间"]
    assert headings(shot)[-1] == "备注栏\n不导入"
    press(shot, Key.Key_F5)
    assert "将新增 1" in shot.page.said_of.full
    assert list(shot.made.post.ledger.entries("test-result")) == []
    press(shot, Key.Key_F9)
    assert "新增 1" in shot.page.said_of.full
    assert len(list(shot.made.post.ledger.entries("test-result"))) == 1
    first, second, again = listed(shot)
    assert first.startswith("第 4 行")
    assert second.startswith("第 5 行")
    assert "第 3 行" in again


def test_a_file_of_another_sort_is_said_and_nothing_can_be_taken(shot: ImportShot) -> None:
    shot.choose("vehicles", shot.table(*ROWS))
    assert "车牌" in shot.stage.window.banner.sentence
    press(shot, Key.Key_F9)
    assert Vehicles(shot.made.post.database).all() == []
    shot.choose("vehicles", shot.table("车牌,车主", "吉A12345,何老师"))
    assert shot.stage.window.banner.sentence == ""
    press(shot, Key.Key_F9)
    assert [one.owner for one in Vehicles(shot.made.post.database).all()] == ["何老师"]


def test_nothing_of_one_table_is_left_beside_another(shot: ImportShot) -> None:
    shot.choose("results", shot.table(*ROWS))
    press(shot, Key.Key_F9)
    shot.page.sorts.setCurrentRow(0)
    shot.stage.settle()
    assert listed(shot) == []
    assert shot.page.said_of.isHidden()


def test_no_file_chosen_changes_nothing(shot: ImportShot) -> None:
    shot.files.append(None)
    press(shot, Key.Key_O, control=True)
    assert shot.page._path is None


def test_whoever_may_take_over_nothing_is_offered_nothing(shot: ImportShot) -> None:
    shot.made.post.sign_in(GUARD, PINS[GUARD])
    shot.page.opened()
    assert shot.page.sorts.count() == 0
