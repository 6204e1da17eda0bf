"""What stands outside: with a fever, face, sound, title, status line and lists are those of any other hold."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.i18n import tr
from app.lane.view import LaneView
from app.policy.decision import Check, Decision
from tests.fakes import views
from tests.fakes.hands import Hands
from tests.fakes.window import NOW
from tests.shots.stage import Stage
from ui import answers
from ui.screens.gate.screen import Gate
from ui.widgets.retell import use_language
from ui.widgets.statusline import StatusLine
from ui.widgets.waiting import Waits
from ui.words import ITEMS

REST = replace(
    views.REFER,
    decision=Decision(
        "hold", ("rest-first",), (), views.checks(temperature=Check("temperature", "failed", None, "rest-first"))
    ),
    temperature=replace(views.TEMPERATURE, celsius=37.8),
)  # fmt: skip
RESTING = replace(
    REST, rests_until=NOW + timedelta(minutes=3),
    decision=replace(REST.decision, reasons=("rest-first", "health-code-needed"), needed=("health-code",)),
)  # fmt: skip
"""They show their code again before it is over, and more is asked of them at this level."""
WITH_MEDICAL = replace(
    views.REFER, decision=Decision("refer", ("with-medical",), (), views.checks()), temperature=views.TEMPERATURE
)  # fmt: skip
ORDINARY = replace(views.HOLD, temperature=views.TEMPERATURE)
TELLING = (
    "37.8",
    "38.2",
    "热",
    "烧",
    "校医室",
    "体温偏高",
    "复测",
    "咳",
    "留观",
    "fever",
    "medical duty",
    "cough",
    "high",
)


class Outside:
    """Everything of the window that can be seen from 3 m, or heard."""

    def __init__(self, gate: Gate, stage: Stage, view: LaneView, monkeypatch: pytest.MonkeyPatch) -> None:
        played: list[str] = []
        monkeypatch.setattr(stage.sounds, "play", played.append)
        gate.show_view(views.WAITING)
        gate.show_view(view)
        stage.settle()
        answer = gate.face.verdict.answer
        self.face = answer.word, answer.shape, answer.ground
        self.sound = tuple(played)
        self.title = stage.window.windowTitle()
        status = stage.window.findChild(StatusLine)
        assert status is not None
        self.status = tuple(label.text() for label in status.findChildren(QLabel))
        self.banner = stage.window.banner.sentence, stage.window.news.sentence
        self.temperature = gate.face.person.temperature.shown
        self.line = answer.line
        self.written = "\n".join(label.text() for label in gate.findChildren(QLabel) if label.isVisible())

    @property
    def from_afar(self) -> tuple[object, ...]:
        return self.face, self.sound, self.title, self.status, self.banner, self.temperature


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "view", [views.REFER, REST, RESTING, WITH_MEDICAL], ids=["refer", "rest", "resting", "with-medical"]
)
def test_from_outside_it_is_a_hold_like_any_other(
    gate: Gate, stage: Stage, view: LaneView, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_language(language)
    stage.window.show_status(stage.post.status())
    held, ordinary = (Outside(gate, stage, one, monkeypatch) for one in (view, replace(ORDINARY, entry=views.entry(7))))
    assert held.from_afar == ordinary.from_afar
    assert held.sound == ("wait",)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("view", [REST, RESTING, WITH_MEDICAL], ids=["rest", "resting", "with-medical"])
def test_nothing_that_is_written_says_why(
    gate: Gate, stage: Stage, view: LaneView, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_language(language)
    written = Outside(gate, stage, view, monkeypatch).written
    asked_of_everybody = tr(ITEMS["symptoms"].label)
    assert not [word for word in TELLING if word in written.replace(asked_of_everybody, "")]


@pytest.mark.parametrize(
    ("language", "line"), [("zh", "请在旁边稍候，到 06:52"), ("en", "Please wait at the side until 06:52")]
)
def test_who_rests_is_told_until_when_before_anything_else_is_asked(
    gate: Gate, stage: Stage, language: str, line: str
) -> None:
    use_language(language)
    gate.show_view(RESTING)
    assert gate.face.verdict.answer.line == line


def test_whoever_has_rested_is_measured_first(gate: Gate, stage: Stage) -> None:
    needed = Decision(
        "hold", ("health-code-needed",), ("health-code", "temperature"),
        views.checks(health_code=Check("health-code", "missing"), temperature=Check("temperature", "missing")),
    )  # fmt: skip
    gate.show_view(replace(views.GATHERING, decision=needed))
    assert gate.face.verdict.answer.word == "请出示健康码"
    gate.show_view(replace(views.GATHERING, decision=needed, rests_until=NOW))
    assert gate.face.verdict.answer.word == "请测体温"
    assert gate.face.verdict.answer.line == "已稍候 · 还差：健康码、体温"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_of_those_who_wait_says_neither_why_nor_who_in_full(gate: Gate, stage: Stage, language: str) -> None:
    use_language(language)
    stage.post.waits = [
        Waits("S2020050112", "陈立", NOW - timedelta(seconds=1)),
        Waits("T1998006", "孙国栋", NOW + timedelta(minutes=3)),
    ]  # fmt: skip
    gate.waiting._clock = lambda: NOW
    gate.waiting.refresh()
    stage.settle()
    shown = [line.text() for line in gate.face.waiting.lines if line.isVisible()]
    assert shown == [f"陈* 0112  {'可以请回' if language == 'zh' else 'call back'}", "孙* 8006  03:00"]
    title = gate.face.waiting.findChildren(QLabel)[0].text()
    assert not [word for word in TELLING if word in title]


def test_when_the_time_is_over_nothing_is_played(gate: Gate, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[str] = []
    monkeypatch.setattr(stage.sounds, "play", played.append)
    stage.post.waits = [Waits("S2020050112", "陈立", NOW)]
    gate.waiting._clock = lambda: NOW - timedelta(seconds=1)
    gate.waiting.refresh()
    stage.settle()
    gate.waiting._clock = lambda: NOW
    gate.waiting.tick()
    assert "可以请回" in gate.face.waiting.lines[0].text()
    assert played == []


@pytest.mark.parametrize("press", [lambda hands: hands.press(Qt.Key.Key_Insert), lambda hands: hands.pad("/*")])
def test_whoever_is_called_back_is_in_the_lane_by_one_key(
    gate: Gate, hands: Hands, stage: Stage, press: Callable[[Hands], None]
) -> None:
    gate.show_view(views.WAITING)
    press(hands)
    assert "没有人在旁边稍候" in stage.window.banner.sentence
    stage.post.waits = [
        Waits("", "", NOW - timedelta(minutes=2)), Waits("S2020050112", "陈立", NOW - timedelta(seconds=1)),
        Waits("T1998006", "孙国栋", NOW + timedelta(minutes=3)),
    ]  # fmt: skip
    gate.waiting.refresh()
    stage.settle()
    assert ("Ins", "稍候的人回来了") in {(hint.key, hint.does) for hint in gate.hints()}
    press(hands)
    assert stage.post.asked[-1] == ("identify", "S2020050112")


def test_who_is_no_longer_waiting_leaves_no_trace(gate: Gate, stage: Stage) -> None:
    stage.post.waits = [Waits("S2020050112", "陈立", NOW)]
    gate.waiting.refresh()
    stage.settle()
    assert gate.face.waiting.isVisible()
    stage.post.waits = []
    gate.waiting.refresh()
    stage.settle()
    assert not gate.face.waiting.isVisible()


def test_whom_to_call_stands_small_and_nothing_of_why() -> None:
    decision = Decision("undecided", ("call-duty-room",), (), views.checks())
    said = answers.answer(replace(views.UNDECIDED, decision=decision))
    assert (said.word, said.line) == ("转人工核验", "请先问公寓或值班室，按答复：F3 放行，F8 不予放行")
