"""The sheet by the keyboard alone: every line beside what was understood, settled with a key, written when said so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.store.reference.nicknames import Nicknames
from tests.fakes.building import number_of
from tests.fakes.homes import PINS
from tests.shots.dormitory import MapShot, paste
from tests.shots.stage import Stage
from ui.screens.dormitory.sheet.hand import Item

Key = Qt.Key
ENTER = Key.Key_Return


@pytest.fixture
def shot(stage: Stage) -> Iterator[MapShot]:
    made = MapShot(stage, floors=2, rooms=4).open()
    yield made
    made.screen._timer.stop()


def name(shot: MapShot, bed: str) -> str:
    return shot.house.people[shot.house.beds.index(bed)].name


def cells(shot: MapShot) -> list[list[str]]:
    table = shot.screen.sheet.table
    return [[table.item(at, to).text() for to in range(table.columnCount())] for at in range(table.rowCount())]


def temperatures(shot: MapShot) -> dict[str, float]:
    bodies = [entry.fact.body or {} for entry in shot.house.post.ledger.entries("temperature")]
    return {body["person"]: body["celsius"] for body in bodies}


def item(shot: MapShot) -> Item:
    found = shot.screen.sheet.item
    assert found is not None
    return found


def test_each_line_stands_beside_what_was_understood(shot: MapShot) -> None:
    one, other = name(shot, "101-1"), name(shot, "102-3")
    paste(shot, f"#接龙\n1. {one} 101 36.5\n\n2. {other} 102 额温37.9 咳嗽\n3. 103全寝正常\n4. 小笨笨 36.4")
    assert shot.screen.pasting
    assert cells(shot) == [
        ["1", "#接龙", "–", "", "", "", "与人无关"],
        ["2", f"1. {one} 101 36.5", one, "5-101-1", "36.5", "腋温", ""],
        ["4", f"2. {other} 102 额温37.9 咳嗽", other, "5-102-3", "37.9", "额温", "偏高 · 说不舒服 · 咳嗽"],
        ["5", "3. 103全寝正常", "全寝", "5-103", "", "", "都正常，不记体温"],
        ["6", "4. 小笨笨 36.4", "？", "", "36.4", "", "名单里找不到这个人"],
    ]  # fmt: skip
    assert item(shot).line.number == 6  # what has to be settled is in hand
    assert shot.screen.sheet.summary.full == "读懂 3 处 · 要确认 1 处 · 只看 5号楼"
    assert temperatures(shot) == {}


def test_one_key_settles_and_f9_writes_counts_and_shows(shot: MapShot) -> None:
    one = name(shot, "101-1")
    paste(shot, f"1. {one} 36.5\n2. 小笨笨 36.4\n3. 大笨笨 36.6")  # several have the first one's name
    candidates = [one.number for one in shot.screen.sheet.sheet.candidates(item(shot))]
    shot.keys("1", "s", "f", number_of("204-6"), ENTER)
    assert temperatures(shot) == {}
    shot.keys(Key.Key_F9)
    assert temperatures(shot) == {candidates[0]: 36.5, number_of("204-6"): 36.6}
    assert shot.screen.sheet.summary.full == "已写入：体温 2 条 · 更正 0 条 · 口头报告 0 条 · 没有写入 1 处"
    records = shot.screen.sheet.records
    assert [records.item(at, 4).text() for at in range(records.rowCount())] == ["36.5", "36.6"]
    shot.keys(Key.Key_F9)  # once is enough
    assert len(temperatures(shot)) == 2
    shot.keys(Key.Key_Escape)
    assert (shot.screen.pasting, shot.screen.face.progress.full[:7]) == (False, "已报 2/48")


@pytest.mark.parametrize("remember", [False, True])
def test_what_somebody_is_called_is_remembered_only_when_said_so(shot: MapShot, remember: bool) -> None:
    paste(shot, "1. 小笨笨 36.4\n2. 小笨笨 更正 36.6")
    shot.keys(*(["r"] if remember else []), "f", number_of("204-6"), ENTER)
    assert sum(one.open for one in shot.screen.sheet.sheet.items) == (0 if remember else 1)
    shot.keys(Key.Key_F9)
    assert Nicknames(shot.house.post.database).all() == ({"小笨笨": number_of("204-6")} if remember else {})


def test_a_name_of_two_is_nobody_s_nickname(shot: MapShot) -> None:
    twin = name(shot, "101-1")
    paste(shot, f"1. {twin} 36.5\n2. 小笨笨 36.4")
    assert shot.screen.sheet.ask.remember.isHidden()
    assert "R" not in [one.key for one in shot.screen.sheet.hints()]
    shot.keys("r")
    assert "不能记住" in shot.stage.window.banner.sentence
    shot.keys("1")
    assert not shot.screen.sheet.ask.remember.isHidden()
    assert "否" in shot.screen.sheet.ask.remember.full
    shot.keys(Key.Key_F9)
    assert Nicknames(shot.house.post.database).all() == {}


def test_a_line_is_written_more_clearly_and_the_others_stay_settled(shot: MapShot) -> None:
    one = name(shot, "101-1")
    paste(shot, f"1. 小笨笨 36.4\n2. {one} 101 3.65")
    shot.keys("s", "1")
    assert "说得不清楚" in shot.stage.window.banner.sentence
    shot.keys(
        "e", Key.Key_End, Key.Key_Backspace, Key.Key_Backspace, Key.Key_Backspace, Key.Key_Backspace, "36.5", ENTER
    )
    assert [row[2] for row in cells(shot)] == ["–", one]
    shot.keys(Key.Key_F9)
    assert temperatures(shot) == {number_of("101-1"): 36.5}


def test_esc_asks_once_before_what_was_settled_goes(shot: MapShot) -> None:
    paste(shot, "1. 小笨笨 36.4")
    shot.keys("s", Key.Key_Escape)
    assert shot.screen.pasting
    assert "F9" in shot.stage.window.banner.sentence
    shot.keys(Key.Key_Escape)
    assert not shot.screen.pasting
    assert shot.screen.sheet.sheet.pasted is None


def test_with_one_row_settled_the_others_are_left_alone(shot: MapShot) -> None:
    """Eight hundred rows that are set anew with each key take minutes."""
    paste(shot, f"1. {name(shot, '101-1')} 101 36.5\n2. 小笨笨 36.4")
    table, role = shot.screen.sheet.table, Qt.ItemDataRole.UserRole
    for row in (0, 1):
        table.item(row, 2).setData(role, "as it was")
    shot.keys("s")
    assert [table.item(row, 2).data(role) for row in (0, 1)] == ["as it was", None]


def test_what_was_settled_can_be_opened_again(shot: MapShot) -> None:
    paste(shot, "1. 小笨笨 36.4")
    shot.keys("s")
    assert not item(shot).open
    shot.keys("u")
    assert item(shot).open


def test_a_table_is_chosen_with_a_key(shot: MapShot, tmp_path: Path) -> None:
    path = tmp_path / "晨检.csv"
    path.write_text(f"姓名,寝室,体温\n{name(shot, '101-1')},101,36.5\n没有这人,,36.6", encoding="utf-8")
    shot.screen._choose = lambda: path
    shot.keys(Key.Key_F9)
    assert [row[2:5] for row in cells(shot)] == [[name(shot, "101-1"), "5-101-1", "36.5"], ["？", "", "36.6"]]
    shot.keys("b")
    assert "全部楼" in shot.screen.sheet.summary.full
    shot.keys(Key.Key_F9)
    assert temperatures(shot) == {number_of("101-1"): 36.5}


def test_the_hand_goes_on_after_a_correction_and_what_stays_open_is_said(shot: MapShot) -> None:
    paste(shot, f"1. {name(shot, '101-1')} 366.5\n2. 没有这人 36.5")
    shot.keys("e")
    shot.screen.sheet.ask.line.setText(f"1. {name(shot, '101-1')} 101 36.5")
    shot.keys(ENTER)
    assert item(shot).line.number == 2
    shot.keys(Key.Key_F9)
    assert "还有 1 处没有确认" in shot.stage.window.banner.sentence


def test_a_row_that_was_read_wrongly_is_taken_out(shot: MapShot, tmp_path: Path) -> None:
    path = tmp_path / "晨检.csv"
    rows = [f"{name(shot, bed)},101,{celsius}" for bed, celsius in (("101-1", 36.5), ("101-2", 39.9), ("101-3", 36.7))]
    path.write_text("\n".join(["姓名,寝室,体温", *rows]), encoding="utf-8")
    shot.screen._choose = lambda: path
    shot.keys(Key.Key_F9, Key.Key_Down, "s")
    assert cells(shot)[1][-1] == "不要这一行"
    assert shot.screen.sheet.hints()[0].key == "U"
    shot.keys("u", "s", Key.Key_Down, "s", "u", Key.Key_Escape)
    assert "还没有写入" in shot.stage.window.banner.sentence
    shot.keys(Key.Key_F9)
    assert temperatures(shot) == {number_of("101-1"): 36.5, number_of("101-3"): 36.7}
    assert "没有写入 1 处" in shot.screen.sheet.summary.full


def test_a_table_that_is_none_leads_back_with_a_sentence(shot: MapShot, tmp_path: Path) -> None:
    shot.screen._choose = lambda: tmp_path / "nothing.csv"
    shot.keys(Key.Key_F9)
    assert not shot.screen.pasting
    assert "nothing.csv" in shot.stage.window.banner.sentence


def test_an_empty_clipboard_is_said(shot: MapShot) -> None:
    QGuiApplication.clipboard().clear()
    paste(shot, "")
    assert not shot.screen.pasting
    assert "剪贴板" in shot.stage.window.banner.sentence


def test_nothing_of_the_sheet_is_left_to_whoever_comes_next(shot: MapShot) -> None:
    paste(shot, f"1. {name(shot, '101-1')} 36.5")
    shot.screen.opened()
    shot.stage.settle()
    assert shot.screen.pasting  # the same officer, back from another screen
    shot.house.post.sign_in("何老师", PINS["何老师"])
    shot.house.desk.add("李楼长", "building", "2468")
    shot.house.post.sign_in("李楼长", "2468")
    shot.screen.opened()
    shot.stage.settle()
    assert (shot.screen.pasting, shot.screen.sheet.sheet.pasted, cells(shot)) == (False, None, [])
