"""Signing in, setting up, settings and the ledger, by their keys."""

from pathlib import Path

from PySide6.QtCore import Qt

from app.errors import UserError
from app.records.registry import kinds
from tests.fakes.hands import Hands
from tests.fakes.window import NOW
from tests.shots.records import ROWS
from tests.shots.stage import Stage
from ui.screens.firstrun import FirstRun, Plan
from ui.screens.ledger import LedgerScreen
from ui.screens.settings import SettingsScreen
from ui.screens.signin import SignIn


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


def first_run(stage: Stage, done: list[object]) -> FirstRun:
    def set_up(plan: Plan) -> str:
        done.append(plan)
        return "好了"

    screen = FirstRun(stage.jobs, lambda: "演示", set_up, lambda: Path("people.xlsx"))
    screen.done.connect(done.append)
    stage.window.add_screens({"first-run": screen})
    stage.window.show()
    stage.window.open("first-run")
    return screen


def test_the_demonstration_is_one_key_away(stage: Stage) -> None:
    done: list[object] = []
    Hands(first_run(stage, done)).type("1")
    stage.settle()
    assert done == ["演示"]


def test_a_post_of_ones_own_asks_for_what_is_missing_and_keeps_the_rest(stage: Stage) -> None:
    done: list[object] = []
    screen = first_run(stage, done)
    hands = Hands(screen)
    hands.type("2")
    fields = screen._lines
    for name, text in {"campus": "白城医专", "post": "东门", "pin": "2468", "again": "2468"}.items():
        fields[name].setText(text)
    hands.press(Qt.Key.Key_Return, "\r", Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert done == []
    assert stage.window.banner.sentence == "请填写标红的几项。"
    fields["administrator"].setText("周明")
    hands.press(Qt.Key.Key_Return, "\r", Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert done == [Plan("白城医专", "东门", "周明", "2468"), "好了"]


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


def test_a_device_that_may_not_be_changed_is_shown_as_it_is(stage: Stage) -> None:
    screen = settings(stage)
    stage.post.refuses = UserError("没有这项权限。")
    screen._camera.setCurrentIndex(screen._camera.findData("camera:1"))
    screen._camera.activated.emit(screen._camera.currentIndex())
    stage.settle()
    assert stage.window.banner.sentence == "没有这项权限。"
    assert screen._camera.currentData() == "camera:0"


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
