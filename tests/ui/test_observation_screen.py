"""The observation's screen by the keyboard alone, on a real post."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.dormitory.today.item import Lead
from tests.fakes.building import number_of
from tests.fakes.observed import HEAD, OFFICER
from tests.shots.observation import ObservationShot
from tests.shots.stage import Stage
from ui.widgets.retell import use_language

Key = Qt.Key
ENTER = Key.Key_Return
HE = number_of("103-1")


class Officer(ObservationShot):
    """Hands on its keyboard."""

    def keys(self, *typed: str | Key) -> None:
        """Words are typed where the cursor is, keys pressed; each is answered before the next."""
        for one in typed:
            QTest.keyClicks(focus(), one) if isinstance(one, str) else QTest.keyClick(focus(), one)
            self.stage.settle()

    @property
    def words(self) -> str:
        return "\n".join(label.text() for label in self.screen.findChildren(QLabel) if label.isVisible())

    @property
    def stays(self) -> dict[str, str]:
        """Number → room of whoever is observed."""
        return {one.stay.number: one.stay.room for one in self.observed.desk.page().people}


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def officer(stage: Stage) -> Officer:
    made = Officer(stage)
    made.open()
    return made


def test_somebody_is_placed_by_the_keys_alone(officer: Officer) -> None:
    officer.keys(Key.Key_F2, HE, ENTER, ENTER, "9-302", ENTER, ENTER)
    assert officer.stays == {HE: "9/302"}
    assert [view.short for view in officer.screen.people.views] == ["9/302"]
    assert "刘师傅 10000000002" in officer.words  # the head of the building, to be called


def test_a_room_that_is_full_says_so_and_what_was_typed_stays(officer: Officer) -> None:
    officer.observed.desk.place(number_of("104-1"), "contact", "9/303")
    officer.keys(Key.Key_F2, HE, ENTER, ENTER, "9-303", ENTER, ENTER)
    assert "已住满" in officer.screen.forms["place"].problem
    assert officer.screen.forms["place"].values()["who"] == HE
    assert HE not in officer.stays


def test_enter_does_the_next_thing(officer: Officer) -> None:
    officer.observed.desk.place(HE, "contact", "9/302")
    officer.screen.refresh()
    officer.stage.settle()
    officer.keys(ENTER, "365", ENTER, ENTER)  # the morning's temperature is due
    assert [one.celsius for one in officer.screen.page.people[0].watched.readings] == [36.5]
    officer.keys(Key.Key_F3, officer.observed.helper.number, ENTER)
    assert officer.screen.page.people[0].stay.helper == officer.observed.helper.number
    assert "周思宁 10000000018" in officer.words


def test_home_is_typed_where_the_room_stands(officer: Officer) -> None:
    officer.observed.desk.place(HE, "contact", "9/302")
    officer.screen.refresh()
    officer.stage.settle()
    officer.keys(Key.Key_F5, "home", ENTER, ENTER)
    assert officer.stays == {HE: ""}
    assert officer.screen.page.people[0].stay.home


def test_the_medical_officer_releases_and_is_told_what_is_not_met(officer: Officer) -> None:
    officer.observed.desk.place(HE, "contact", "9/302")
    officer.screen.refresh()
    officer.stage.settle()
    officer.keys(Key.Key_F6)
    assert "只有校医可以解除留观" in officer.stage.window.banner.sentence
    officer.open(OFFICER)
    officer.keys(Key.Key_F6)
    assert "还没有满足" in officer.words
    officer.keys("ok", ENTER)
    assert officer.stays == {}
    assert [view.number for view in officer.screen.released.views] == [HE]


def test_what_the_medical_duty_room_keeps_appears_while_a_form_is_open(officer: Officer) -> None:
    officer.keys(Key.Key_F2, "half")
    officer.observed.post.register("medical-step", {"person": HE, "name": "何雪", "act": "kept", "where": "里间"})
    officer.screen.refresh()
    officer.stage.settle()
    assert [view.number for view in officer.screen.people.views] == [HE]
    assert officer.screen.forms["place"].values()["who"] == "half"
    officer.keys(Key.Key_Escape)
    officer.keys(ENTER, "9-302", ENTER, ENTER)
    assert officer.stays == {HE: "9/302"}


def test_arrows_turn_to_another_person(officer: Officer) -> None:
    for bed in ("103-1", "103-2"):
        officer.observed.desk.place(number_of(bed), "contact", home=True)
    officer.screen.refresh()
    officer.stage.settle()
    first = officer.screen.one
    officer.keys(Key.Key_Down)
    assert officer.screen.one is not None
    assert officer.screen.one != first


def test_who_may_not_arrange_is_told_so(officer: Officer) -> None:
    officer.observed.post.accounts.add("王老师", "counsellor", "4444")
    officer.open("王老师")
    officer.keys(Key.Key_F2)
    assert "您没有安排留观的权限" in officer.stage.window.banner.sentence


def test_phones_are_masked_for_whoever_may_not_see_them(officer: Officer) -> None:
    officer.observed.desk.place(HE, "contact", "9/302")
    officer.open(HEAD)
    (own,) = [line for line in officer.words.splitlines() if line.startswith("本人")]
    assert "****" in own


def test_it_speaks_english(officer: Officer) -> None:
    officer.observed.desk.place(HE, "contact", "9/302")
    officer.screen.refresh()
    officer.stage.settle()
    use_language("en")
    officer.stage.settle()
    assert "Close contact" in officer.words


def test_whomever_today_speaks_of_is_in_hand(stage: Stage) -> None:
    made = Officer(stage).some()
    made.open()
    for bed in ("103-1", "201-4"):
        stage.window.open("observation", Lead("observation", "", "measure", number_of(bed)))
        stage.settle()
        assert made.screen.one is not None
        assert made.screen.one.stay.number == number_of(bed)
