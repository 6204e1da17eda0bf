"""Reading pages at the gate, by the keyboard alone: what is asked, what is shown meanwhile, what of it is sure."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.policy.decision import Check
from app.station.pagestate import IDLE, NOTHING, PageState
from tests.fakes import views
from tests.fakes.hands import Hands
from tests.shots.stage import Stage
from ui.screens.gate.screen import Gate
from ui.screens.settings import SettingsScreen
from ui.widgets.text import Button, Text

CORNERS = np.array([(10, 10), (60, 10), (60, 110), (10, 110)], np.float32)


def line(gate: Gate, at: int) -> str:
    return gate.face.checklist.lines[at].found


def test_the_key_and_its_twin_ask_for_the_page(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.GATHERING)
    hands.press(Qt.Key.Key_F11)
    hands.pad("//")
    assert stage.post.asked == [("read-page",), ("read-page",)]


def test_the_key_bar_names_the_key_while_a_page_is_asked_for(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.GATHERING)
    assert "F11" in {hint.key for hint in stage.window.keys.hints}
    gate.show_view(views.ADMIT)
    assert "F11" not in {hint.key for hint in stage.window.keys.hints}
    hands.pad("/")
    assert "/ /" in {hint.key for hint in stage.window.keys.hints}


def test_while_it_reads_the_page_is_outlined_and_it_says_so(gate: Gate, stage: Stage) -> None:
    gate.show_view(views.GATHERING)
    stage.signals.pages.emit(PageState("reading", CORNERS))
    assert gate.face.preview.page is CORNERS
    assert gate.face.preview.caption == "查进校 · 正在识别页面…"
    stage.signals.pages.emit(PageState("read", kind="health-code"))
    assert gate.face.preview.page is None
    assert gate.face.preview.caption == "查进校 · 识别到健康码"
    stage.signals.pages.emit(IDLE)
    assert gate.face.preview.caption == "查进校"


def test_what_was_not_recognised_is_said_with_the_next_step_until_something_else_happens(
    gate: Gate, stage: Stage
) -> None:
    gate.show_view(views.GATHERING)
    stage.signals.pages.emit(PageState("failed", notice=NOTHING))
    assert "目视核验" in stage.window.banner.sentence
    stage.signals.pages.emit(PageState("reading"))
    assert stage.window.banner.sentence == ""


def test_the_state_of_the_reading_takes_no_other_sentence_away(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.GATHERING)
    hands.press(Qt.Key.Key_F10)
    stage.signals.pages.emit(PageState("reading"))
    stage.signals.pages.emit(IDLE)
    assert "3 秒" in stage.window.banner.sentence


def test_a_field_in_doubt_is_named_and_not_shown_as_certain(gate: Gate) -> None:
    gate.show_view(views.PAGE_READ)
    assert line(gate, 2) == "绿码，时间存疑，请再出示或目视"
    assert gate.face.checklist.lines[2].trust_words == "仅识别，未核真"


@pytest.mark.parametrize("reason", ["page-doubtful", "page-clock-behind", "page-clock-stopped"])
def test_the_guard_s_look_settles_a_page_in_doubt(gate: Gate, hands: Hands, stage: Stage, reason: str) -> None:
    gate.show_view(views.failed("health-code", reason))
    assert "F4" in {hint.key for hint in stage.window.keys.hints}
    hands.press(Qt.Key.Key_F4)
    assert stage.post.asked == [("look", "health-code", True)]


@pytest.mark.parametrize("reason", ["health-code-red", "health-code-old"])
def test_a_look_does_not_talk_away_what_was_read(gate: Gate, hands: Hands, stage: Stage, reason: str) -> None:
    gate.show_view(views.failed("health-code", reason))
    hands.press(Qt.Key.Key_F4)
    assert stage.post.asked == []


def test_a_page_in_doubt_behind_the_verdict_can_be_looked_at_too(gate: Gate, stage: Stage) -> None:
    gate.show_view(replace(views.UNDECIDED, decision=replace(
        views.UNDECIDED.decision, checks=(Check("health-code", "failed", "read", "page-clock-stopped"),),
    )))  # fmt: skip
    assert {"F3", "F4", "F8"} <= {hint.key for hint in stage.window.keys.hints}


def test_of_a_card_in_several_codes_it_says_how_many_were_seen(gate: Gate) -> None:
    gate.show_view(replace(views.GATHERING, notice="shc-incomplete", parts=(2, 3)))
    assert gate.face.person.notice.full == "健康卡 2/3 个码，请出示其余的"


def test_a_clock_that_runs_is_said_to_be_in_order(gate: Gate) -> None:
    gate.show_view(views.PAGE_READ)
    assert line(gate, 3).endswith("页面时间正常")


def test_whose_page_it_is_stands_in_the_details_and_only_there(gate: Gate, hands: Hands, stage: Stage) -> None:
    def said() -> str:
        return " ".join(label.full for label in stage.window.findChildren(Text) if label.isVisible())

    gate.show_view(views.PAGE_READ)
    assert "2201****0018" not in said()
    hands.press(Qt.Key.Key_F7)
    stage.settle()
    assert "林*彤，2201****0018" in said()
    assert "时间存疑" in said()


def test_a_pc_that_cannot_read_pages_is_told_once_in_the_status_line(stage: Stage) -> None:
    status = stage.window.status
    assert not status._devices["pages"].isVisibleTo(status)
    status.show_device("pages", "lost", "本机不能识别页面，请目视核验")
    assert status._devices["pages"].isVisibleTo(status)


@pytest.mark.parametrize(("words", "on"), [("拿稳就识别", True), ("只按 F11", False)])
def test_reading_by_itself_is_a_setting(stage: Stage, qtbot: QtBot, words: str, on: bool) -> None:
    screen = SettingsScreen(stage.post, stage.jobs)
    stage.window.add_screens({"settings": screen})
    stage.window.open("settings")
    stage.window.show()
    button = next(one for one in screen.findChildren(Button) if one.text() == words)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    stage.settle()
    assert stage.post.asked == [("settings", {"read_pages": on})]
    assert stage.post.settings.read_pages is on
