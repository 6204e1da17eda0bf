"""Taking back, groups and the day's counts at the gate, by the keys alone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from app.store.passages import Passed as Came
from tests.fakes import views
from tests.fakes.hands import GUN, Hands
from tests.fakes.window import NOW
from tests.shots.stage import Stage
from ui.screens.gate.screen import Gate

Key = Qt.Key


def panel(gate: Gate) -> Hands:
    return Hands(gate.face.back.table)


def test_two_keys_take_the_last_passage_back(gate: Gate, hands: Hands, stage: Stage) -> None:
    hands.press(Key.Key_F12)
    stage.settle()
    assert gate.face.aside is gate.face.back
    panel(gate).type("2")
    gate.face.back.settle()
    assert stage.post.asked == [("take-back", "p7", "back-not-through")]
    assert gate.face.aside is None
    assert gate.hasFocus()


def test_another_one_is_chosen_with_the_arrows_or_the_pad(gate: Gate, hands: Hands, stage: Stage) -> None:
    hands.pad("/-")
    stage.settle()
    panel(gate).pad("+")
    panel(gate).pad("1")
    gate.face.back.settle()
    assert stage.post.asked == [("take-back", "p6", "back-wrong-person")]


@pytest.mark.parametrize("code", ["2019000001\r", "1\r", "GP1:2"])
def test_a_scanner_gun_is_no_reason(gate: Gate, hands: Hands, stage: Stage, code: str) -> None:
    hands.press(Key.Key_F12)
    stage.settle()
    panel(gate).type(code, GUN)
    gate.face.back.settle()
    assert stage.post.asked == []
    assert gate.face.aside is gate.face.back


def test_escape_takes_nothing_back(gate: Gate, hands: Hands, stage: Stage) -> None:
    hands.press(Key.Key_F12)
    stage.settle()
    panel(gate).press(Key.Key_Escape, "\x1b")
    assert stage.post.asked == []
    assert gate.face.aside is None


def test_a_referral_is_not_offered(gate: Gate, hands: Hands, stage: Stage) -> None:
    hands.press(Key.Key_F12)
    stage.settle()
    assert gate.face.back.table.rowCount() == len(stage.post.passed) - 1


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(2, "2 分钟前已进校"), (90, "05:18 已进校，之后没有反方向的登记")],
    ids=["just now", "earlier"],
)
def test_a_repeated_passage_is_pointed_out(gate: Gate, minutes: int, said: str) -> None:
    before = Came(NOW - timedelta(minutes=minutes), "东门", "S1", "林晓彤", "", "in", "admit", "")
    gate.show_view(replace(views.ADMIT, repeats=before))
    assert gate.face.person.notice.full == said


def lead(gate: Gate, hands: Hands, stage: Stage, who: str = "临床 2019-3 班") -> None:
    hands.press(Key.Key_F2, "", Qt.KeyboardModifier.ShiftModifier)
    gate.group.form.editor("people").setProperty("text", who)
    gate.group.form.take()
    stage.settle()


def arrive(stage: Stage, gate: Gate, number: str) -> None:
    stage.post.arrived[number] = Came(NOW, "东门", number, "", "", "in", "admit", "")
    gate.refresh()
    stage.settle()


def test_a_group_is_ticked_by_one_key_and_shows_who_is_missing(gate: Gate, hands: Hands, stage: Stage) -> None:
    two = [stage.post.people[at].number for at in (0, 1)]
    lead(gate, hands, stage, " ".join(two))
    assert stage.post.asked[-1] == ("lead", " ".join(two), two)
    gate.show_view(views.WAITING)
    assert {("Ins", "此人到了"), ("Shift+F2", "结束集体")} <= {(hint.key, hint.does) for hint in gate.hints()}
    hands.press(Key.Key_Insert)
    assert stage.post.asked[-1] == ("identify", two[0])
    arrive(stage, gate, two[0])
    assert [person.number for person in gate.group.list.missing] == [two[1]]
    hands.pad("/*")
    assert stage.post.asked[-1] == ("identify", two[1])


def test_a_group_of_whom_somebody_is_missing_ends_on_the_second_press(gate: Gate, hands: Hands, stage: Stage) -> None:
    lead(gate, hands, stage)
    hands.pad("/.")
    assert "林晓彤" in stage.window.banner.sentence
    assert ("dismiss",) not in stage.post.asked
    hands.pad("/.")
    assert stage.post.asked[-1] == ("dismiss",)
    assert gate.group.group is None


def test_a_complete_group_ends_at_once(gate: Gate, hands: Hands, stage: Stage) -> None:
    lead(gate, hands, stage)
    arrive(stage, gate, stage.post.people[0].number)
    hands.pad("/.")
    assert gate.group.group is None


def test_whom_nobody_knows_is_said_before_the_group_begins(gate: Gate, hands: Hands, stage: Stage) -> None:
    lead(gate, hands, stage, "没有这个班")
    assert gate.group.group is None


def test_somebody_who_is_not_of_the_group_is_pointed_out(gate: Gate, hands: Hands, stage: Stage) -> None:
    lead(gate, hands, stage)
    gate.show_view(replace(views.ADMIT, person=stage.post.people[3]))
    assert gate.face.person.notice.full == "不在集体名单上，按单人登记"
    gate.show_view(replace(views.ADMIT, person=stage.post.people[0]))
    assert "集体" not in gate.face.person.notice.full


def test_the_day_is_counted_by_the_hour(gate: Gate, stage: Stage) -> None:
    assert gate.face.recent._tally.full == "今日进 1,284 · 出 97 · 在校 5,187"
    assert "6 时：进 868 · 出 31" in gate.face.recent._hours.toolTip()


def test_what_cannot_be_how_many_are_there_is_not_said(gate: Gate, stage: Stage) -> None:
    stage.post.today = stage.post.today._replace(inside=None)
    gate.refresh()
    stage.settle()
    assert "在校" not in gate.face.recent._tally.full
