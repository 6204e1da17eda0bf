"""Visitors and vehicles by the keyboard alone: registered, sent to the lane, let in behind the driver, or refused."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.policy.evidence import Approval
from app.policy.person import Person
from app.store.reference.approvals import Approvals
from tests.fakes.homes import GUARD, actions
from tests.fakes.outsiders import HOST, OTHER_HOST, REGISTERED, UNKNOWN, VISITOR
from tests.shots.stage import Stage
from tests.shots.visitors import VisitorsShot
from ui.widgets.retell import use_language

Key = Qt.Key
ENTER = Key.Key_Return
PHONE = VISITOR["phone"]


class Post(VisitorsShot):
    """The screen on a real post, and hands on its keyboard. strokes: keys pressed so far."""

    strokes = 0

    def keys(self, *typed: str | Key) -> None:
        for one in typed:
            if isinstance(one, str):
                QTest.keyClicks(focus(), one)
            else:
                QTest.keyClick(focus(), one)
            self.strokes += len(one) if isinstance(one, str) else 1
            self.stage.settle()

    @property
    def banner(self) -> str:
        return self.stage.window.banner.sentence

    def bodies(self, kind: str) -> list[dict[str, object]]:
        return [dict(entry.fact.body or {}) for entry in self.yard.post.ledger.entries(kind)]

    def register(self) -> None:
        self.keys(PHONE, ENTER, "Qian Jin", ENTER, "sgd", ENTER, "repair")
        self.keys(Key.Key_F4)
        QTest.keyClick(focus(), ENTER, Qt.KeyboardModifier.ControlModifier)
        self.stage.settle()


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def post(stage: Stage) -> Post:
    made = Post(stage)
    made.open()
    return made


def test_a_visitor_is_registered_with_the_keyboard_and_sent_to_the_lane(post: Post) -> None:
    post.yard.sign_in(GUARD)
    post.register()
    (visit,) = post.bodies("visit")
    assert {name: visit[name] for name in ("phone", "name", "host", "host_name", "purpose", "outcome")} == {
        "phone": PHONE, "name": "Qian Jin", "host": HOST.number, "host_name": HOST.name, "purpose": "repair",
        "outcome": "agreed",
    }  # fmt: skip
    assert visit["confirmed_at"] == post.yard.now.isoformat()
    assert post.strokes < 40  # at a slow typist's two keys a second that is 20 s
    assert "按 F5 送到通道" in post.banner
    post.keys(Key.Key_F5)
    assert post.sent == [PHONE]
    assert post.yard.through(PHONE) == "admit"


def test_the_host_s_whole_number_is_on_the_screen_before_the_call(post: Post) -> None:
    post.yard.sign_in(GUARD)
    post.keys(PHONE, ENTER, "Qian Jin", ENTER, "sun")
    first = post.screen.visit.host_number
    assert actions(post.yard.post)[-1][0] != "details"  # nothing is shown while somebody still chooses
    post.keys(Key.Key_Down, ENTER)
    other = next(one for one in (HOST, OTHER_HOST) if one.number != first)
    assert post.screen.visit.called.full == f"{other.name}  {other.phone}"
    assert actions(post.yard.post)[-1][0] == "details"


def test_without_the_host_s_word_nobody_is_registered(post: Post) -> None:
    post.keys(PHONE, ENTER, "Qian Jin", ENTER, "sgd", ENTER, "repair")
    QTest.keyClick(focus(), ENTER, Qt.KeyboardModifier.ControlModifier)
    post.stage.settle()
    assert "请打电话问被访人" in post.screen.visit.form.problem
    assert post.bodies("visit") == []


def test_another_host_takes_the_word_of_the_first_away(post: Post) -> None:
    post.keys(PHONE, ENTER, "Qian Jin", ENTER, "sgd", Key.Key_F4)
    post.screen.visit.form.turn_to("host")
    post.keys("sy")
    assert "按 F4" in post.screen.visit.answered.full


def test_the_arrows_take_the_first_one_s_word_away_too(post: Post) -> None:
    post.keys(PHONE, ENTER, "Qian Jin", ENTER, "s", Key.Key_F4)
    assert "已电话确认" in post.screen.visit.answered.full
    post.keys(Key.Key_Down)
    assert "按 F4" in post.screen.visit.answered.full
    post.keys(ENTER, "repair")
    QTest.keyClick(focus(), ENTER, Qt.KeyboardModifier.ControlModifier)
    post.stage.settle()
    assert post.bodies("visit") == []


def test_the_arrows_choose_the_kind_of_person_in_its_line(post: Post) -> None:
    post.keys(PHONE, ENTER)
    post.screen.visit.form.turn_to("person_kind")
    post.keys(Key.Key_Down)
    assert post.screen.visit.form.values()["person_kind"] == "contractor"


@pytest.mark.parametrize(("key", "outcome"), [(Key.Key_F8, "declined"), (Key.Key_F9, "unreached")])
def test_a_host_who_does_not_agree_is_recorded_with_one_key(post: Post, key: Key, outcome: str) -> None:
    post.keys(PHONE, ENTER, "Qian Jin", ENTER, "sgd", ENTER, "repair", key)
    assert [one["outcome"] for one in post.bodies("visit")] == [outcome]
    assert "不得进校" in post.banner
    post.keys(Key.Key_F5)
    assert post.sent == []


def test_a_regular_visitor_comes_back_with_two_keys_and_the_host_s_word(post: Post) -> None:
    post.register()
    post.yard.later(days=3)
    post.screen.line.clear()
    post.keys(PHONE, ENTER)
    values = post.screen.visit.form.values()
    assert (values["name"], values["host"], values["purpose"]) == ("Qian Jin", HOST.name, "repair")
    assert HOST.phone in post.screen.visit.called.full
    post.keys(Key.Key_F4)
    QTest.keyClick(focus(), ENTER, Qt.KeyboardModifier.ControlModifier)
    post.stage.settle()
    assert len(post.bodies("visit")) == 2


def vehicle(post: Post, plate: str) -> None:
    """Letters of a province come from an input method, which a test has not."""
    post.keys(Key.Key_F3)
    post.screen.vehicle.ask.fill(plate=plate)
    post.keys(ENTER)


def test_a_vehicle_waits_for_its_driver_at_the_lane(post: Post) -> None:
    post.yard.visit(person_kind="driver")
    vehicle(post, REGISTERED)
    post.keys(PHONE, ENTER, ENTER)
    assert "司机还没有在通道放行" in post.screen.vehicle.form.problem
    post.keys(Key.Key_F5)
    assert post.sent == [PHONE]
    post.yard.through(PHONE)
    post.screen.vehicle.form.turn_to("note")
    post.keys(ENTER)
    assert [one["plate"] for one in post.bodies("vehicle-passage")] == [REGISTERED]
    assert post.banner == "吉A·12345 已放行，已登记。"
    assert post.screen.inside.rowCount() == 1


def test_the_same_plate_inside_is_pointed_out_and_the_last_driver_recalled(post: Post) -> None:
    post.some()
    vehicle(post, REGISTERED)
    assert post.screen.vehicle.way.full == "出"
    assert post.screen.vehicle.driver == "10000002299"
    post.keys(Key.Key_F9)
    assert "此车牌已在校内" in post.screen.vehicle.pointed.full
    assert "赵师傅" in post.screen.vehicle.pointed.full


def test_an_unregistered_vehicle_is_refused_with_one_key(post: Post) -> None:
    vehicle(post, UNKNOWN)
    assert "未登记备案" in post.screen.vehicle.standing.full
    assert not post.screen.vehicle.form.isVisible()
    post.keys(Key.Key_Escape)
    assert post.screen.line.hasFocus()
    vehicle(post, UNKNOWN)
    post.keys(Key.Key_F8)
    assert [(one["verdict"], one["reason"]) for one in post.bodies("vehicle-passage")] == [("refuse", "not-registered")]


def test_a_registered_vehicle_is_refused_with_a_reason(post: Post) -> None:
    vehicle(post, REGISTERED)
    post.keys(Key.Key_F8, "too high", ENTER)
    assert [(one["reason"], one["note"]) for one in post.bodies("vehicle-passage")] == [("guard", "too high")]


def test_a_plate_with_a_letter_none_has_is_mended_for_the_guard_to_confirm(post: Post) -> None:
    vehicle(post, "吉A1Z3O5")
    assert "吉A·1Z305" in post.screen.vehicle.ask.problem
    post.keys(ENTER)
    assert post.screen.vehicle.plate.full == "吉A·1Z305"


def test_a_plate_in_the_line_leads_to_its_vehicle(post: Post) -> None:
    post.screen.line.setText(REGISTERED)
    post.keys(ENTER)
    assert post.screen.page is post.screen.vehicle
    assert post.screen.vehicle.plate.full == "吉A·12345"
    post.keys(Key.Key_Escape)
    assert post.screen.line.hasFocus()


def test_a_campus_code_in_the_line_finds_whoever_it_names(post: Post) -> None:
    post.yard.post.begin_issuing()
    guest = Person(number="V0001", name="许诺", kind="visitor")
    post.yard.post.people.replace([HOST, guest])
    window = (post.yard.now, post.yard.now + timedelta(hours=1))
    Approvals(post.yard.post.database).grant("V0001", Approval("visit", *window, HOST.name, "讲座", "", "许诺"))
    post.screen.line.setText(post.yard.post.issue_code("V0001"))
    post.screen.line.textEdited.emit(post.screen.line.text())
    post.stage.settle()
    assert [one.name for one in post.screen._due.values()] == ["许诺"]
    post.keys(ENTER)
    assert post.sent == ["V0001"]


def test_enter_alone_sends_nobody_and_several_are_chosen_from(post: Post) -> None:
    post.some()
    post.screen.acts.list("")
    post.stage.settle()
    post.keys(ENTER)
    assert post.sent == []
    post.keys("100000033", ENTER)
    assert post.sent == []
    assert "有几位相符" in post.banner
    post.keys(Key.Key_Down, Key.Key_F5)
    assert post.sent == [PHONE]


def test_a_stranger_s_name_leads_to_the_form(post: Post) -> None:
    post.keys("feng", ENTER)
    assert post.screen.page is post.screen.visit
    assert post.screen.visit.form.values()["name"] == "feng"


def test_what_nobody_on_duty_may_see_is_said_and_not_shown(post: Post) -> None:
    post.yard.post.sign_out()
    post.keys("x")
    assert "请先登录" in post.banner


def test_the_screen_speaks_english_at_once(post: Post) -> None:
    post.some()
    vehicle(post, REGISTERED)
    use_language("en")
    post.stage.settle()
    assert post.screen.vehicle.way.full == "Out"
    assert all(hint.does for hint in post.screen.hints())


def test_nothing_of_the_form_is_covered_while_it_says_what_is_wrong_on_a_small_screen(post: Post) -> None:
    post.stage.window.resize(1366, 737)  # 768 lines with a title bar
    post.keys(Key.Key_F2, PHONE, ENTER, "Qian Jin", ENTER, "sgd", ENTER, "repair", ENTER, ENTER, "A1")
    QTest.keyClick(focus(), ENTER, Qt.KeyboardModifier.ControlModifier)
    post.stage.settle()
    form = post.screen.visit.form
    assert form.problem
    assert form.height() >= form.minimumSizeHint().height()


def test_the_key_that_registers_stands_on_the_key_bar(post: Post) -> None:
    post.keys(Key.Key_F2)
    assert "Ctrl+Enter" in [hint.key for hint in post.screen.hints()]


def test_a_visitor_s_number_that_can_be_none_is_confirmed_by_a_second_enter(post: Post) -> None:
    post.keys("138", ENTER, "Qian Jin", ENTER, "sgd", ENTER, "repair", Key.Key_F4)
    QTest.keyClick(focus(), ENTER, Qt.KeyboardModifier.ControlModifier)
    post.stage.settle()
    assert "“138”不像电话号码" in post.screen.visit.form.problem
    assert post.bodies("visit") == []
    post.keys(ENTER)
    (visit,) = post.bodies("visit")
    assert (visit["phone"], visit["note"]) == ("138", "“138”已由值守人员核对，照原样登记")
