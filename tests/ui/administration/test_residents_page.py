"""Changes of residence in 管理, by the keyboard alone, on a real post."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.station.residences import Residences
from tests.fakes.building import Building, number_of
from tests.shots.stage import Stage
from ui.screens.residents.page import ResidentsPage

Key = Qt.Key
ENTER = Key.Key_Return
HE = number_of("103-1")


class Desk:
    """The page before a post. table: what is chosen when a file is asked for."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self.stage, self.house, self.table = stage, Building(folder, 1, 4), folder / "moves.csv"
        self.house.places()
        self.residences = Residences(self.house.post)
        self.page = ResidentsPage(self.residences, stage.jobs, lambda: self.table)
        stage.window.add_screens({"residents": self.page})
        stage.window.show()
        stage.window.open("residents")
        self.page.setFocus()
        stage.settle()

    def keys(self, *typed: str | Qt.Key) -> None:
        for one in typed:
            target = QApplication.focusWidget() or self.page
            QTest.keyClicks(target, one) if isinstance(one, str) else QTest.keyClick(target, one)
            self.stage.settle()

    @property
    def rows(self) -> list[list[str]]:
        table = self.page.table
        cells = [[table.item(at, to) for to in range(table.columnCount())] for at in range(table.rowCount())]
        return [[cell.text() if cell else "" for cell in row] for row in cells]


@pytest.fixture
def desk(stage: Stage, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(stage, tmp_path)
    yield made
    made.house.close()


def test_a_move_is_entered_and_stands_in_the_list(desk: Desk) -> None:
    desk.keys(Key.Key_F2, HE, ENTER, "5-104-2", ENTER, "2022-04-11 14:00", ENTER, ENTER)
    (row,) = desk.rows
    assert (row[0], *row[2:]) == ("04-11 14:00", "调换寝室", "5-103-1 → 5-104-2", "未到时间")
    assert "王老师 10000000009" in desk.page.about.full


def test_a_time_that_is_none_is_said_at_its_line(desk: Desk) -> None:
    desk.keys(Key.Key_F4, HE, ENTER, "tomorrow", ENTER, ENTER)
    assert "时间请写成" in desk.page.forms["back"].problem
    assert desk.rows == []


def test_a_leave_is_withdrawn(desk: Desk) -> None:
    desk.residences.leave(HE, desk.house.now, None)
    desk.page.opened()
    desk.stage.settle()
    desk.keys(Key.Key_F8, "wrong", ENTER)
    assert desk.rows == []
    assert desk.residences.changes() == []


def test_a_table_is_imported_and_its_rows_that_do_not_do_are_named(desk: Desk) -> None:
    desk.table.write_text(f"学号,变动,时间\n{HE},退宿,2022-04-10 05:00\n999,退宿,2022-04-10\n", encoding="utf-8")
    desk.keys(Key.Key_F7)
    assert [row[2] for row in desk.rows] == ["退宿"]
    assert "第 3 行未导入" in desk.stage.window.banner.sentence


def test_what_does_not_match_is_on_a_key(desk: Desk) -> None:
    desk.residences.move(HE, "5-999", desk.house.now)
    desk.keys(Key.Key_F9)
    assert [row[2] for row in desk.rows][:2] == ["没有这间房", "名单与调宿不同"]
    desk.keys(Key.Key_F9)
    assert [row[2] for row in desk.rows] == ["调换寝室"]
