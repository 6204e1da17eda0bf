"""The medical duty room's screen by the keyboard alone, on a real post."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.fakes.duty_room import CHEN, LIN, OFFICER, SECOND, SUN
from tests.fakes.homes import LEADER
from tests.shots.medical import MedicalShot
from tests.shots.stage import Stage
from ui.widgets.retell import use_language

Key = Qt.Key
ENTER = Key.Key_Return


class Officer(MedicalShot):
    """Hands on its keyboard."""

    def keys(self, *typed: str | Key) -> None:
        """Words are typed where the cursor is, keys pressed; each is answered before the next."""
        for one in typed:
            if isinstance(one, str):
                QTest.keyClicks(focus(), one)
            else:
                QTest.keyClick(focus(), one)
            self.stage.settle()

    @property
    def acts(self) -> list[str]:
        """Of whoever was referred first."""
        return [step.said.act for step in self.room.post.patients.everybody()[0].steps]

    @property
    def words(self) -> str:
        return "\n".join(label.text() for label in self.screen.findChildren(QLabel) if label.isVisible())


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def officer(stage: Stage) -> Officer:
    made = Officer(stage)
    for person in (SUN, LIN):
        made.room.referred(person)
    made.open()
    return made


def test_the_longest_waiting_is_in_hand_and_enter_leads_through(officer: Officer) -> None:
    assert officer.screen.one is not None
    assert officer.screen.one.number == SUN.number
    officer.keys(ENTER)
    assert officer.acts == ["referred", "taken"]
    officer.screen.choose(SUN.number)
    officer.stage.settle()
    officer.keys(ENTER, "381", ENTER, ENTER, ENTER)
    assert officer.acts == ["referred", "taken", "measured"]
    assert "38.1 ℃" in officer.words


def test_kept_and_released_by_function_keys(officer: Officer) -> None:
    officer.keys(Key.Key_F5, "302", ENTER, "24", ENTER, ENTER)
    assert officer.acts == ["referred", "kept"]
    officer.screen.choose(SUN.number)
    officer.stage.settle()
    officer.keys(Key.Key_F6, "24 h", ENTER)
    assert officer.acts == ["referred", "kept", "released"]
    assert officer.screen.one is not None
    assert officer.screen.one.number == LIN.number
    assert [view.called for view in officer.screen.released.views] == [SUN.name]


def test_no_temperature_and_no_word_are_said_and_what_was_typed_stays(officer: Officer) -> None:
    officer.keys(Key.Key_F4, "999", ENTER, ENTER, ENTER)
    assert "999" in officer.screen.forms["measure"].problem
    assert officer.screen.forms["measure"].values()["celsius"] == "999"
    officer.keys(Key.Key_Escape, Key.Key_F6, ENTER)
    assert officer.screen.forms["release"].problem
    assert officer.acts == ["referred"]


def test_arrows_turn_to_another_person_and_not_while_a_form_is_open(officer: Officer) -> None:
    officer.keys(Key.Key_Down)
    assert officer.screen.one is not None
    assert officer.screen.one.number == LIN.number
    officer.keys(Key.Key_F5, Key.Key_PageUp)
    assert officer.screen.one.number == LIN.number


def test_another_officer_was_quicker(officer: Officer) -> None:
    seen = officer.screen.one
    assert seen is not None
    officer.room.as_(SECOND)
    officer.room.medical.keep(seen, "302")
    officer.room.as_(OFFICER)
    officer.keys(Key.Key_F6, "ok", ENTER)
    assert "刚有变化" in officer.screen.forms["release"].problem
    assert officer.acts == ["referred", "kept"]


def test_whom_a_gate_sends_meanwhile_appears_and_nothing_that_is_typed_is_lost(officer: Officer) -> None:
    officer.keys(Key.Key_F6, "half")
    officer.room.referred(CHEN)
    officer.room.as_(OFFICER)
    for _ in range(5):
        officer.screen.tick()
    officer.stage.settle()
    assert len(officer.screen.waiting.views) == 3
    assert officer.screen.forms["release"].values()["word"] == "half"


def test_who_is_no_medical_officer_sees_and_decides_nothing(officer: Officer) -> None:
    officer.open(LEADER)
    officer.keys(ENTER, Key.Key_F3, Key.Key_F6)
    assert officer.acts == ["referred"]
    assert "只有校医可以处置。" in officer.words


def test_it_speaks_english(officer: Officer) -> None:
    use_language("en")
    officer.stage.settle()
    assert "Take over" in officer.words


def test_however_much_happened_the_window_fits_a_small_screen_also_with_a_form(officer: Officer) -> None:
    window = officer.stage.window
    window.resize(1366, 737)  # 768 lines with a title bar
    for _ in range(9):
        officer.keys(Key.Key_F4, "372", ENTER, ENTER, ENTER)
        officer.screen.choose(SUN.number)
        officer.stage.settle()
    officer.keys(Key.Key_F4)
    assert window.height() == 737
    assert 2 <= officer.screen.person.steps.shown < 10
    assert window.keys.geometry().bottom() < 737


def test_with_a_form_and_something_said_it_is_no_higher_than_a_small_screen(officer: Officer) -> None:
    officer.keys(Key.Key_F5)
    officer.stage.window.banner.say("x", "problem")
    officer.stage.settle()
    assert officer.stage.window.minimumSizeHint().height() <= 768
