"""Observation at a real post: rooms refuse, the medical officer alone releases, what is kept appears by itself."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.roles import NotPermitted
from app.errors import UserError
from app.station.dormitory import Dormitory
from app.station.imports import Imports
from app.station.local import LocalPost
from app.station.observation import ObservationPost
from app.station.observationrooms import put, remove
from tests.fakes.building import number_of
from tests.fakes.homes import ADMINISTRATOR, GUARD, PINS, actions
from tests.fakes.observed import FEMALE, HEAD, MALE, OFFICER, PIN, Observed

HE, XU = "103-1", "103-2"


@pytest.fixture
def seen(tmp_path: Path) -> Iterator[Observed]:
    made = Observed(tmp_path)
    yield made
    made.close()


def names(seen: Observed) -> list[str]:
    return [one.person.name for one in seen.desk.page().people]


def test_somebody_is_observed_and_is_away_from_their_own_room(seen: Observed) -> None:
    number = number_of(HE)
    stay = seen.desk.place(number, "contact", "9-302")
    assert (stay.room, [one.stay.number for one in seen.desk.page().people]) == ("9/302", [number])
    dormitory = Dormitory(seen.post)
    (line,) = [one for one in dormitory.state(dormitory.round()).lines if one.resident.number == number]
    assert (line.status, line.away) == ("away", "observation")
    assert dormitory.report()[0].numbers(dormitory.report()[0].parts()[0]).observed == 1
    seen.desk.move(stay, home=True)
    seen.later(minutes=1)
    (line,) = [one for one in dormitory.state(dormitory.round()).lines if one.resident.number == number]
    assert line.status == "missing"


def test_a_room_that_is_full_or_of_others_says_why(seen: Observed) -> None:
    woman, man = seen.sex(HE, FEMALE), seen.sex(XU, MALE)
    with pytest.raises(UserError, match="只住另一性别"):
        seen.desk.place(man, "contact", "9/301")
    seen.desk.place(woman, "contact", "9/302")
    with pytest.raises(UserError, match="异性"):
        seen.desk.place(man, "contact", "9/302")
    seen.desk.place(man, "contact", "9 号楼 303")
    with pytest.raises(UserError, match="住满"):
        seen.desk.place(number_of("104-1"), "contact", "9/303")
    with pytest.raises(UserError, match="没有“9/999”"):
        seen.desk.place(number_of("104-1"), "contact", "9/999")
    assert len(names(seen)) == 2


def test_the_medical_officer_alone_releases_and_the_record_says_what_was_not_met(seen: Observed) -> None:
    stay = seen.desk.place(number_of(HE), "contact", "9/302")
    with pytest.raises(NotPermitted):
        seen.desk.release(stay, "可以")
    seen.as_(OFFICER)
    seen.later(days=3)
    seen.desk.release(stay, "核酸阴性，无不适")
    assert names(seen) == []
    newest = next(iter(seen.post.ledger.entries("observation-step", newest_first=True, limit=1)))
    assert (newest.fact.body or {})["unmet"] == ["days", "test", "calm"]
    assert [one.stay.word for one in seen.desk.page().released] == ["核酸阴性，无不适"]


def test_whom_the_medical_duty_room_keeps_appears_and_goes_with_either_release(seen: Observed) -> None:
    number = number_of(HE)
    who = {"person": number, "name": "何雪"}
    seen.post.register("medical-step", {**who, "act": "referred", "reasons": ["fever"]})
    seen.later(minutes=5)
    seen.post.register("medical-step", {**who, "act": "kept", "where": "9 号楼 302"})
    (one,) = seen.desk.page().people
    assert (one.stay.room, one.stay.cause, one.title) == ("9/302", "fever", "9 号楼 302")
    seen.as_(OFFICER)
    seen.later(minutes=5)
    seen.desk.release(one.stay, "复测正常")
    patient = seen.post.patients.of(number)
    assert patient is not None
    assert (patient.phase, patient.word) == ("released", "复测正常")
    assert names(seen) == []


def test_kept_without_a_room_gets_one_and_stays_on_the_medical_list(seen: Observed) -> None:
    number = number_of(HE)
    seen.post.register("medical-step", {"person": number, "name": "何雪", "act": "kept", "where": "值班室里间"})
    assert seen.desk.page().people[0].watched.due[0].what == "room"
    seen.later(minutes=5)
    seen.desk.place(number, "fever", "9/302")
    patient = seen.post.patients.of(number)
    assert patient is not None
    assert patient.held
    seen.as_(OFFICER)
    seen.later(minutes=5)
    seen.medical.release(patient, "可以")
    assert names(seen) == []


def test_two_who_act_at_once_do_not_undo_each_other(seen: Observed) -> None:
    stay = seen.desk.place(number_of(HE), "contact", "9/302")
    other = LocalPost.open(seen.post.home, lambda: seen.house.now)
    try:
        other.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
        seen.later(minutes=1)
        there = ObservationPost(other)
        there.move(there.page().people[0].stay, "9/301")
    finally:
        other.close()
    with pytest.raises(UserError, match="刚有变化"):
        seen.desk.help(stay, seen.helper.number)
    assert seen.desk.page().people[0].stay.room == "9/301"


def test_a_temperature_is_the_same_record_as_in_a_round_and_a_correction_counts(seen: Observed) -> None:
    number = number_of(HE)
    seen.desk.place(number, "contact", "9/302")
    seen.later(minutes=1)
    entry = seen.desk.measure(number, 38.2)
    assert seen.desk.page().people[0].watched.due[0].what == "high"
    raw = {"person": number, "celsius": 36.2, "site": "armpit", "corrects": entry.fact.id, "why": "写错了"}
    seen.post.enter("temperature", raw)
    (one,) = seen.desk.page().people
    assert [reading.celsius for reading in one.watched.readings] == [36.2]


def test_temperatures_before_the_screen_was_opened_and_over_days_are_there(seen: Observed) -> None:
    seen.desk.place(number_of(HE), "contact", "9/302")
    for _ in range(6):
        seen.later(hours=12)
        seen.measured(HE, 36.4)
        assert len(seen.desk.page().people[0].watched.readings) == len(
            ObservationPost(seen.post).page().people[0].watched.readings
        )
    assert len(seen.desk.page().people[0].watched.readings) == 6


def test_who_may_see_and_do_what(seen: Observed) -> None:
    number = number_of(HE)
    stay = seen.desk.place(number, "contact", "9/302")
    seen.tested(HE, "positive")
    assert "positive" in [one.code for one in seen.desk.page().people[0].watched.conditions]
    seen.as_(HEAD)
    (one,) = seen.desk.page().people
    assert one.watched.tests == ()
    assert "positive" not in [each.code for each in one.watched.conditions]
    assert "*" in one.person.phone
    seen.post.sign_in(GUARD, PINS[GUARD])
    for act in (seen.desk.page, seen.desk.opened, lambda: seen.desk.move(stay, "9/301"), seen.desk.on_map):
        with pytest.raises(NotPermitted):
            act()
    seen.post.accounts.add("别的老师", "counsellor", PIN)
    seen.as_("别的老师")
    assert seen.desk.page().people == []


def test_rooms_are_imported_set_and_taken_back(seen: Observed, tmp_path: Path) -> None:
    table = tmp_path / "rooms.csv"
    table.write_text("房间,名称,床位数,性别,用途\n9-401,健康房 1,3,女,密接\n9-402,,0,,\n", encoding="utf-8")
    look = Imports(seen.post).look("observation-rooms", table)
    assert [one.field for one in look.columns] == ["door", "title", "capacity", "sex", "cause"]
    tried = Imports(seen.post).take("observation-rooms", table, tried=True)
    assert (tried.added, sorted(one.room.code for one in seen.desk.page().rooms)) == (1, ["9/301", "9/302", "9/303"])
    result = Imports(seen.post).take("observation-rooms", table)
    assert [(one.row, "床位数" in one.reason) for one in result.refused] == [(3, True)]
    put(seen.post, "9号楼403", 2)
    remove(seen.post, "9/301")
    rooms = {one.room.code: one.room for one in seen.desk.page().rooms}
    assert sorted(rooms) == ["9/302", "9/303", "9/401", "9/403"]
    assert (rooms["9/401"].sex, rooms["9/401"].cause, rooms["9/401"].capacity) == ("female", "contact", 3)
    assert {"observation room", "observation room removed", "import"} <= {one for one, _, _ in actions(seen.post)}


def test_looking_at_the_list_is_recorded(seen: Observed) -> None:
    seen.desk.opened()
    assert actions(seen.post)[-1][0] == "observation list"


def test_an_observation_that_began_before_is_entered_with_its_time(seen: Observed) -> None:
    since = seen.house.now - timedelta(days=2)
    seen.desk.place(number_of(HE), "arrival", home=True, since=since)
    assert seen.desk.page().people[0].watched.day == 3
    with pytest.raises(UserError, match="已在留观"):
        seen.desk.place(number_of(HE), "arrival", home=True)
