"""Today by the keyboard: what is due, by deadline, one key to where it is done; what disagrees is settled by a note."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from app.dormitory.today.item import Lead
from tests.fakes.building import number_of
from tests.shots.dormitory import MapShot
from tests.shots.stage import Stage
from tests.shots.today import TodayShot, morning, nothing, verify
from ui import theme

Key = Qt.Key
ENTER = Key.Key_Return


@pytest.fixture
def shot(stage: Stage) -> Iterator[TodayShot]:
    made = morning(stage)
    yield made
    made.screen._timer.stop()
    made.verify._timer.stop()


def lines(shot: TodayShot) -> list[list[str]]:
    table = shot.screen.table
    return [[table.item(at, to).text() for to in range(table.columnCount())] for at in range(table.rowCount())]


def test_the_list_is_by_deadline_and_says_what_is_overdue(shot: TodayShot) -> None:
    found = lines(shot)
    assert [line[2] for line in found] == ["查寝", "上报", "公寓", "公寓", "待核实"]
    assert [line[3][:3] for line in found] == ["已超时", "已超时", "还有 ", "还有 ", "还有 "]
    assert shot.screen.summary.full == "5 件，2 件已超时"
    assert shot.screen.next.full == "接下来：11:30 午检开始"


def inks(shot: TodayShot, at: int) -> set[str]:
    """The colours of a row, as it is drawn."""
    view = shot.screen.table
    image = view.viewport().grab(view.visualRect(view.model().index(at, 1))).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_what_is_over_its_time_stays_red_under_the_hand(shot: TodayShot, name: str) -> None:
    shot.stage.dress(name)
    shot.stage.settle()
    red, ground = theme.colour("refuse_ink").name(), theme.colour("accent_soft").name()
    assert shot.screen.table.currentRow() == 0
    assert {red, ground} <= inks(shot, 0)
    shot.keys(Key.Key_Down, Key.Key_Down)
    assert red not in inks(shot, 2)
    assert theme.colour("ink").name() in inks(shot, 2)


def test_no_line_names_anybody(shot: TodayShot) -> None:
    said = " ".join(cell for line in lines(shot) for cell in line)
    assert not [one.name for one in shot.house.people if one.name in said]


def test_one_key_leads_to_where_it_is_done(shot: TodayShot) -> None:
    shot.keys(Key.Key_Down, Key.Key_Down, ENTER)
    (lead,) = shot.leads
    assert (lead.screen, lead.building, lead.what, lead.number) == ("dormitory", "5", "morning", number_of("208-1"))


def test_the_map_takes_the_bed_in_hand(stage: Stage) -> None:
    made = MapShot(stage, floors=2, rooms=4)
    made.open()
    stage.window.open("dormitory", Lead("dormitory", "5", "morning", number_of("203-4")))
    stage.settle()
    assert (made.screen.hand.room_number, made.screen.hand.bed) == ("203", number_of("203-4"))
    made.screen._timer.stop()


def test_an_empty_list_says_so_with_what_comes_next(stage: Stage) -> None:
    made = nothing(stage)
    assert (made.screen.table.isVisible(), made.screen.nothing.isVisible()) == (False, True)
    assert made.screen.nothing.about.full == "接下来：06:30 晨检开始"
    made.keys(ENTER, Key.Key_F5)
    assert made.leads == []
    made.screen._timer.stop()


def test_what_somebody_else_did_is_gone_at_the_next_look(shot: TodayShot) -> None:
    shot.house.now += timedelta(minutes=4)
    shot.house.write(("208-1", 36.6))
    shot.keys(Key.Key_F5)
    assert not [line for line in lines(shot) if "第二次测量" in line[1]]


def test_whoever_comes_next_sees_nothing_of_the_one_before(shot: TodayShot) -> None:
    shot.house.post.sign_out()
    shot.stage.window.open("today")
    assert shot.screen.items == ()
    shot.stage.settle()
    assert (shot.screen.items, bool(shot.stage.window.banner.sentence)) == ((), True)


def test_a_matter_is_settled_with_its_records_before_the_eyes(stage: Stage) -> None:
    made = verify(stage)
    screen = made.verify
    assert screen.list.count() == 2
    assert "校门记录此人已出校未返回" in screen.matter.sentence.full
    shown = [screen.matter._records.itemAt(at).widget().full for at in range(screen.matter._records.count())]  # type: ignore[union-attr]
    assert ["通行登记" in shown[0], "36.4 ℃" in shown[1]] == [True, True]
    made.keys(ENTER, ENTER, ENTER)
    assert screen.form.problem
    made.keys("门卫说他从侧门回来", ENTER)
    assert (screen.list.count(), screen.count.full) == (1, "待核实 1，已核实 1")
    (note,) = made.house.post.ledger.entries("verification")
    assert (note.fact.body or {})["outcome"] == "explained"


def test_what_goes_on_stays_with_what_was_found_out(stage: Stage) -> None:
    made = verify(stage)
    made.keys(ENTER, Key.Key_Down, Key.Key_Down, ENTER, "没有人接电话", ENTER)
    assert made.verify.list.count() == 2
    notes = made.verify.matter._notes
    assert "没有人接电话" in notes.itemAt(0).widget().full  # type: ignore[union-attr]
    made.keys(Key.Key_F12)
    assert "许柳" not in made.verify.list.item(0).text()
    made.verify._timer.stop()


def test_what_disagrees_in_a_building_on_a_day_is_in_hand(stage: Stage) -> None:
    made = verify(stage)
    day = made.verify.matters.open[1].day.isoformat()  # type: ignore[union-attr]
    stage.window.open("verify", Lead("verify", "5", day))
    stage.settle()
    assert made.verify.one is not None
    assert made.verify.one.resident.building == "5"
    stage.window.open("verify", Lead("verify", "7"))
    stage.settle()
    assert stage.window.banner.sentence == "7号楼没有待核实的记录，下面是别的楼的。"
    made.verify._timer.stop()
