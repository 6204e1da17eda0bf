"""The window's life before a real home: who is on duty, and whose name the records carry."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.policy.level import levels
from app.policy.person import Person
from app.settings import Home, Settings
from app.station.local import LocalPost
from app.station.station import Station
from app.store.secret.key import key_for, move
from app.store.secret.recovery import code_of
from tests.fakes.hands import rail_key
from tests.fakes.homes import ADMINISTRATOR, GUARD, LEADER, PINS, actions, fill_disk, real_post
from tests.fakes.window import NOW
from ui.program import Program
from ui.screens.firstrun import FirstRun
from ui.screens.forgotten import ForgottenScreen
from ui.screens.gate.screen import Gate
from ui.screens.manage.screen import Manage
from ui.screens.pin import PinScreen
from ui.screens.restoring import Restoring
from ui.screens.settings import SettingsScreen
from ui.screens.signin import SignIn
from ui.screens.trouble import Trouble
from ui.widgets.text import Text
from ui.window import Window

LIN = Person(number="20190316", name="林晓彤")
Show = Callable[[], Window]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication, home: Path) -> Iterator[Show]:
    begun: list[Program] = []

    def begin() -> Window:
        window = Window(lambda: NOW)
        qtbot.addWidget(window)
        window.show()
        begun.append(Program(qapp, Home(home), window))
        begun[-1].begin()
        return window

    yield begin
    for program in begun:
        program.end()


def sign_in(qtbot: QtBot, window: Window, name: str) -> None:
    screen = window.front
    assert isinstance(screen, SignIn)
    qtbot.waitUntil(lambda: name in screen._people)
    screen._names.setCurrentRow(screen._people.index(name))
    screen._pin.setText(PINS[name])
    screen.try_it()
    qtbot.waitUntil(lambda: isinstance(window.front, Gate))


def leave(qtbot: QtBot, window: Window) -> None:
    window.open("settings")
    settings = window.front
    assert isinstance(settings, SettingsScreen)
    settings.sign_out.emit()
    qtbot.waitUntil(lambda: isinstance(window.front, SignIn))


def demonstration(home: Path) -> None:
    Home(home).save(Settings(camera=""))
    post = LocalPost.open(Home(home))
    post.become_demonstration()
    post.accounts.add(ADMINISTRATOR, "administrator", PINS[ADMINISTRATOR])
    post.close()


def test_the_lane_of_a_real_post_waits_for_somebody_to_sign_in(qtbot: QtBot, show: Show, home: Path) -> None:
    real_post(home).close()
    window = show()
    assert isinstance(window.front, SignIn)
    sign_in(qtbot, window, GUARD)


def test_after_a_change_of_guard_records_carry_the_new_name(qtbot: QtBot, show: Show, home: Path) -> None:
    before = real_post(home)
    before.people.upsert([LIN])
    window = show()
    sign_in(qtbot, window, GUARD)
    gate = window.front
    assert isinstance(gate, Gate)
    gate._post.identify(LIN.number)
    leave(qtbot, window)
    passages = list(before.ledger.entries("passage"))
    assert [entry.fact.operator for entry in passages] == [GUARD]
    gate._post.identify(LIN.number)
    gate._post.next_person()
    sign_in(qtbot, window, LEADER)
    assert [name for name, *_ in actions(before)] == ["sign-in", "look-up", "sign-out", "sign-in"]
    assert list(before.ledger.entries("passage")) == passages
    before.close()


def test_a_demonstration_signs_in_by_itself_and_shows_the_way_back(qtbot: QtBot, show: Show, home: Path) -> None:
    demonstration(home)
    window = show()
    assert isinstance(window.front, Gate)
    leave(qtbot, window)
    assert any("2468" in text.full for text in window.front.findChildren(Text) if text.isVisible())


def test_a_demonstration_on_a_full_disk_shows_the_sign_in_and_says_why(
    show: Show, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demonstration(home)
    fill_disk(monkeypatch)
    window = show()
    assert isinstance(window.front, SignIn)
    assert window.banner.sentence == "磁盘已满。"


def test_what_is_unsent_goes_to_the_centre_also_before_somebody_signs_in(
    qtbot: QtBot, show: Show, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.program.AFTERWARDS_MS", 0)
    real_post(home).close()
    began: list[Station] = []
    monkeypatch.setattr(Station, "begin_sync", lambda station: began.append(station))
    assert isinstance(show().front, SignIn)
    qtbot.waitUntil(lambda: len(began) == 1)


def test_management_is_for_those_who_may_and_a_pin_is_for_everybody(qtbot: QtBot, show: Show, home: Path) -> None:
    real_post(home).close()
    window = show()
    sign_in(qtbot, window, GUARD)
    qtbot.keyClick(window, rail_key("manage"), Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.front, Gate)
    window.open("settings")
    qtbot.keyClick(window.front, Qt.Key.Key_F9)
    assert isinstance(window.front, PinScreen)
    for line in (PINS[GUARD], "97531", "97531"):
        qtbot.keyClicks(QApplication.focusWidget(), line)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.front, Gate))
    assert window.banner.sentence == "PIN 已更改。"
    leave(qtbot, window)
    sign_in(qtbot, window, ADMINISTRATOR)
    qtbot.keyClick(window, rail_key("manage"), Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.front, Manage)
    qtbot.waitUntil(lambda: window.front.front.list.table.rowCount() == len(levels()))  # type: ignore[attr-defined]


def test_a_post_set_up_under_a_passphrase_goes_on_without_asking_for_it(qtbot: QtBot, show: Show, home: Path) -> None:
    window = show()
    screen = window.front
    assert isinstance(screen, FirstRun)
    screen.begin_own()
    filled = {"campus": "白城医专", "post": "东门", "administrator": "何老师", "pin": "2468", "again": "2468"}
    secret = {"passphrase": "a good lock", "passphrase again": "a good lock"}
    screen.own.begin(kind="gate", key="passphrase", **filled, **secret)
    screen.own.take()
    qtbot.waitUntil(lambda: bool(screen.paper.lines.full), timeout=PATIENCE)
    qtbot.keyClick(screen.paper, Qt.Key.Key_Escape)
    assert isinstance(window.front, SignIn)
    assert "值守台已建好" in window.banner.sentence


PATIENCE = 30_000
"""Milliseconds; a busy machine takes its time to open a database."""


def trouble(window: Window) -> Trouble:
    assert isinstance(window.front, Trouble)
    return window.front


def give(qtbot: QtBot, window: Window, text: str) -> None:
    screen = trouble(window)
    screen._given.setText(text)
    qtbot.keyClick(screen._given, Qt.Key.Key_Return)


def test_a_passphrase_is_asked_for_until_it_is_right(qtbot: QtBot, show: Show, home: Path) -> None:
    real_post(home).close()
    move(Home(home), "passphrase", "correct horse")
    window = show()
    give(qtbot, window, "wrong horse")
    qtbot.waitUntil(lambda: "口令不对" in trouble(window)._said.full, timeout=PATIENCE)
    give(qtbot, window, "correct horse")
    qtbot.waitUntil(lambda: isinstance(window.front, SignIn), timeout=PATIENCE)


def test_a_lost_key_comes_back_by_its_code(qtbot: QtBot, show: Show, home: Path) -> None:
    real_post(home).close()
    code = code_of(key_for(Home(home)))
    (home / "station.key").unlink()
    window = show()
    give(qtbot, window, code_of(bytes(32)))
    qtbot.waitUntil(lambda: "恢复码打不开" in trouble(window)._said.full, timeout=PATIENCE)
    give(qtbot, window, code.lower())
    qtbot.waitUntil(lambda: isinstance(window.front, SignIn), timeout=PATIENCE)


def test_what_is_in_the_way_is_said_and_tried_again(qtbot: QtBot, show: Show, home: Path) -> None:
    real_post(home).close()
    content = (home / "station.db").read_bytes()
    (home / "station.db").write_bytes(b"no database at all, but some text" * 200)
    window = show()
    assert "station.db" in trouble(window)._said.full
    assert trouble(window)._given.isHidden()
    (home / "station.db").write_bytes(content)
    qtbot.keyClick(trouble(window), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.front, SignIn), timeout=PATIENCE)


def test_a_forgotten_passphrase_is_no_end_of_the_way(qtbot: QtBot, show: Show, home: Path) -> None:
    real_post(home).close()
    code = code_of(key_for(Home(home)))
    move(Home(home), "passphrase", "correct horse")
    window = show()
    assert "F4" in [hint.key for hint in window.front.hints()]
    qtbot.keyClick(trouble(window)._given, Qt.Key.Key_F4)
    assert trouble(window)._given.echoMode() is QLineEdit.EchoMode.Normal
    give(qtbot, window, code)
    qtbot.waitUntil(lambda: isinstance(window.front, SignIn), timeout=PATIENCE)


def backed_up(folder: Path) -> tuple[Path, str]:
    """A backup of a post that is not the one of a new PC, and its recovery code."""
    post = real_post(folder)
    post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    post.change_settings(post_name="白城医专 · 南门")
    copy, code = folder.with_suffix(".gatepost"), post.recovery_code()
    post.backup(copy)
    post.close()
    return copy, code


def type_restoring(qtbot: QtBot, form: Restoring, copy: Path, code: str) -> None:
    form.fill(copy=str(copy), code=code)
    qtbot.keyClick(form.editor("code"), Qt.Key.Key_Return)


def test_a_broken_database_is_replaced_by_its_backup_in_the_window(qtbot: QtBot, show: Show, home: Path) -> None:
    copy, _code = backed_up(home)
    (home / "station.db").write_bytes(b"no database at all, but some text" * 200)
    window = show()
    qtbot.keyClick(window.front, Qt.Key.Key_F6)
    form = trouble(window).restoring
    assert form.isVisible()
    type_restoring(qtbot, form, home / "nothing there", "")
    qtbot.waitUntil(lambda: "没有找到备份文件" in form.problem, timeout=PATIENCE)
    type_restoring(qtbot, form, copy, "")
    qtbot.waitUntil(lambda: isinstance(window.front, SignIn), timeout=PATIENCE)
    assert "南门" in window.banner.sentence
    assert list(home.glob("station.db.2*")), "what was there is not thrown away"


def test_a_new_pc_becomes_the_post_of_its_backup(qtbot: QtBot, show: Show, home: Path, tmp_path: Path) -> None:
    copy, code = backed_up(tmp_path / "old")
    window = show()
    assert isinstance(window.front, FirstRun)
    qtbot.keyClicks(window.front, "3")
    form = window.front.restoring
    type_restoring(qtbot, form, copy, "")
    qtbot.waitUntil(lambda: "恢复码" in form.problem, timeout=PATIENCE)
    type_restoring(qtbot, form, copy, code)
    qtbot.waitUntil(lambda: isinstance(window.front, SignIn), timeout=PATIENCE)
    assert Home(home).settings().post_name == "白城医专 · 南门"


def test_the_only_administrator_who_forgot_the_pin_comes_in_by_the_code(qtbot: QtBot, show: Show, home: Path) -> None:
    real_post(home).close()
    code = code_of(key_for(Home(home)))
    window = show()
    assert isinstance(window.front, SignIn)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=PATIENCE)
    qtbot.keyClick(window.front._names, Qt.Key.Key_F4)
    assert isinstance(window.front, ForgottenScreen)
    form = window.front.form
    qtbot.waitUntil(lambda: form.values()["name"] == ADMINISTRATOR, timeout=PATIENCE)
    form.fill(code=code_of(bytes(32)), new="975310", again="975310")
    qtbot.keyClick(form.editor("again"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "不是本站的恢复码" in form.problem, timeout=PATIENCE)
    form.fill(code=code)
    qtbot.keyClick(form.editor("again"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.front, SignIn), timeout=PATIENCE)
    assert "新的 PIN" in window.banner.sentence
    assert form.values()["code"] == ""
