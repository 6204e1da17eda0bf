"""Signing in, setting up, settings and the ledger, by their keys."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.records.registry import kinds
from tests.fakes.hands import Hands
from tests.fakes.window import NOW
from tests.shots.records import ROWS
from tests.shots.stage import Stage
from ui import theme
from ui.screens.ledger import LedgerScreen
from ui.screens.settings import SettingsScreen
from ui.screens.signin import SignIn
from ui.widgets.text import Button


def sign_in(stage: Stage) -> SignIn:
    screen = SignIn(stage.post, stage.jobs)
    stage.window.add_screens({"sign-in": screen})
    stage.window.show()
    stage.window.open("sign-in")
    stage.settle()
    return screen


def test_signing_in_with_the_number_pad_alone(stage: Stage) -> None:
    screen, done = sign_in(stage), []
    screen.done.connect(lambda: done.append(True))
    names, pin = Hands(screen._names), Hands(screen._pin)
    names.pad("2\r")
    pin.pad("2468\r")
    stage.settle()
    assert stage.post.asked == [("sign-in", "吴海燕", "2468")]
    assert done == [True]


def test_a_wrong_pin_is_said_and_asked_again(stage: Stage) -> None:
    stage.post.refuses = UserError("姓名或 PIN 不对，请重新输入。")
    screen = sign_in(stage)
    Hands(screen._pin).type("1111\r")
    stage.settle()
    assert screen._wrong.full == "姓名或 PIN 不对，请重新输入。"
    assert screen._pin.text() == ""


def settings(stage: Stage) -> SettingsScreen:
    screen = SettingsScreen(stage.post, stage.jobs, lambda: Path("people.xlsx"))
    stage.window.add_screens({"settings": screen})
    stage.window.open("settings")
    return screen


def test_a_level_is_not_changed_without_a_reason(stage: Stage) -> None:
    screen = settings(stage)
    screen._levels["sealed"].click()
    screen.set_level()
    stage.settle()
    assert stage.post.asked == []
    screen._why.setText("防控办 2022 第 12 号")
    screen.set_level()
    stage.settle()
    assert stage.post.asked == [("level", "sealed", "防控办 2022 第 12 号")]


def test_who_may_not_is_told_so(stage: Stage) -> None:
    screen = settings(stage)
    stage.post.refuses = UserError("没有这项权限。")
    screen._why.setText("试试")
    screen.set_level()
    stage.settle()
    assert stage.window.banner.sentence == "没有这项权限。"


def test_the_ledger_exports_what_it_shows(stage: Stage, tmp_path: Path) -> None:
    stage.post.rows = ROWS
    target = tmp_path / "shown.csv"
    screen = LedgerScreen(stage.post, stage.jobs, kinds(), lambda _suggested: target)
    stage.window.add_screens({"ledger": screen})
    stage.window.open("ledger")
    stage.settle()
    Hands(screen._line).type("T1998006")
    screen.export()
    stage.settle()
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + len(screen.table.shown())
    assert all("孙国栋" in line for line in lines[1:])


def test_the_ledger_is_laid_out_without_a_window_of_its_own(stage: Stage) -> None:
    """It is made when it is first opened: whoever types meanwhile types into the window."""
    stage.window.show()
    stage.settle()
    stage.window.make_later({"ledger": lambda: LedgerScreen(stage.post, stage.jobs, kinds())})
    stage.window.open("ledger")
    stage.settle()
    assert QApplication.activeWindow() is stage.window


def test_a_device_that_may_not_be_changed_is_shown_as_it_is(stage: Stage) -> None:
    screen = settings(stage)
    stage.post.refuses = UserError("没有这项权限。")
    screen._camera.setCurrentIndex(screen._camera.findData("camera:1"))
    screen._camera.activated.emit(screen._camera.currentIndex())
    stage.settle()
    assert stage.window.banner.sentence == "没有这项权限。"
    assert screen._camera.currentData() == "camera:0"


def button(screen: SettingsScreen, words: str) -> Button:
    return next(one for one in screen.findChildren(Button) if one.text() == words)


def test_how_passages_are_pointed_out_and_taken_back_is_chosen(stage: Stage) -> None:
    screen = settings(stage)
    heard: list[bool] = []
    screen.sound_chosen.connect(heard.append)
    for words in ("24 小时内", "1 小时", "关"):
        button(screen, words).click()
    stage.settle()
    assert [one[1] for one in stage.post.asked if one[0] == "settings"] == [
        {"repeat_hours": 24}, {"take_back_minutes": 60}, {"sound": False},
    ]  # fmt: skip
    assert heard == [False]


def test_a_choice_that_may_not_be_made_does_not_stay_chosen(stage: Stage) -> None:
    screen = settings(stage)
    assert button(screen, "16 小时内").isChecked()
    stage.post.refuses = UserError("没有这项权限。")
    heard: list[int] = []
    screen.lock_chosen.connect(heard.append)
    button(screen, "24 小时内").click()
    button(screen, "不锁").click()
    stage.settle()
    assert stage.window.banner.sentence == "没有这项权限。"
    assert (button(screen, "16 小时内").isChecked(), heard) == (True, [])


def test_the_ledger_offers_only_what_whoever_is_on_duty_may_read(stage: Stage) -> None:
    screen = LedgerScreen(stage.post, stage.jobs, kinds())
    stage.window.add_screens({"ledger": screen})
    stage.window.show()
    stage.post.rows = [{"kind": "test-result", "person": "S2019040316", "at": NOW}]
    stage.window.open("ledger")
    screen.kind_box.setCurrentIndex(screen.kind_box.findData("test-result"))
    stage.settle()
    assert len(screen.table) == 1
    stage.post.hidden = {"test-result"}
    stage.window.open("ledger")
    assert len(screen.table) == 0  # nothing of what the one before saw, not for a moment
    assert screen.kind_box.findData("test-result") == -1
    stage.settle()
    assert screen.table.kind.name != "test-result"


def test_a_change_of_guard_and_the_lock_are_one_key_each(stage: Stage, qtbot: QtBot) -> None:
    screen = settings(stage)
    stage.window.show()
    stage.settle()
    with qtbot.waitSignal(screen.hand_over):
        qtbot.keyClick(stage.window, Qt.Key.Key_F2)
    with qtbot.waitSignal(screen.sign_out):
        qtbot.keyClick(stage.window, Qt.Key.Key_F3)
    assert {"F2", "F3"} <= {hint.key for hint in screen.hints()}


def test_the_post_gets_its_right_name_and_kind_here(stage: Stage) -> None:
    screen = settings(stage)
    screen._name.setText("白城医专 · 5号楼")
    screen._name.editingFinished.emit()
    stage.settle()
    assert stage.post.asked[-1] == ("settings", {"post_name": "白城医专 · 5号楼"})
    assert "再打开" in stage.window.banner.sentence
    screen._kind.setCurrentIndex(screen._kind.findData("dormitory"))
    screen._kind.activated.emit(screen._kind.currentIndex())
    stage.settle()
    assert stage.post.asked[-1] == ("settings", {"post": "dormitory"})
    screen._name.setText("  ")
    screen._name.editingFinished.emit()
    stage.settle()
    assert screen._name.text() == "白城医专 · 5号楼"


def test_what_was_chosen_is_marked_also_after_a_change_of_language(stage: Stage) -> None:
    screen = settings(stage)
    screen.language_chosen.connect(lambda _name: screen.retell())  # as the whole window does
    button(screen, "English").click()
    stage.settle()
    assert button(screen, "English").isChecked()


def test_the_keys_are_seen_on_what_is_chosen(stage: Stage) -> None:
    chosen = button(settings(stage), "中文")
    stage.window.show()
    stage.window.activateWindow()
    chosen.setFocus()
    stage.settle()
    assert chosen.isChecked()
    assert chosen.hasFocus()
    with_keys = chosen.grab().toImage()
    chosen.clearFocus()
    stage.settle()
    edge = with_keys.width() // 2, 1
    assert with_keys.pixelColor(*edge) == theme.colour("ink")
    assert chosen.grab().toImage().pixelColor(*edge) != theme.colour("ink")
