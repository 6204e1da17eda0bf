"""The gate by its keyboard: what each key asks of the post."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.policy.decision import Check, Decision
from app.records.registry import kinds
from tests.fakes import views
from tests.fakes.hands import Hands, rail_key
from tests.shots.stage import Stage
from ui.screens.gate.screen import Gate
from ui.screens.ledger import LedgerScreen
from ui.widgets.preview import NO_CAMERA

Key = Qt.Key


def test_three_digits_are_a_temperature_after_a_short_pause(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.GATHERING)
    hands.type("365")
    assert stage.post.asked == []
    gate.settle()
    assert stage.post.asked == [("temperature", 36.5)]


def test_the_temperature_is_shown_while_it_is_typed(gate: Gate, hands: Hands) -> None:
    gate.show_view(views.GATHERING)
    hands.type("36")
    assert gate.face.person.temperature.shown == "36._"
    hands.press(Key.Key_Escape)
    assert gate.face.person.temperature.shown == "—"


def test_enter_settles_a_temperature_at_once_and_calls_nobody(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.GATHERING)
    hands.type("372\r")
    assert stage.post.asked == [("temperature", 37.2)]


def test_the_enter_after_a_settled_temperature_is_not_the_next_person(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.GATHERING)
    hands.type("365")
    gate.settle()
    hands.wait(0.6)
    hands.type("\r")
    assert stage.post.asked == [("temperature", 36.5)]
    hands.wait(3)
    hands.type("\r")
    assert stage.post.asked[-1] == ("next",)


def test_a_scanner_gun_is_never_a_temperature(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.GATHERING)
    hands.shoot("36520220401")
    gate.settle()
    assert stage.post.asked == [("scan", b"36520220401")]


def test_a_number_typed_by_hand_is_looked_up_as_a_code(gate: Gate, hands: Hands, stage: Stage) -> None:
    hands.type("20190403\r")
    assert stage.post.asked == [("scan", b"20190403")]


def test_digits_too_fast_for_a_hand_are_not_taken(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.GATHERING)
    hands.wait(1)
    hands.type("365\r", 0.01)
    assert stage.post.asked == []
    assert "重新键入" in stage.window.banner.sentence


@pytest.mark.parametrize(
    ("key", "pad", "asked"),
    [
        (Key.Key_F4, "+", ("look", "test-report", True)),
        (Key.Key_F5, "/5", ("look", "symptoms", False)),
        (Key.Key_F6, "/6", ("turn", "out")),
        (Key.Key_F9, "*", ("decide",)),
        (Key.Key_Escape, "-", ("clear",)),
        (Key.Key_Return, "\r", ("next",)),
    ],
)
def test_function_keys_and_their_twins(
    gate: Gate, hands: Hands, stage: Stage, key: Qt.Key, pad: str, asked: tuple[Any, ...]
) -> None:
    gate.show_view(views.GATHERING)
    hands.press(key)
    hands.wait(3)
    hands.pad(pad)
    assert stage.post.asked == [asked, asked]


def test_the_guard_looks_at_a_line_by_its_number(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.GATHERING)
    hands.press(Key.Key_3, "3", Qt.KeyboardModifier.AltModifier)
    hands.pad(".3")
    hands.pad(".-4")
    assert stage.post.asked == [
        ("look", "health-code", True), ("look", "health-code", True), ("look", "travel-card", False)
    ]  # fmt: skip


def test_with_nothing_to_look_at_the_key_says_so(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.ADMIT)
    hands.press(Key.Key_F4)
    assert stage.post.asked == []
    assert stage.window.banner.sentence == "没有需要目视核验的项目。"


def test_life_in_danger_needs_two_presses(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.GATHERING)
    hands.press(Key.Key_F10)
    assert stage.post.asked == []
    assert "3 秒" in stage.window.banner.sentence
    hands.press(Key.Key_F10)
    assert stage.post.asked == [("override", "")]
    assert "补写事由" in stage.window.banner.sentence, "nothing is asked now; why is written afterwards"


def test_any_other_key_between_calls_the_override_off(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.GATHERING)
    hands.press(Key.Key_F10)
    hands.press(Key.Key_F7)
    hands.press(Key.Key_F10)
    assert stage.post.asked == []


def test_the_guard_judges_only_what_is_undecided(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.HOLD)
    hands.press(Key.Key_F3)
    assert stage.post.asked == []
    gate.show_view(views.UNDECIDED)
    hands.press(Key.Key_F3)
    hands.pad("/8")
    assert stage.post.asked == [("judge", True), ("judge", False)]


def test_a_key_in_the_instant_a_new_person_appears_is_meant_for_the_one_before(
    gate: Gate, hands: Hands, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.screens.gate.whose.HASTE", 1e6)
    gate.show_view(replace(views.UNDECIDED, case=7))
    gate.show_view(replace(views.UNDECIDED, case=8))
    hands.press(Key.Key_F3)
    assert stage.post.of == 7
    monkeypatch.setattr("ui.screens.gate.whose.HASTE", 0)
    hands.press(Key.Key_F3)
    assert stage.post.of == 8


def test_help_opens_and_escape_closes_it_before_anything_else(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.GATHERING)
    hands.press(Key.Key_F1)
    assert gate.face.help.isVisible()
    hands.press(Key.Key_Escape)
    assert not gate.face.help.isVisible()
    assert stage.post.asked == []


def test_the_key_bar_says_only_what_does_something(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.UNDECIDED)
    assert {"F3", "F8"} <= {hint.key for hint in stage.window.keys.hints}
    gate.show_view(views.ADMIT)
    assert not {"F3", "F8"} & {hint.key for hint in stage.window.keys.hints}
    hands.pad("/")
    assert "/ 2" in {hint.key for hint in stage.window.keys.hints}


def test_look_up_by_keys_alone(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.WAITING)
    hands.press(Key.Key_F2)
    line = Hands(gate.face.lookup.focusWidget())
    line.type("lxt")
    stage.settle()
    assert [person.name for person in gate.face.lookup.found] == [person.name for person in stage.post.people]
    line.press(Key.Key_Down)
    line.press(Key.Key_Return)
    assert stage.post.asked == [("identify", stage.post.people[1].number)]
    assert not gate.face.aside
    assert gate.hasFocus()


def test_an_answer_to_an_older_question_is_not_shown(gate: Gate, hands: Hands, stage: Stage) -> None:
    hands.press(Key.Key_F2)
    line = Hands(gate.face.lookup.focusWidget())
    line.type("x")
    older = stage.steps.waiting[:]
    stage.steps.waiting.clear()
    line.press(Key.Key_Backspace)
    line.type("lxt")
    stage.settle()
    for work in older:
        work()
    assert len(gate.face.lookup.found) == len(stage.post.people)


def test_no_input_method_stands_between_key_and_gate(gate: Gate) -> None:
    assert not gate.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_control_and_a_number_change_the_screen_and_type_nothing(gate: Gate, hands: Hands, stage: Stage) -> None:
    stage.window.add_screens({"ledger": LedgerScreen(stage.post, stage.jobs, kinds())})
    gate.show_view(views.GATHERING)
    hands.press(rail_key("ledger"), "\x1b", Qt.KeyboardModifier.ControlModifier)
    assert isinstance(stage.window.front, LedgerScreen)
    assert gate.face.person.temperature.shown == "—"
    Hands(stage.window.front).press(Key.Key_1, "1", Qt.KeyboardModifier.ControlModifier)
    assert stage.window.front is gate


def test_a_typed_temperature_is_a_figure_also_in_the_checklist(gate: Gate) -> None:
    typed = replace(views.TEMPERATURE, source="typed")
    checks = views.checks(temperature=Check("temperature", "done", "seen"))
    gate.show_view(replace(views.ADMIT, decision=Decision("admit", (), (), checks), temperature=typed))
    assert gate.face.checklist.lines[5].found == "36.5 ℃，键入"


def test_the_history_stays_while_more_comes_of_the_same_person(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.GATHERING)
    hands.press(Key.Key_F7)
    stage.settle()
    history = gate.face.details._history.count()
    assert history
    gate.show_view(replace(views.GATHERING, temperature=views.TEMPERATURE))
    assert gate.face.details._history.count() == history


def test_which_way_people_go_can_be_seen_without_a_camera(gate: Gate) -> None:
    gate.face.preview.show_problem("断开了")
    before = gate.face.preview.grab().toImage()
    gate.show_view(replace(views.WAITING, direction="out"))
    assert gate.face.preview.grab().toImage() != before
    assert gate.face.preview.caption == "查出校"
    assert gate.face.verdict.answer.line.startswith("查出校 · 需要：")
    gate.show_view(views.WAITING)
    assert gate.face.verdict.answer.line.startswith("需要：")


def test_letters_that_are_typed_are_no_temperature(gate: Gate, hands: Hands) -> None:
    gate.show_view(views.GATHERING)
    hands.type("ab")
    assert "℃" not in gate.face.person.temperature.under
    hands.press(Key.Key_Escape)
    hands.type("36")
    assert "℃" in gate.face.person.temperature.under


def test_nobody_judges_who_was_let_through_for_a_life(gate: Gate, hands: Hands, stage: Stage) -> None:
    undecided = replace(views.OVERRIDDEN, decision=replace(views.OVERRIDDEN.decision, verdict="undecided"))
    gate.show_view(undecided)
    assert not {"F3", "F8"} & {hint.key for hint in gate.hints()}
    hands.press(Key.Key_F8)
    assert stage.post.asked == []


def test_a_post_without_a_camera_waits_for_none(gate: Gate, stage: Stage) -> None:
    assert gate.face.preview.problem == ("" if stage.post.settings.camera else NO_CAMERA)
    stage.post.change_settings(camera="")
    gate.opened()
    assert gate.face.preview.problem == NO_CAMERA
