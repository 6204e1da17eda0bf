"""Somebody who moved is asked for what the new room asks: at the door, at the gate, in the zone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from app.station.residences import Residences
from tests.fakes.building import Building, number_of

HE = number_of("103-1")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Building]:
    made = Building(tmp_path, 2, 4)
    yield made
    made.close()


def place(house: Building) -> str:
    person = house.post.person(HE)
    assert person is not None
    return person.place


def test_whoever_moved_lives_in_the_new_room_from_its_time_on(house: Building) -> None:
    residences, before = Residences(house.post), place(house)
    residences.move(HE, "6-101-2", house.now + timedelta(days=1))
    assert place(house) == before
    house.now += timedelta(days=1)
    assert place(house) == "6-101-2"


def test_whoever_moved_out_lives_in_no_room(house: Building) -> None:
    Residences(house.post).left(HE)
    house.now += timedelta(minutes=1)
    assert place(house) == ""


def test_a_move_that_did_not_happen_changes_nothing(house: Building) -> None:
    residences, before = Residences(house.post), place(house)
    change = residences.move(HE, "6-101")
    house.now += timedelta(minutes=1)
    assert place(house) == "6-101"
    residences.withdraw(change.id, "选错了人")
    assert place(house) == before


def test_what_the_list_of_people_says_of_a_third_room_counts(house: Building) -> None:
    Residences(house.post).move(HE, "6-101")
    house.now += timedelta(minutes=1)
    person = house.post.people.get(HE)
    assert person is not None
    house.post.people.upsert([msgspec.structs.replace(person, place="6-104-3")])
    assert place(house) == "6-104-3"
