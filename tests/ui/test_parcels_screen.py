"""The parcels' screen by the keyboard alone, on a real post."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.fakes.homes import fill_disk
from tests.fakes.mailroom import CHEN, LIN, OTHER, YUNDA
from tests.shots.parcels import ParcelsShot
from tests.shots.stage import Stage
from ui.widgets.retell import use_language

Key = Qt.Key
ENTER = Key.Key_Return


class Hands(ParcelsShot):
    """On its keyboard. pressed: how many keys so far."""

    pressed = 0

    def keys(self, *typed: str | Key) -> None:
        """Words are typed where the cursor is, keys pressed; each is answered before the next."""
        for one in typed:
            if isinstance(one, str):
                QTest.keyClicks(focus(), one)
            else:
                QTest.keyClick(focus(), one)
            self.pressed += len(one) if isinstance(one, str) else 1
            self.stage.settle()

    def gun(self, text: str) -> None:
        """A scanner gun: as fast as it can, with Enter behind it."""
        QTest.keyClicks(focus(), text)
        QTest.keyClick(focus(), ENTER)
        self.stage.settle()

    @property
    def words(self) -> str:
        return "\n".join(label.text() for label in self.stage.window.findChildren(QLabel) if label.isVisible())

    @property
    def here(self) -> list[str]:
        return [one.parcel.waybill for one in self.room.parcels.present()]


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def hands(stage: Stage) -> Hands:
    made = Hands(stage)
    made.room.ready(LIN.number, "SF1")
    made.room.ready("林小童 4321", "SF2")
    made.room.ready(CHEN.number, "SF3")
    made.open()
    return made


def test_a_queue_goes_by_a_scan_and_one_key_each(hands: Hands) -> None:
    hands.room.as_("何老师")
    hands.room.post.begin_issuing()
    codes = [hands.room.post.issue_code(number) for number in (LIN.number, CHEN.number)]
    hands.room.as_("周明")
    for code, many in zip(codes, (2, 1), strict=True):
        hands.gun(code)
        assert f"可领 {many} 件" in hands.words
        assert "校园码已核验" in hands.words
        hands.keys(ENTER)
    assert (hands.here, hands.pressed) == ([], 2)
    assert "领走 1 件" in hands.stage.window.banner.sentence


def test_whoever_is_scanned_next_takes_the_place_of_whoever_went_without(hands: Hands) -> None:
    hands.gun(LIN.number)
    hands.gun(CHEN.number)
    hands.keys(ENTER)
    assert sorted(hands.here) == ["SF1", "SF2"]


def test_whoever_is_scanned_while_the_one_before_is_written_loses_no_letter(hands: Hands) -> None:
    hands.gun(LIN.number)
    QTest.keyClick(focus(), ENTER)
    QTest.keyClicks(focus(), CHEN.number[:4])
    hands.stage.settle()
    assert hands.screen.line.text() == CHEN.number[:4]
    QTest.keyClicks(focus(), CHEN.number[4:])
    hands.keys(ENTER)
    assert hands.here == ["SF3"]
    assert "可领 1 件" in hands.words
    hands.keys(ENTER)
    assert hands.here == []


def test_thirty_from_a_courier_take_five_keys_each(hands: Hands) -> None:
    hands.keys(Key.Key_F2)
    form = hands.screen.forms["arrive"]
    form.fill(courier=YUNDA, shelf="B-1")
    form.turn_to("waybill")
    before = hands.pressed
    for at in range(30):
        hands.gun(f"YD{at:06}")
        hands.keys("7788", ENTER)
    assert (hands.pressed - before) / 30 == 5
    came = [one.parcel for one in hands.room.parcels.present() if one.parcel.courier == YUNDA]
    assert len(came) == 30
    assert {(one.shelf, one.phone_tail) for one in came} == {("B-1", "7788")}


def test_a_gun_that_fires_twice_is_told_and_goes_on(hands: Hands) -> None:
    hands.keys(Key.Key_F2)
    hands.gun("SF1")
    hands.keys(ENTER)
    assert "已经登记过" in hands.screen.forms["arrive"].problem
    assert hands.here.count("SF1") == 1
    hands.keys(Key.Key_Escape)
    assert hands.screen.moment == "list"


def test_a_batch_is_disinfected_waits_and_is_put_out(hands: Hands) -> None:
    hands.room.parcels.arrive(YUNDA, "YD1", OTHER.number)
    hands.screen.opened()
    hands.stage.settle()
    hands.keys(Key.Key_F3, ENTER, ENTER, ENTER)
    assert "1 件已开始消毒计时" in hands.stage.window.banner.sentence
    hands.gun(OTHER.number)
    assert "现在没有可领的" in hands.words
    hands.keys(ENTER)
    assert "消毒还差" in hands.stage.window.banner.sentence
    assert "YD1" in hands.here
    hands.room.later(minutes=3)
    hands.keys(Key.Key_Escape)
    hands.screen._again()
    hands.stage.settle()
    hands.keys(Key.Key_F4, ENTER)
    assert {one.parcel.phase for one in hands.room.parcels.present()} == {"out"}


def test_two_of_one_name_are_chosen_with_the_arrows(hands: Hands) -> None:
    hands.room.ready("陈立", "SF4")
    hands.gun("chenli")
    assert hands.screen.moment == "people"
    hands.keys(Key.Key_Down, ENTER, ENTER)
    assert sorted(hands.here) == ["SF1", "SF2", "SF3"]


def test_only_one_and_for_somebody_else(hands: Hands) -> None:
    hands.gun(LIN.number)
    hands.keys(Key.Key_Down, Key.Key_F5)
    assert sorted(hands.here) == ["SF1", "SF3"]
    hands.gun("SF1")
    hands.keys(Key.Key_F6, "He Jia", ENTER)
    assert hands.here == ["SF3"]
    assert {one.by_name for one in hands.room.parcels.day()} == {LIN.name, "He Jia", ""}


@pytest.mark.parametrize(
    ("keys", "phase"), [((Key.Key_F8, "nobody", ENTER), "returned"), ((Key.Key_F12, "slip", ENTER), "struck")]
)
def test_the_one_in_hand_goes_back_or_is_struck(hands: Hands, keys: tuple[str | Key, ...], phase: str) -> None:
    hands.keys(Key.Key_Down, *keys)
    assert [one.phase for one in hands.room.parcels.day() if one.waybill == "SF2"] == [phase]


def test_a_count_and_what_was_not_taken_in(hands: Hands) -> None:
    hands.keys(Key.Key_F7)
    hands.screen.forms["count"].fill(courier=YUNDA)
    hands.screen.forms["count"].turn_to("count")
    hands.keys("12", ENTER)
    assert len(hands.here) == 15
    hands.keys(Key.Key_F9)
    hands.screen.forms["turn-away"].fill(courier=YUNDA, count="x", reason="满了")
    hands.screen.forms["turn-away"].turn_to("reason")
    hands.keys(ENTER)
    assert "请填数字" in hands.screen.forms["turn-away"].problem
    hands.screen.forms["turn-away"].fill(count="3")
    hands.keys(ENTER)
    assert "没有接收的 3 件已登记" in hands.stage.window.banner.sentence


def test_nobody_of_that_name_and_a_form_with_nothing_to_do(hands: Hands) -> None:
    hands.gun("nobody")
    assert "没有与“nobody”相符的快递" in hands.stage.window.banner.sentence
    hands.keys(Key.Key_F3)
    assert "没有要处理的" in hands.stage.window.banner.sentence
    hands.keys(Key.Key_F6)
    assert "先查收件人" in hands.stage.window.banner.sentence


def test_what_lies_too_long_stands_alone_on_a_key(hands: Hands) -> None:
    hands.room.later(hours=49)
    hands.room.ready(CHEN.number, "SF9")
    hands.screen.opened()
    hands.stage.settle()
    hands.keys(Key.Key_F11)
    assert hands.screen.lying.rowCount() == 3
    hands.keys(Key.Key_F11)
    assert hands.screen.lying.rowCount() == 4


def test_another_window_was_quicker(hands: Hands) -> None:
    hands.gun(LIN.number)
    hands.room.parcels.hand_out(hands.room.parcels.look(LIN.number)[0])
    hands.keys(ENTER)
    assert "刚被领走" in hands.stage.window.banner.sentence


def test_on_a_full_disk_it_says_that_nothing_was_written(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    hands.gun(LIN.number)
    with monkeypatch.context() as full:
        fill_disk(full)
        hands.keys(ENTER)
        assert "磁盘已满" in hands.stage.window.banner.sentence
    assert len(hands.here) == 3


def test_it_speaks_english_and_the_keys_change_with_the_moment(hands: Hands) -> None:
    caps: Callable[[], list[object]] = lambda: [one.key for one in hands.screen.hints()]  # noqa: E731
    before = caps()
    hands.gun(LIN.number)
    assert caps() != before
    use_language("en")
    hands.stage.settle()
    assert "2 to hand out: Enter" in hands.words


def test_names_are_whole_only_while_their_owner_stands_there(hands: Hands) -> None:
    def names() -> set[str]:
        items = (hands.screen.lying.item(at, 0) for at in range(hands.screen.lying.rowCount()))
        return {item.text() for item in items if item}

    assert names() == {"林* · 4321", "陈* · 7788"}
    hands.gun(LIN.number)
    assert names() == {"林小童 · 4321"}


def test_a_label_scanned_twice_is_said_and_the_next_one_takes_its_place(hands: Hands) -> None:
    hands.keys(Key.Key_F2)
    hands.gun("SF77")
    hands.keys("4321", ENTER)
    hands.gun("SF77")
    hands.keys("4321", ENTER)
    assert "请扫下一件的面单" in hands.words
    hands.gun("SF78")
    hands.keys(ENTER)
    assert {"SF77", "SF78"} <= set(hands.here)
