"""Entering what stood on paper, by the keyboard alone, on a real post."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.clock import campus
from app.station.paper.forms import CELLS
from tests.fakes.duty_room import CHEN, LIN, SUN
from tests.fakes.homes import GUARD
from tests.shots.paper import ENTER, PaperShot
from tests.shots.stage import Stage
from ui.screens.paper.line import PaperLine
from ui.screens.paper.lines import LAST

Key = Qt.Key


@pytest.fixture
def shot(stage: Stage) -> PaperShot:
    return PaperShot(stage)


@pytest.fixture
def gate(shot: PaperShot) -> PaperShot:
    return shot.open("gate")


def told(shot: PaperShot, at: int) -> str:
    return shot.screen.lines.lines[at - 1].told.full


def focused() -> QLineEdit:
    widget = QApplication.focusWidget()
    assert isinstance(widget, QLineEdit)
    return widget


def test_a_line_takes_fifteen_keys_and_leads_to_the_next(gate: PaperShot) -> None:
    keys: tuple[str | Key, ...] = ("0535", LIN.number[-4:], ENTER, "365", "+", ENTER, ENTER)
    assert sum(len(one) if isinstance(one, str) else 1 for one in keys) <= 15
    gate.keys(*keys)
    (passage,) = gate.papers.said("passage")
    assert (passage["person"], passage["celsius"], passage["judged"]) == (LIN.number, 36.5, "admit")
    assert passage["paper"] == {"number": gate.screen.head.number.full, "line": 1, "on_duty": "刘强"}
    (entry,) = gate.papers.post.ledger.entries("passage")
    assert (f"{campus(entry.fact.at):%m-%d %H:%M}", entry.fact.operator) == ("04-10 05:35", GUARD)
    assert gate.screen.lines.lines[0].done
    assert focused() is gate.screen.lines.lines[1].edits["time"]


def test_enter_behind_a_time_that_was_full_does_not_skip_the_name(gate: PaperShot) -> None:
    gate.keys("0535", ENTER, LIN.number[-4:], ENTER, "365", "+", ENTER, ENTER)
    (passage,) = gate.papers.said("passage")
    assert (passage["person"], passage["celsius"]) == (LIN.number, 36.5)


def test_enter_behind_a_temperature_that_was_full_does_not_skip_the_ticks(gate: PaperShot) -> None:
    first = gate.screen.lines.lines[0]
    gate.keys("0535", ENTER, LIN.number, ENTER, "365", ENTER)
    assert focused() is first.edits["ticks"]
    gate.keys("+", ENTER, ENTER)
    (passage,) = gate.papers.said("passage")
    assert (passage["celsius"], passage["judged"]) == (36.5, "admit")
    assert {one["item"] for one in passage["checks"] if one["state"] == "done"} > {"temperature"}


def test_ticks_that_were_not_made_are_left_empty_by_a_key_of_their_own_and_named(gate: PaperShot) -> None:
    gate.keys("0535", LIN.number, ENTER, "365", ENTER, ENTER, ENTER)
    assert "纸上没有" in told(gate, 1)
    assert gate.papers.said("passage") == []


def test_a_temperature_that_is_mended_leads_to_what_is_still_open(gate: PaperShot) -> None:
    first = gate.screen.lines.lines[0]
    gate.keys("0535", LIN.number, ENTER, "265", "+", ENTER, ENTER)
    assert "体温" in told(gate, 1)
    gate.keys("365")
    assert focused() is first.edits["word"]
    gate.keys(ENTER, ENTER)
    assert first.done


def test_a_cough_that_was_not_ticked_is_passed_by_a_key_of_its_own(stage: Stage) -> None:
    line = PaperLine("1", CELLS["dormitory"], LAST["dormitory"])
    taken: list[dict[str, str]] = []
    line.over.connect(lambda: taken.append(line.texts()))
    QTest.keyClicks(line.edits["celsius"], "365")
    QTest.keyClick(line.edits["cough"], ENTER)
    assert taken == []
    QTest.keyClick(line.edits["cough"], ENTER)
    assert taken == [{"time": "", "celsius": "365", "cough": "", "note": ""}]


def test_a_time_that_is_not_written_is_that_of_the_line_above(gate: PaperShot) -> None:
    gate.keys("0535", LIN.number, ENTER, "365", "+", ENTER, ENTER)
    gate.keys(ENTER, CHEN.number, ENTER, "364", "+", ENTER, ENTER)
    times = {entry.fact.at for entry in gate.papers.post.ledger.entries("passage")}
    assert len(times) == 1


def test_what_is_not_understood_stays_with_a_sentence_and_is_mended(gate: PaperShot) -> None:
    gate.keys("0535", LIN.number, ENTER, "365", "9", ENTER, ENTER)
    assert "列号" in told(gate, 1)
    assert gate.papers.said("passage") == []
    assert focused() is gate.screen.lines.lines[0].edits["ticks"]
    gate.keys(Key.Key_Tab, "2")
    assert "列号" in told(gate, 1)
    gate.screen.lines.lines[0].turn_to("ticks")
    gate.keys("+")
    assert told(gate, 1) == ""
    gate.screen.lines.lines[0].edits["word"].clear()
    gate.keys(ENTER, ENTER)
    assert gate.screen.lines.lines[0].done


def test_what_is_remarkable_is_entered_by_a_second_enter(gate: PaperShot) -> None:
    gate.keys("0535", SUN.number, ENTER, "381", ENTER, ENTER, ENTER)
    assert "转校医" in told(gate, 1)
    assert gate.papers.said("passage") == []
    gate.keys(ENTER)
    (passage,) = gate.papers.said("passage")
    assert passage["judged"] == "admit"


def test_who_it_is_stands_beside_the_line_before_it_is_over(gate: PaperShot) -> None:
    gate.keys("0535", LIN.number[-4:], ENTER)
    assert LIN.name in told(gate, 1)
    gate.keys(Key.Key_Down, "0540", "nobody", ENTER)
    assert "名单上没有" in told(gate, 2)


def test_a_sheet_opened_again_shows_what_is_entered_and_goes_on_behind_it(gate: PaperShot) -> None:
    number = gate.screen.head.number.full
    gate.keys("0535", LIN.number, ENTER, "365", "+", ENTER, ENTER, Key.Key_F2)
    assert not gate.screen.filling
    gate.keys(number[-8:].replace("-", ""), ENTER)
    assert gate.screen.head.on_duty.text() == "刘强"
    assert gate.screen.lines.lines[0].done
    gate.keys(ENTER, ENTER)
    assert focused() is gate.screen.lines.lines[1].edits["time"]


def test_an_answer_to_a_sheet_that_was_put_away_marks_no_line_of_the_next(gate: PaperShot) -> None:
    gate.keys("0535", LIN.number, ENTER, "365", "+", ENTER)
    QTest.keyClick(focused(), ENTER)
    gate.screen.lines.show_sheet(gate.papers.desk.open(gate.papers.sheet("gate")), [])
    gate.stage.settle()
    assert len(gate.papers.said("passage")) == 1
    assert not any(line.done for line in gate.screen.lines.lines)


def test_a_delivery_that_was_put_away_settles_no_other(shot: PaperShot) -> None:
    delivery = shot.screen.delivery
    shot.keys(shot.papers.sheet("goods"), ENTER, ENTER, "刘强", ENTER, "0540", ENTER)
    delivery.lines["celsius"].edits["said"].setText("364")
    delivery.lines["outcome"].edits["said"].setText("2")
    delivery.save_all()
    delivery.show_sheet(shot.papers.desk.open(shot.papers.sheet("goods")))
    shot.stage.settle()
    assert not any(line.done or line.told.full for line in delivery.lines.values())


def test_out_is_one_key(gate: PaperShot) -> None:
    gate.keys(Key.Key_F6, "0535", LIN.number, ENTER, "365", "+", ENTER, ENTER)
    assert [one["direction"] for one in gate.papers.said("passage")] == ["out"]


def test_leaving_with_a_line_that_is_not_saved_asks_first(gate: PaperShot) -> None:
    gone: list[bool] = []
    gate.screen.left.connect(lambda: gone.append(True))
    gate.keys("0535", "lxt", Key.Key_Escape)
    assert gone == []
    assert "1 行没有保存" in gate.stage.window.banner.sentence
    gate.keys(Key.Key_Escape)
    assert gone == [True]


def test_all_lines_that_were_begun_are_saved_by_one_key(gate: PaperShot) -> None:
    gate.keys("0535", LIN.number, ENTER, "365", "+", Key.Key_Down)
    gate.keys("0536", CHEN.number, ENTER, "364", "+", Key.Key_F9)
    assert [one["person"] for one in gate.papers.said("passage")] == [LIN.number, CHEN.number]
    assert gate.screen.lines.unsaved == 0


@pytest.mark.parametrize("text", ["1", "PG220410-482913-0", "x"])
def test_a_number_that_is_none_is_said(shot: PaperShot, text: str) -> None:
    shot.keys(text, ENTER)
    assert not shot.screen.filling
    assert "纸单号" in shot.screen.problem.full
    assert shot.screen.number.hasFocus()


def test_a_delivery_line_by_line(shot: PaperShot) -> None:
    shot.keys(shot.papers.sheet("goods"), ENTER, ENTER, "刘强", ENTER, "0540", ENTER)
    shot.keys("364", ENTER, "1", ENTER, "1", ENTER, "1", ENTER, "刘师傅 10000002201", ENTER, "2 大米 40 袋", ENTER)
    shot.keys("吉A1", ENTER)
    assert "不像车牌" in shot.screen.delivery.lines["vehicle"].told.full
    assert focused() is shot.screen.delivery.lines["vehicle"].edits["said"]
    shot.keys("2345", ENTER, "白城 0430", ENTER)
    for _ in range(4):
        shot.keys("84消毒液 500mg/L 王芳 0510", ENTER)
    shot.keys("林远", ENTER, "平板车", ENTER, ENTER, "三食堂", ENTER, "1", ENTER)
    assert shot.papers.said("goods") == []
    assert "转运路线" in shot.screen.delivery.lines["route"].told.full
    shot.keys("西门", Key.Key_F9)
    (goods,) = shot.papers.said("goods")
    assert (goods["outcome"], goods["route"], goods["paper"]["on_duty"]) == ("released", "西门", "刘强")
    assert shot.screen.delivery.unsaved == 0


def test_what_goes_by_no_plate_or_odd_phone_is_entered_by_a_second_enter(shot: PaperShot) -> None:
    shot.keys(shot.papers.sheet("goods"), ENTER, ENTER, "刘强", ENTER, "0540", ENTER)
    lines = shot.screen.delivery.lines
    lines["deliverer"].turn_to()
    shot.keys("刘师傅 138", ENTER)
    assert "“138”不像电话号码" in lines["deliverer"].told.full
    shot.keys(ENTER)
    assert lines["deliverer"].told.full == ""
    lines["vehicle"].turn_to()
    shot.keys("三轮车", ENTER)
    assert "“三轮车”不像车牌" in lines["vehicle"].told.full
    shot.keys(ENTER)
    lines["outcome"].turn_to()
    shot.keys("2", ENTER)
    (goods,) = shot.papers.said("goods")
    assert (goods["vehicle"], goods["deliverer"]["phone"]) == ("三轮车", "138")
    assert goods["note"] == "“刘师傅 138；三轮车”已由值守人员核对，照原样登记"


def test_saving_all_doubts_too(shot: PaperShot) -> None:
    shot.keys(shot.papers.sheet("goods"), ENTER, ENTER, "刘强", ENTER, "0540", ENTER)
    lines = shot.screen.delivery.lines
    for name, text in (("vehicle", "三轮车"), ("outcome", "2")):
        lines[name].edits["said"].setText(text)
    shot.keys(Key.Key_F9)
    assert "不像车牌" in lines["vehicle"].told.full
    assert shot.papers.said("goods") == []
    shot.keys(Key.Key_F9)
    assert len(shot.papers.said("goods")) == 1


def test_empty_sheets_are_saved_and_printed(shot: PaperShot) -> None:
    form = shot.screen.blank
    form.fill(sheets="3")
    form.turn_to("sheets")
    shot.keys(Key.Key_F9)
    assert [content[:5] for content in shot.printed] == [b"%PDF-"]
    form.take()
    shot.stage.settle()
    assert len(shot.papers.said("paper-sheet")) == 6
    assert [path.suffix for path in shot.folder.glob("*.pdf")] == [".pdf"]
    for wrong in ({"sheets": "x"}, {"sheets": "1", "day": "四月"}):
        form.fill(**wrong)
        form.take()
        assert form.problem
