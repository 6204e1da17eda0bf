"""What a bystander can read of somebody who is held: not why, not how warm, not who the last ones were."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.lane.view import LaneView
from tests.fakes import views
from tests.fakes.hands import Hands
from tests.fakes.window import NOW
from tests.shots.stage import Stage
from ui.screens.gate.screen import Gate
from ui.widgets.recent import Passed


def words(gate: Gate) -> str:
    """Everything that is written on the screen now."""
    answer = gate.face.verdict.answer
    labels = [label.text() for label in gate.findChildren(QLabel) if label.isVisible()]
    return "\n".join([answer.word, answer.line, *labels])


@pytest.mark.parametrize("view", [views.REFER, views.REFUSE, views.UNDECIDED], ids=["refer", "refuse", "undecided"])
def test_the_reason_comes_on_a_key_and_goes_with_it(gate: Gate, hands: Hands, stage: Stage, view: LaneView) -> None:
    def reasons() -> list[QLabel]:
        return [one for one in gate.face.details.findChildren(QLabel, "reason") if one.isVisible()]

    gate.show_view(view)
    assert reasons() == []
    hands.press(Qt.Key.Key_F7)
    stage.settle()
    assert reasons()
    hands.press(Qt.Key.Key_F7)
    stage.settle()
    assert reasons() == []


def test_a_fever_is_not_written_until_the_guard_asks(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.REFER)
    stage.settle()
    assert "38.2" not in words(gate)
    assert "体温偏高" not in words(gate)
    hands.press(Qt.Key.Key_F7)
    stage.settle()
    assert "38.2" in words(gate)


def test_hold_and_refer_show_the_same_face_and_the_same_temperature(gate: Gate, stage: Stage) -> None:
    seen = []
    for view in (views.HOLD, views.REFER):
        gate.show_view(view)
        answer = gate.face.verdict.answer
        seen.append((answer.word, answer.shape, answer.ground, gate.face.person.temperature.shown))
    assert seen[0] == seen[1]


def test_the_last_passages_are_masked_and_read_alike_for_hold_and_refer(gate: Gate, stage: Stage) -> None:
    listed = [label.text() for label in gate.face.recent.findChildren(QLabel) if label.isVisible()]
    assert not any(passed.name in listed for passed in stage.post.passed if passed.name)
    assert listed.count("请到旁边") == 2
    assert not any("36" in text for text in listed)


def test_somebody_let_through_in_an_emergency_is_among_the_last_and_marked(gate: Gate, stage: Stage) -> None:
    gate.face.show_passages(
        (Passed(NOW, "林晓彤", "student", "临床医学院", "admit", overridden=True), *stage.post.passed[:1])
    )
    listed = [label.text() for label in gate.face.recent.findChildren(QLabel) if label.isVisible()]
    assert listed.count("进校 · 紧急放行") == 1
    assert not any("晓彤" in text for text in listed)


def test_class_and_room_are_hidden_until_asked_and_hide_again_for_the_next_person(
    gate: Gate, hands: Hands, stage: Stage
) -> None:
    gate.show_view(views.ADMIT)
    assert "5-316" not in words(gate)
    hands.press(Qt.Key.Key_F7)
    stage.settle()
    assert "5-316" in words(gate)
    gate.show_view(views.WAITING)
    assert "5-316" not in words(gate)


def test_no_verdict_is_shown_before_it_is_on_the_disk(gate: Gate) -> None:
    gate.show_view(views.GATHERING)
    assert gate.face.verdict.answer.ground == ""
    gate.show_view(views.ADMIT)
    assert gate.face.verdict.answer.ground == "admit"


def test_no_green_for_a_record_that_is_not_on_the_disk(gate: Gate, stage: Stage) -> None:
    gate.show_view(views.NOT_WRITTEN)
    stage.settle()
    assert gate.face.verdict.answer.word == "记录没有写入"
    assert gate.face.verdict.answer.shape == "triangle"
