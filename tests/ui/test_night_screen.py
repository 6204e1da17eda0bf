"""The night check by the keyboard alone: ticked room by room, calls noted, closed; nobody named who must not be."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.access.roles import NotPermitted
from app.dormitory.today.item import Lead
from tests.fakes.building import number_of
from tests.fakes.homes import fill_disk
from tests.shots.night import EVENING, NightShot
from tests.shots.stage import Stage
from ui.screens.night.screen import Night

Key = Qt.Key
ENTER = Key.Key_Return


@pytest.fixture
def shot(stage: Stage) -> Iterator[NightShot]:
    made = NightShot(stage, floors=2, rooms=3)
    made.house.places()
    made.open()
    yield made
    made.screen._timer.stop()


def steps(shot: NightShot, act: str = "") -> list[dict[str, Any]]:
    bodies = [entry.fact.body or {} for entry in shot.house.post.ledger.entries("night-step")]
    return [one for one in bodies if not act or one["act"] == act]


def values(screen: Night) -> list[str]:
    return [view.value for view in screen.face.beds.views]


def listed(screen: Night) -> list[str]:
    return [screen.face.cases.item(at).text() for at in range(screen.face.cases.count())]


def test_a_building_is_ticked_with_one_key_a_room(shot: NightShot) -> None:
    shot.keys(ENTER)
    for room in ("101", "102", "103", "201", "202", "203"):
        assert shot.screen.hand.room_number == room
        shot.keys(Key.Key_Space)
    assert len(steps(shot, "in")) == 6
    assert "应查 36 · 在寝 36" in shot.screen.face.progress.full
    shot.keys(Key.Key_F9, ENTER)
    assert steps(shot)[-1]["numbers"]["present"] == 36
    assert "22:12 已结束" in shot.screen.face.progress.full


def test_nobody_waits_for_the_disk_between_two_rooms(shot: NightShot) -> None:
    from PySide6.QtTest import QTest

    shot.keys(Key.Key_F2)
    QTest.keyClick(shot.screen, Key.Key_Space)
    assert shot.screen.hand.room_number == "102"
    shot.screen.hand.choose("101")
    shot.screen._tell()
    assert values(shot.screen) == ["…"] * 6
    shot.stage.settle()
    assert values(shot.screen) == ["在"] * 6


def test_an_empty_bed_is_a_digit_and_a_mistake_is_taken_back(shot: NightShot) -> None:
    shot.keys(Key.Key_F2, Key.Key_2, Key.Key_4, Key.Key_Backspace, Key.Key_Space)
    shot.screen.hand.choose("101")
    shot.screen._tell()
    assert values(shot.screen) == ["在", "未归", "在", "在", "在", "在"]
    shot.keys(Key.Key_2)
    assert values(shot.screen)[1] == "在"
    shot.keys(Key.Key_9)
    assert [one["act"] for one in steps(shot)[-1:]] == ["in"]


def test_a_late_comer_has_a_time_and_an_impossible_one_is_asked_again(shot: NightShot) -> None:
    shot.keys(Key.Key_F2, Key.Key_1)
    shot.house.now = EVENING + timedelta(minutes=50)
    for wrong in ("9", "2205", "2359"):
        shot.keys(Key.Key_F3, wrong, ENTER)
        assert shot.screen.face.forms["late"].problem
        shot.keys(Key.Key_Escape)
    shot.keys(Key.Key_F3, "22:50", ENTER)
    assert values(shot.screen)[0] == "晚归"
    assert "22:50" in shot.screen.face.beds.views[0].about
    shot.keys(Key.Key_Tab, Key.Key_F3, ENTER)  # without a time: now
    assert shot.screen.face.beds.views[1].about.startswith("23:02")


def test_the_door_s_late_comer_appears_by_himself(shot: NightShot) -> None:
    shot.keys(Key.Key_F2, Key.Key_1)
    shot.house.now = EVENING + timedelta(minutes=40)
    shot.passes("101-1")
    shot.screen.refresh()
    shot.stage.settle()
    assert (values(shot.screen)[0], shot.screen.hand.cases()) == ("晚归", [])


def test_calls_go_down_the_order_and_the_note_settles(shot: NightShot) -> None:
    shot.keys(Key.Key_F2, Key.Key_3, Key.Key_F5)
    assert "请打给本人" in listed(shot.screen)[0]
    shot.keys(ENTER, Key.Key_Down, ENTER, "关机", ENTER)
    assert "本人" in listed(shot.screen)[0]
    assert "请打给寝室长 林晓彤 10000000001" in listed(shot.screen)[0]
    shot.keys(ENTER, ENTER, "在校医院", ENTER)
    calls = steps(shot, "called")
    assert [(one["whose"], one["answer"], one["note"]) for one in calls] == [
        ("self", "unreached", "关机"), ("room", "reached", "在校医院"),
    ]  # fmt: skip
    shot.keys(Key.Key_F8, ENTER)
    assert shot.screen.face.forms["settle"].problem
    shot.keys("陪护，王老师已确认", ENTER)
    assert (listed(shot.screen), steps(shot)[-1]["act"]) == ([], "settled")
    shot.keys(Key.Key_Escape)
    assert shot.screen.face.beds.views[2].about == "已了结：陪护，王老师已确认"


def test_a_call_needs_a_case(shot: NightShot) -> None:
    shot.keys(Key.Key_F2, Key.Key_F6)
    assert "不在未归名单" in shot.stage.window.banner.sentence
    assert not shot.screen.face.filling


def test_what_is_closed_keeps_its_cases_and_goes_on(shot: NightShot) -> None:
    shot.keys(Key.Key_F2, Key.Key_1, Key.Key_F9)
    form = shot.screen.face.forms["close"]
    assert "未归 1，未查到 35" in form._about.full
    shot.keys("停电", ENTER)
    assert len(shot.screen.hand.cases()) == 36
    shot.keys(Key.Key_F2)
    assert [one["act"] for one in steps(shot)[-1:]] == ["opened"]
    assert len(shot.screen.hand.cases()) == 1


def test_the_privacy_screen_names_nobody(shot: NightShot) -> None:
    shot.keys(Key.Key_F2, Key.Key_1, Key.Key_F12, Key.Key_F5)
    names = {one.name for one in shot.house.people}
    words = [*listed(shot.screen), *(view.name for view in shot.screen.face.beds.views)]
    assert not [name for name in names for word in words if name in word or "1000" in word]
    shot.keys(ENTER)
    assert not [name for name in names if name in shot.screen.face.forms["call"]._title.full]


def test_today_leads_to_somebody_s_bed(shot: NightShot) -> None:
    shot.keys(Key.Key_F2)
    shot.house.now += timedelta(minutes=1)
    shot.check.tick([number_of("203-4")], "absent")
    shot.stage.window.open("night", Lead("night", "5", "2022-04-10", number_of("203-4")))
    shot.stage.settle()
    assert (shot.screen.hand.room_number, shot.screen.hand.bed) == ("203", number_of("203-4"))
    assert len(listed(shot.screen)) == 1


def test_a_full_disk_leaves_the_beds_as_they_were_and_says_so(shot: NightShot, monkeypatch: pytest.MonkeyPatch) -> None:
    shot.keys(Key.Key_F2)
    fill_disk(monkeypatch)
    shot.keys(Key.Key_Space)
    assert "磁盘" in shot.stage.window.banner.sentence
    assert shot.screen.hand.pending == set()
    shot.screen.hand.choose("101")
    shot.screen._tell()
    assert values(shot.screen) == [""] * 6


def test_who_only_reads_ticks_nothing(shot: NightShot) -> None:
    shot.keys(Key.Key_F2)
    shot.house.post.accounts.add("赵校医", "medical", "4444")
    shot.house.post.sign_in("赵校医", "4444")
    before = len(steps(shot))
    acts: list[Callable[[], object]] = [shot.check.open, lambda: shot.check.tick([number_of("101-1")], "in")]
    shot.stage.window.open("night")
    shot.stage.settle()
    shot.keys(Key.Key_Space, Key.Key_1, Key.Key_F9, Key.Key_F2)
    for act in acts:
        with pytest.raises(NotPermitted):
            act()
    assert len(steps(shot)) == before
    assert "Space" not in [hint.key for hint in shot.screen.hints()]
