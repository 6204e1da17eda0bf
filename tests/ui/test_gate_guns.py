"""Scanner guns at the gate's window: exact bytes, or a clear word, and never a key of the guard's."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.fakes import views
from tests.fakes.hands import GUN, Hands
from tests.shots.stage import Stage
from ui.keyboard import Keyboard
from ui.screens.gate.screen import Gate

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CAMPUS = "GP1:6BFOXN%TS3DH0YOJ58S"


@pytest.fixture
def said(gate: Gate, hands: Hands, stage: Stage) -> Callable[[], str]:
    """What the banner says once the gun has come to rest."""
    gate.show_view(views.GATHERING)

    def sentence() -> str:
        gate.settle()
        return stage.window.banner.sentence

    return sentence


def commit(gate: Gate, text: str, preedit: str = "") -> None:
    """An input method sends text."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(text)
    QApplication.sendEvent(gate, event)


@pytest.mark.parametrize("end", ["\r", "\t", "\n"])
def test_a_gun_ends_its_code_as_it_likes(gate: Gate, hands: Hands, stage: Stage, end: str) -> None:
    hands.type(CAMPUS + end, GUN)
    gate.settle()
    assert stage.post.asked == [("scan", CAMPUS.encode())]
    assert gate.hasFocus()


def test_what_a_gun_was_set_to_put_around_a_code_is_no_part_of_it(gate: Gate, hands: Hands, stage: Stage) -> None:
    stage.post.change_settings(gun_prefix="QR:", gun_suffix="#")
    stage.post.asked.clear()
    gate.opened()
    hands.type(f"QR:{CAMPUS}#", GUN)
    hands.type(CAMPUS + "\r", GUN)  # by another gun, which was not
    gate.settle()
    assert stage.post.asked == [("scan", CAMPUS.encode())] * 2


def test_a_code_of_several_lines_is_one(gate: Gate, hands: Hands, stage: Stage) -> None:
    hands.shoot("name\r20190403\rend")
    gate.settle()
    assert stage.post.asked == [("scan", b"name\n20190403\nend")]


def test_the_wait_after_a_guns_enter_is_short(gate: Gate, hands: Hands) -> None:
    hands.type("365")
    assert gate.settles_in == 300
    hands.shoot(CAMPUS)
    assert gate.settles_in < 100


@pytest.mark.parametrize(("text", "preedit"), [("钢笔", ""), ("１２３４", ""), ("", "gp"), ("GP1:ABC", "")])
def test_an_input_method_is_told_to_leave(
    gate: Gate, hands: Hands, stage: Stage, said: Callable[[], str], text: str, preedit: str
) -> None:
    hands.type("36")
    commit(gate, text, preedit)
    assert "输入法" in said()
    assert stage.post.asked == []
    hands.shoot(CAMPUS)
    gate.settle()
    assert stage.post.asked == [("scan", CAMPUS.encode())]


def test_an_input_method_that_only_ends_is_no_matter(gate: Gate, said: Callable[[], str]) -> None:
    commit(gate, "")
    assert said() == ""


def test_full_width_keys_are_taken_exactly(gate: Gate, hands: Hands, stage: Stage) -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in CAMPUS)
    hands.shoot(wide)
    gate.settle()
    assert stage.post.asked == [("scan", CAMPUS.encode())]


@pytest.mark.parametrize(
    ("text", "word"), [("https：//s.sh.gov.cn/ab", "输入法"), ("httpsÖ--s.sh.gov.cn", "键盘布局"), ("无锡市", "摄像头")]
)
def test_what_cannot_be_exact_is_said(
    hands: Hands, stage: Stage, said: Callable[[], str], text: str, word: str
) -> None:
    hands.shoot(text + "，1")
    assert word in said()
    assert stage.post.asked == []


def test_control_characters_of_a_code_are_kept(gate: Gate, hands: Hands, stage: Stage) -> None:
    hands.shoot_key(Key.Key_B, "\x02", Modifier.ControlModifier)
    hands.type("0112345", GUN)
    hands.shoot_key(Key.Key_BracketRight, "\x1d", Modifier.ControlModifier)
    hands.type("10AB", GUN)
    hands.shoot_key(Key.Key_C, "\x03", Modifier.ControlModifier)
    hands.shoot_key(Key.Key_M, "\r", Modifier.ControlModifier)
    gate.settle()
    assert stage.post.asked == [("scan", b"0112345\x1d10AB")]


@pytest.mark.parametrize("key", [Key.Key_F8, Key.Key_F10, Key.Key_Escape, Key.Key_Dead_Diaeresis, Key.Key_Insert])
def test_a_guns_other_keys_are_not_the_guards(hands: Hands, stage: Stage, said: Callable[[], str], key: Qt.Key) -> None:
    hands.type("GP1:AB", GUN)
    hands.shoot_key(key)
    hands.type("CD\r", GUN)
    assert "摄像头" in said()
    assert stage.post.asked == []


def test_a_gun_on_the_number_pad_types_its_code(gate: Gate, hands: Hands, stage: Stage) -> None:
    for digit in "2019/0403-1.5":
        hands.shoot_key(Key(ord(digit)), digit, Modifier.KeypadModifier)
    hands.shoot_key(Key.Key_Enter, "\r", Modifier.KeypadModifier)
    gate.settle()
    assert stage.post.asked == [("scan", b"2019/0403-1.5")]


def test_characters_typed_by_their_numbers_are_no_looks_of_the_guard(
    gate: Gate, hands: Hands, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "_keyboard", Keyboard(composes=True))
    gate.show_view(views.GATHERING)
    for letter in CAMPUS:
        hands.shoot_number(letter)
    hands.type("\r", GUN)
    gate.settle()
    assert stage.post.asked == [("scan", CAMPUS.encode())]


def test_a_number_above_ascii_is_not_guessed_at(
    gate: Gate, hands: Hands, stage: Stage, said: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "_keyboard", Keyboard(composes=True))
    for letter in "no 无锡":
        hands.shoot_number(letter)
    assert "摄像头" in said()
    assert stage.post.asked == []


def test_the_last_number_needs_no_enter(
    gate: Gate, hands: Hands, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "_keyboard", Keyboard(composes=True))
    for letter in CAMPUS:
        hands.shoot_number(letter)
    gate.settle()
    assert stage.post.asked == [("scan", CAMPUS.encode())]


def test_where_the_system_makes_the_character_it_is_taken_once() -> None:
    keyboard = Keyboard(composes=False)
    alt = Modifier.AltModifier | Modifier.KeypadModifier
    six = QKeyEvent(QEvent.Type.KeyPress, Key.Key_6, alt, "6")
    assert keyboard.read(six, firing=True) == ("", False)
    made = QKeyEvent(QEvent.Type.KeyPress, 0, Modifier.NoModifier, "A")
    assert keyboard.read(made, firing=True) is not None
    assert keyboard.end().text == ""


def test_caps_lock_is_undone_or_said(hands: Hands, stage: Stage, said: Callable[[], str]) -> None:
    _with_caps_lock(hands, CAMPUS)
    assert said() == ""
    assert stage.post.asked == [("scan", CAMPUS.encode())]
    _with_caps_lock(hands, "https://s.sh.gov.cn/0a1B")
    assert "Caps Lock" in said()
    assert len(stage.post.asked) == 1


def _with_caps_lock(hands: Hands, text: str) -> None:
    hands.wait(1)
    for letter in text:
        shift = Modifier.ShiftModifier if letter.isupper() else Modifier.NoModifier
        hands.shoot_key(Key(ord(letter.upper())), letter.swapcase(), shift)
    hands.shoot_key(Key.Key_Return, "\r")


def test_a_slash_that_waits_on_the_number_pad_is_no_danger(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.UNDECIDED)
    hands.pad("/")
    hands.shoot("3052019")
    gate.settle()
    assert stage.post.asked == [("scan", b"3052019")]


def test_a_long_code_is_not_drawn_for_every_character(
    gate: Gate, hands: Hands, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate.show_view(views.GATHERING)
    drawn: list[str] = []
    monkeypatch.setattr(gate.face, "show_view", lambda _view, typing, *, open_: drawn.append(typing))
    code = "".join("0123456789"[at % 10] for at in range(3000))
    hands.type(code + "\r", 0.002)
    gate.settle()
    assert stage.post.asked == [("scan", code.encode())]
    assert len(drawn) < 20
    assert max(map(len, drawn)) <= 12


def test_a_hand_corrects_itself(gate: Gate, hands: Hands, stage: Stage) -> None:
    gate.show_view(views.GATHERING)
    hands.type("36")
    hands.press(Key.Key_Backspace, "\b")
    hands.press(Key.Key_D, "\x04", Modifier.ControlModifier)
    hands.type("65")
    gate.settle()
    assert stage.post.asked == [("temperature", 36.5)]
