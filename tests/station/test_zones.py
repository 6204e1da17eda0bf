"""Zones of a post: set, lifted and kept as a history; and rooms, nicknames and charges in its reference."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.roles import NotPermitted
from app.errors import UserError, WrongUse
from app.station.dormitory import Dormitory
from app.station.imports import Imports
from app.station.placing import matched
from app.station.zones import ZoneDesk
from app.store.reference.nicknames import Nicknames
from app.store.reference.places import Place, Places
from app.store.reference.rooms import covered, rooms_of
from tests.fakes.building import Building, number_of
from tests.fakes.homes import GUARD, PINS, actions

HOUR = timedelta(hours=1)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Building]:
    made = Building(tmp_path, floors=2, rooms=3)
    yield made
    made.close()


def zones_of(house: Building) -> dict[str, str]:
    return {line.resident.room: line.zone for line in house.book.read().state.lines if line.zone}


def test_a_zone_holds_from_its_time_until_it_is_lifted_and_stays_in_the_history(house: Building) -> None:
    desk = ZoneDesk(house.post)
    one = desk.add("5/2", "controlled", "通知", since=house.now + HOUR)
    assert zones_of(house) == {}
    house.now += HOUR
    assert zones_of(house) == dict.fromkeys(("201", "202", "203"), "controlled")
    desk.lift(one.id, "核酸全阴")
    assert (zones_of(house), desk.all()) == ({}, [])
    (kept,) = desk.all(ended=True)
    assert (kept.who, kept.why, kept.lifted_why) == ("何老师", "通知", "核酸全阴")
    assert [name for name, *_ in actions(house.post)][-2:] == ["zone", "zone lifted"]


def test_lifting_in_the_middle_of_a_round_loses_nobody_and_doubles_nobody(house: Building) -> None:
    everybody = sorted(one.number for one in house.people)
    desk = ZoneDesk(house.post)
    house.book.read()
    seen = []
    for act in (lambda: desk.add("5/2", "sealed", "通知"), lambda: desk.lift(desk.all()[0].id, "解除")):
        act()
        house.book.measured(number_of("201-1"), 36.5)
        seen.append(sorted(line.resident.number for line in house.book.read().state.lines))
    assert seen == [everybody, everybody]


def test_the_level_in_force_knows_the_zones(house: Building) -> None:
    before = house.post.level().version
    ZoneDesk(house.post).add("5-201", "sealed", "通知")
    level = house.post.level()
    assert level.version != before
    assert [level.lists.zone(one, house.now) for one in house.people if one.place.endswith("01-1")] == ["", "sealed"]


@pytest.mark.parametrize(
    ("place", "why"), [("9", "通知"), ("5/7", "通知"), ("行政楼", "通知"), ("", "通知"), ("5", " ")]
)
def test_what_covers_nobody_or_has_no_reason_is_refused(house: Building, place: str, why: str) -> None:
    with pytest.raises((UserError, WrongUse)):
        ZoneDesk(house.post).add(place, "sealed", why)
    assert ZoneDesk(house.post).all() == []


def test_an_end_before_the_beginning_is_refused(house: Building) -> None:
    with pytest.raises(WrongUse):
        ZoneDesk(house.post).add("5", "sealed", "通知", until=house.now)


def test_a_guard_sets_no_zone(house: Building) -> None:
    house.post.sign_in(GUARD, PINS[GUARD])
    with pytest.raises(NotPermitted):
        ZoneDesk(house.post).add("5", "sealed", "通知")


def test_the_roster_s_rooms_are_found_among_the_places_and_what_is_not_is_listed(house: Building) -> None:
    house.places()
    Places(house.post.database).put([Place(path="main/5/A/9/901", title="901")])
    Places(house.post.database)._reference.remove("place", "main/5/A/1/103")
    found = Dormitory(house.post).placed()
    assert (found.unknown, found.empty) == (["5/103"], ["main/5/A/9/901"])
    assert {one.place for one in found.residents if one.room == "201"} == {"main/5/A/2/201"}


def test_an_area_covers_its_rooms_and_a_building_is_known_by_its_title_too() -> None:
    places = [
        Place(path="main", title="本部"), Place(path="main/jing", title="12号楼"),
        Place(path="main/jing/A/3/301", title="301"), Place(path="main/jing/B/3/310", title="310"),
    ]  # fmt: skip
    rooms = rooms_of(places)
    assert rooms == {"12/301": "main/jing/A/3/301", "12/310": "main/jing/B/3/310"}
    assert covered("main/jing/A", rooms) == ("12/301",)
    assert covered("main/jing", rooms) == ("12/301", "12/310")
    assert (covered("12/3", rooms), covered("main/x", rooms)) == (("12/3",), ())


def test_a_nickname_once_settled_is_read_and_goes_with_its_person(house: Building) -> None:
    dormitory, number = Dormitory(house.post), number_of("201-1")
    assert dormitory.read("小太阳 36.5").problems
    dormitory.learn("小太阳", number)
    assert list(dormitory.read("小太阳 36.5").last) == [number]
    Nicknames(house.post.database).forget(number)
    assert dormitory.read("小太阳 36.5").problems


def test_places_are_imported_from_a_table_and_what_does_not_match_is_told(house: Building, tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    rows = ["编码,名称,寝室长,寝室长电话", "main,本部,,", "main/5,5号楼,,", "main/5/A,东区,,", "main/5/A/2,2层,,"]
    rows += ["main/5/A/2/201,201,林晓彤,10000000001", "main/5/A/2/299,299,,", "other/7,7号楼,,"]
    table.write_text("\n".join(rows), encoding="utf-8")
    result, found = Imports(house.post).take("places", table), matched(house.post)
    assert ([one.row for one in result.refused], result.added) == ([8], 6)
    assert result.notes[-1] == "名单上 5 间不在表中，1 间没有住人，1 人没有写明房间。"
    assert found.placed.unknown == ["5/101", "5/102", "5/103", "5/202", "5/203"]
    assert (found.placed.empty, [one.number for one in found.homeless]) == (["main/5/A/2/299"], ["T1"])
    house.post.sign_in(GUARD, PINS[GUARD])
    with pytest.raises(NotPermitted):
        Imports(house.post).take("places", table)
