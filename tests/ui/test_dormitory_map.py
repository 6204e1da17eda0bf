"""The dormitory's map by the keyboard alone: four keys a person, each cell at once, nobody named who must not be."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.access.roles import NotPermitted
from app.dormitory.today.item import Lead
from app.station.hooks import Hooks
from app.station.medical import MedicalPost
from app.station.observation import ObservationPost
from app.station.roundbook import RoundBook
from app.store.reference.observation_rooms import ObservationRoom, ObservationRooms
from app.store.reference.places import Place, Places
from tests.fakes.building import Building, number_of
from tests.fakes.homes import PINS
from tests.shots.dormitory import MapShot, morning
from tests.shots.stage import Stage
from ui.screens.dormitory.screen import DormitoryMap
from ui.widgets.keybar import KeyBar
from ui.widgets.retell import use_language
from ui.widgets.text import Text

Key = Qt.Key
ENTER = Key.Key_Return


@pytest.fixture
def shot(stage: Stage) -> Iterator[MapShot]:
    made = MapShot(stage, floors=2, rooms=4).open()
    yield made
    made.screen._timer.stop()


def temperatures(house: Building) -> dict[str, float]:
    bodies = [entry.fact.body or {} for entry in house.post.ledger.entries("temperature")]
    return {body["person"]: body["celsius"] for body in bodies}


def values(screen: DormitoryMap) -> list[str]:
    return [view.value for view in screen.face.beds.views]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_key_is_told_on_a_small_screen(shot: MapShot, language: str) -> None:
    other = [Place(path="main/6", title="6号楼"), Place(path="main/6/A/1/101", title="101")]
    Places(shot.house.post.database).put(other)
    shot.house.places()
    shot.screen.refresh()
    shot.stage.dress(language=language)
    shot.stage.settle()
    bar, face = shot.stage.window.findChildren(KeyBar)[0], shot.screen.face
    assert shot.stage.window.width() == 1366
    assert [str(group.findChild(Text).full) for group in bar._groups if not group.isVisible()] == []
    told = " ".join([
        *(f"{hint.key}" for hint in bar.hints), face.turns.full, *(one.text() for one in face.rounds.values()),
        *(one.full for one in face.strip),
    ])  # fmt: skip
    keys = {"Backspace", "Tab", "Space", "F2", "F3", "F4", "F5", "F6", "F9", "F10", "F11", "F12", "PgUp", "PgDn"}
    assert keys <= set(re.split(r"[^A-Za-z0-9]+", told))
    assert face.turns.isVisible()
    for text in (face.building, face.turns, face.progress):
        assert text.width() >= text.sizeHint().width(), text.full


def test_a_building_in_which_nobody_lives_yet_is_there_and_empty(shot: MapShot) -> None:
    shot.house.places()
    rooms = [Place(path=f"main/7/A/{at[0]}/{at}", title=at) for at in ("101", "102", "201")]
    Places(shot.house.post.database).put([Place(path="main/7", title="7号楼"), *rooms])
    shot.screen.refresh()
    shot.stage.settle()
    assert (shot.screen.hand.page.buildings, shot.screen.hand.page.building) == (("5", "7"), "5")  # type: ignore[union-attr]
    shot.keys(Key.Key_PageDown)
    face, hand = shot.screen.face, shot.screen.hand
    assert [[one.room for one in floor.rooms] for floor in hand.floors] == [["201"], ["101", "102"]]
    assert {one.look for floor in hand.floors for one in floor.rooms} == {"away"}
    assert (face.progress.full, face.about.full) == ("这栋楼现在没有人住", "现在没有人住")
    shot.keys("3", "6", "5", ENTER, Key.Key_Space, Key.Key_F5, Key.Key_Escape, Key.Key_F8, Key.Key_Tab)
    assert temperatures(shot.house) == {}
    shot.keys(Key.Key_Right)
    assert hand.room_number == "102"
    QGuiApplication.clipboard().setText("1. 某某 36.5")
    QTest.keyClick(shot.screen, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    shot.stage.settle()
    assert "现在没有人住" in shot.stage.window.banner.sentence


def test_empty_rooms_are_for_those_to_whom_they_are_open(shot: MapShot) -> None:
    shot.house.places()
    paths = ("5/A/1/199", "5/A/2/299", "7", "7/A/1/101")
    rooms = [Place(path=f"main/{one}", title=one) for one in paths]
    Places(shot.house.post.database).put(rooms)
    shot.house.desk.add("李楼长", "building", "2468")
    shot.house.desk.opens("李楼长", ["5/2"])
    shot.house.post.sign_in("李楼长", "2468")
    page = RoundBook(shot.house.post).read()
    assert (page.buildings, page.rooms) == (("5",), ("201", "202", "203", "204", "299"))


def test_800_are_typed_with_four_keys_a_person_each_cell_shown_at_once(stage: Stage) -> None:
    made = MapShot(stage, floors=6, rooms=23).open()
    screen, keys = made.screen, 0
    wanted = {number_of(bed): 36.0 + at % 13 / 10 for at, bed in enumerate(made.house.beds[:800])}
    for number, celsius in wanted.items():
        assert screen.hand.bed == number
        room, at = screen.hand.room_number, [one.here for one in screen.face.beds.views].index(True)
        for digit in f"{celsius * 10:.0f}":
            QTest.keyClick(screen, digit)
            keys += 1
        assert values(screen)[at] == f"{celsius:.1f}"
        QTest.keyClick(screen, ENTER)  # and nothing else, not even the disk, is waited for
        keys += 1
        if screen.hand.room_number == room:
            assert values(screen)[at] == f"{celsius:.1f}"
    assert keys <= 4 * len(wanted)
    while screen.hand.waiting:
        stage.settle()
    assert temperatures(made.house) == {number: round(celsius, 1) for number, celsius in wanted.items()}
    assert screen.face.progress.full.startswith("已报 800/828 · 缺 28")
    screen._timer.stop()


def test_a_cell_is_painted_with_the_next_frame(shot: MapShot) -> None:
    shot.stage.settle()
    before = shot.screen.face.beds.painted
    QTest.keyClicks(shot.screen, "365")
    QTest.keyClick(shot.screen, ENTER)
    shot.stage.app.processEvents()
    assert shot.screen.face.beds.painted > before


class Paints(QObject):
    """Which parts of a widget were painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt)
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def test_only_the_rooms_that_changed_are_painted_again(shot: MapShot) -> None:
    boxes = {room.room: box.toAlignedRect() for box, room in shot.screen.face.map.cells()}
    paints = Paints(shot.screen.face.map)
    for _ in range(6):
        shot.keys("365", ENTER)
    assert {room for room, box in boxes.items() if paints.region.intersects(box)} == {"101", "102"}
    paints.region = QRegion()
    shot.house.write(("204-1", 36.5))
    shot.screen.refresh()
    shot.stage.settle()
    assert {room for room, box in boxes.items() if paints.region.intersects(box)} == {"204"}
    use_language("en")
    shot.stage.settle()
    assert all(paints.region.intersects(box) for box in boxes.values())


def test_what_is_no_temperature_stays_and_is_said(shot: MapShot) -> None:
    shot.keys("665", ENTER)
    assert "365" in shot.stage.window.banner.sentence
    assert (shot.screen.hand.typed, temperatures(shot.house)) == ("665", {})


def test_a_high_temperature_waits_for_its_second_and_a_mistyped_one_is_corrected(shot: MapShot) -> None:
    shot.keys("379", ENTER, Key.Key_Backtab)
    assert shot.screen.face.beds.views[0].about == "待复测，07:07 后"
    shot.keys("380", ENTER)
    assert "07:07 才到复测时间" in shot.stage.window.banner.sentence
    assert (shot.screen.hand.typed, temperatures(shot.house)) == ("380", {number_of("101-1"): 37.9})
    assert shot.screen.hints()[0].key == "F7"
    shot.keys(Key.Key_Backspace, "380", ENTER, Key.Key_F7)
    assert "101 寝两次偏高，已转校医" in shot.stage.window.banner.sentence
    assert "已转校医" in shot.screen.face.notice.full
    shot.keys("385", ENTER, Key.Key_Backtab, "365", Key.Key_F6)
    bodies = [entry.fact.body or {} for entry in shot.house.post.ledger.entries("temperature")]
    assert [bool(body.get("corrects")) for body in bodies] == [False, False, False, True]


def test_backspace_takes_a_digit_back_and_then_leads_to_the_bed_before(shot: MapShot) -> None:
    shot.keys("379", ENTER, "36", Key.Key_Backspace)
    assert shot.screen.hand.typed == "3"
    shot.keys(Key.Key_Backspace, Key.Key_Backspace)
    assert shot.screen.hand.bed == number_of("101-1")
    assert shot.screen.face.beds.views[0].about == "改正：直接输入"
    shot.keys("365", ENTER)
    (first, second) = shot.house.post.ledger.entries("temperature")
    assert (second.fact.body or {})["corrects"] == first.fact.id
    assert temperatures(shot.house) == {number_of("101-1"): 36.5}
    assert shot.screen.face.seconds.full == ""
    assert shot.screen.hand.bed == number_of("101-2")


def test_it_leads_back_over_rooms_and_before_the_disk_has_answered(shot: MapShot) -> None:
    for _ in range(6):
        QTest.keyClicks(shot.screen, "365")
        QTest.keyClick(shot.screen, ENTER)
    assert shot.screen.hand.bed == number_of("102-1")
    QTest.keyClick(shot.screen, Key.Key_Backspace)
    QTest.keyClicks(shot.screen, "366")
    QTest.keyClick(shot.screen, ENTER)
    while shot.screen.hand.waiting:
        shot.stage.settle()
    assert temperatures(shot.house)[number_of("101-6")] == 36.6
    assert len(list(shot.house.post.ledger.entries("temperature"))) == 7


def test_a_high_one_is_marked_with_a_word_while_it_is_typed(shot: MapShot) -> None:
    QTest.keyClicks(shot.screen, "372")
    assert (shot.screen.face.beds.views[0].about, shot.screen.face.beds.views[0].ink) == ("还没有报", "ink")
    QTest.keyClick(shot.screen, Key.Key_Backspace)
    QTest.keyClicks(shot.screen, "3")
    assert (shot.screen.face.beds.views[0].about, shot.screen.face.beds.views[0].ink) == ("偏高", "attention_ink")
    QTest.keyClick(shot.screen, ENTER)
    view = shot.screen.face.beds.views[0]
    assert (view.about, view.value, view.ink) == ("偏高 · 正在保存", "37.3", "attention_ink")


def test_the_timer_tells_who_is_next_and_a_key_leads_there(shot: MapShot) -> None:
    shot.keys("379", ENTER, Key.Key_Right, "381", ENTER)
    first, second = (shot.house.people[at].name for at in (0, 6))
    shot.house.now += timedelta(minutes=14, seconds=1)
    shot.screen.tick()
    assert shot.screen.face.seconds.full == f"101 {first}：0:59 后复测\n102 {second}：0:59 后复测"
    shot.keys(Key.Key_F8)
    assert shot.screen.hand.bed == number_of("101-1")
    shot.keys("366", Key.Key_F7)
    shot.house.now += timedelta(minutes=1)
    shot.screen.tick()
    assert shot.stage.window.banner.sentence == "102 寝到复测时间了，按 F8。"
    shot.keys(Key.Key_F8, "382", ENTER, Key.Key_F8)
    assert [one.number for one in MedicalPost(shot.house.post).worklist()] == [number_of("102-1")]
    assert shot.stage.window.banner.sentence == "现在没有人待复测。"


def test_the_thermometer_s_number_stands_in_the_bed_until_it_is_taken_or_refused(shot: MapShot) -> None:
    shot.screen.hear(36.44)
    assert (shot.screen.face.beds.views[0].value, shot.screen.face.beds.views[0].about) == ("36.4", "测温仪 额温")
    shot.keys(Key.Key_Backspace)
    assert (shot.screen.hand.bed, shot.screen.hand.typed) == (number_of("101-1"), "")
    shot.screen.hear(31.2)
    assert "31.2" in shot.stage.window.banner.sentence
    shot.screen.hear(36.4)
    shot.screen.hear(36.6)  # measured again: the last one counts
    shot.keys(ENTER)
    (entry,) = shot.house.post.ledger.entries("temperature")
    body = entry.fact.body or {}
    assert (body["celsius"], body["site"], body["source"]) == (36.6, "forehead", "thermometer")
    shot.screen.hear(36.4)
    shot.keys("371", ENTER)  # or somebody types another
    assert temperatures(shot.house)[number_of("101-2")] == 37.1


def test_readings_come_to_the_map_while_it_is_in_front_and_to_the_lane_otherwise(stage: Stage) -> None:
    hooks = Hooks()
    made = MapShot(stage, floors=1, rooms=1, hooks=hooks).open()
    assert [take(36.5) for take in hooks.reading] == [True]
    stage.settle()
    assert made.screen.hand.typed == "36.5"
    made.screen.hide()
    assert [take(36.5) for take in hooks.reading] == [False]
    made.screen._timer.stop()


def test_a_number_typed_over_a_normal_one_corrects_it(shot: MapShot) -> None:
    shot.keys("365", ENTER, Key.Key_Backtab, "366", ENTER)
    assert temperatures(shot.house) == {number_of("101-1"): 36.6}
    assert shot.screen.face.progress.full.startswith("已报 1/48")


def test_the_room_head_s_word_stores_no_temperature(shot: MapShot) -> None:
    shot.keys("365", ENTER, Key.Key_Space)
    (said,) = shot.house.post.ledger.entries("statement")
    assert [one["person"] for one in (said.fact.body or {})["people"]] == [number_of(f"101-{n}") for n in range(2, 7)]
    assert len(temperatures(shot.house)) == 1
    assert shot.screen.face.progress.full.startswith("已报 6/48")


def test_arrows_lead_from_room_to_room_and_stop_at_the_walls(shot: MapShot) -> None:
    shot.keys(Key.Key_Right, Key.Key_Up, Key.Key_Up)
    assert shot.screen.hand.room_number == "202"
    shot.keys(Key.Key_Left, Key.Key_Left, Key.Key_Down, Key.Key_Down)
    assert shot.screen.hand.room_number == "101"


def test_the_privacy_screen_hides_names_and_keeps_the_map(stage: Stage) -> None:
    made = morning(stage)
    names = {view.name for view in made.screen.face.beds.views}
    floors = made.screen.hand.floors
    made.keys(Key.Key_F12)
    assert {view.name for view in made.screen.face.beds.views} == {"···"}
    assert not any(name in made.screen.face.notice.full for name in names)
    made.keys(Key.Key_F5)
    words = [made.screen.face.missing.item(at).text() for at in range(made.screen.face.missing.count())]
    assert words
    assert not any(name in word or "1000" in word for name in names for word in words)
    assert made.screen.hand.floors == floors
    made.screen._timer.stop()


def test_who_is_missing_is_always_on_the_screen_with_whom_to_call(stage: Stage) -> None:
    made = morning(stage)
    lines = [text.full for text in made.screen.face.strip]
    assert lines[0] == "缺 208 人，47 间。F5 看全部。"
    assert lines[1].startswith(
        "316  冯思宁、林晓彤  →  寝室长 林晓彤 10000000001 · 辅导员 王老师 10000000009 · 楼长 刘师傅"
    )
    assert [one[:3] for one in lines[2:]] == ["401", "406"]
    made.keys(Key.Key_F12)
    assert [text.full for text in made.screen.face.strip][1] == "316  2 人"
    made.screen._timer.stop()


def test_who_is_missing_stands_with_whom_to_call_and_enter_leads_to_the_bed(stage: Stage) -> None:
    made = morning(stage)
    made.keys(Key.Key_F5)
    first = made.screen.face.missing.item(0).text()
    whom = ("本人", "寝室长 林晓彤", "辅导员 王老师 10000000009", "楼长 刘师傅")
    assert all(word in first for word in whom)
    made.keys(Key.Key_Down, ENTER)
    assert (made.screen.hand.room_number, made.screen.face.listing) == ("105", False)
    made.screen._timer.stop()


def test_zones_and_leave_are_seen_on_the_map(stage: Stage) -> None:
    made = morning(stage)
    zones = {room.room: room.zone for floor in made.screen.hand.floors for room in floor.rooms if room.zone}
    assert zones["208"] == "sealed"
    assert {room[0] for room, zone in zones.items() if zone == "controlled"} == {"3"}
    assert [view.about for view in made.screen.face.beds.views][4] == "请假"
    made.screen._timer.stop()


def test_a_head_of_building_opens_what_was_named_and_nothing_else(stage: Stage) -> None:
    made = MapShot(stage, floors=2, rooms=4)
    house = made.house
    house.post.accounts.add("刘师傅", "building", "2468")
    made.open()
    assert made.screen.hand.floors
    house.post.sign_in("刘师傅", "2468")
    made.screen.opened()
    assert (made.screen.hand.floors, made.screen.face.beds.views) == ((), ())
    stage.settle()
    assert "没有指定给您" in stage.window.banner.sentence
    with pytest.raises(NotPermitted):
        house.book.measured(number_of("101-1"), 36.5)
    house.post.sign_in("何老师", PINS["何老师"])
    house.desk.opens("刘师傅", ["5/2"])
    house.post.sign_in("刘师傅", "2468")
    made.screen.refresh()
    stage.settle()
    assert [floor.name for floor in made.screen.hand.floors] == ["2"]
    made.screen._timer.stop()


def test_keys_lead_to_the_night_check_and_to_what_disagrees_of_the_building(shot: MapShot) -> None:
    leads: list[Lead] = []
    shot.screen.wanted.connect(leads.append)
    shot.keys(Key.Key_F10, Key.Key_F11)
    assert leads == [Lead("night", "5"), Lead("verify", "5")]
    assert ("F10 F11", "查寝、待核实") in [(hint.key, hint.does) for hint in shot.screen.hints()]


def test_rooms_of_observation_stand_on_the_map_also_where_nobody_lives(shot: MapShot) -> None:
    house = shot.house
    rooms = [("5/104", 2, "留观 104"), ("5/209", 1, "留观 209"), ("6/101", 3, "留观 6")]
    ObservationRooms(house.post.database).put(
        [ObservationRoom(code=code, title=title, capacity=many) for code, many, title in rooms]
    )
    ObservationPost(house.post).place(number_of("101-1"), "contact", "5/104")
    ObservationPost(house.post).place(number_of("102-1"), "arrival", home=True)
    shot.screen.refresh()
    shot.stage.settle()
    found = {one.room: one.observed for floor in shot.screen.hand.floors for one in floor.rooms if one.observed}
    assert {room: (one.people, one.capacity) for room, one in found.items()} == {
        "102": (1, 0), "104": (1, 2), "209": (0, 1),
    }  # fmt: skip
    shot.screen._do(lambda: shot.screen.hand.choose("209"))
    assert "留观房：0/1 人，空着" in shot.screen.face.about.full
    shot.keys("365", Key.Key_Space, Key.Key_Tab, Key.Key_Left, Key.Key_Right)
    assert shot.screen.hand.room_number == "209"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_keys_that_lead_elsewhere_are_on_the_bar_of_a_small_screen(shot: MapShot, language: str) -> None:
    shot.stage.window.resize(1366, 768)
    use_language(language)
    shot.stage.settle()
    words = [group.findChildren(Text)[0].full for group in shot.stage.window.keys._groups if group.isVisible()]
    assert "F10 F11" in words


def test_it_opens_on_the_round_that_is_on_whatever_was_looked_at_before(shot: MapShot) -> None:
    shot.stage.window.open("dormitory", Lead("dormitory", "5", "morning"))
    shot.stage.settle()
    shot.house.now = shot.house.now.replace(hour=20, minute=30)
    shot.stage.window.open("dormitory")
    shot.stage.settle()
    shot.keys("365", ENTER)
    (entry,) = shot.house.post.ledger.entries("temperature")
    assert (entry.fact.body or {})["round"] == "evening"
