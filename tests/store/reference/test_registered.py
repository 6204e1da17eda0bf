"""Vehicles, places and appointments: found by what a guard has in hand."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clock import campus_day
from app.policy.evidence import Approval
from app.store.reference.approvals import Approvals, number_of
from app.store.reference.places import Head, Place, Places, around
from app.store.reference.vehicles import Vehicle, Vehicles
from tests.fakes.ledgers import START, database

HOUR = timedelta(hours=1)


@pytest.fixture
def opened(tmp_path):
    with database(tmp_path) as one:
        yield one


def test_a_vehicle_is_found_by_its_plate_however_it_is_typed(opened):
    vehicles = Vehicles(opened)
    truck = Vehicle(plate="吉A·D12345", owner="长春粮油公司", kind="supplier", phone="0431000000", until=START + HOUR)
    vehicles.put([truck, Vehicle(plate="吉A00001", owner="车队", kind="official")])
    assert [vehicles.of(text) for text in ("吉AD12345", "吉a·d 12345")] == [truck, truck]
    assert (truck.allowed(START), truck.allowed(START + HOUR)) == (True, False)
    assert vehicles.of("吉A00001").allowed(START + timedelta(days=9999))
    vehicles.remove("吉a·d12345")
    assert (vehicles.of("吉AD12345"), len(vehicles.all())) == (None, 1)


def test_who_answers_for_a_room_also_where_only_the_building_says_so(opened):
    places = Places(opened)
    room, dean = Head("王一", "13800000003"), Head("孙院长", "13800000002")
    places.put([
        Place(path="main/5/A/3/316", title="316 寝", heads={"room": room}),
        Place(path="main", title="主校区", heads={"principal": Head("李校长", "13800000001"), "dean": Head("旧")}),
        Place(path="main/5", title="5 号楼", heads={"dean": dean}),
        Place(path="main/10", title="10 号楼"),
    ])  # fmt: skip
    assert places.heads("main/5/A/3/316") == {"room": room, "dean": dean, "principal": Head("李校长", "13800000001")}
    assert places.heads("main/9/A") == places.of("main").heads
    assert [one.path for one in places.all()] == ["main", "main/10", "main/5", "main/5/A/3/316"]
    assert (places.of("main/5").above, places.of("main/5").depth, places.of("main").above) == ("main", 2, "")


@given(st.lists(st.text("ab1", min_size=1), min_size=1, max_size=6))
def test_around_a_place_is_everything_it_lies_in_and_nothing_else(codes):
    assert list(around("/".join(codes))) == ["/".join(codes[:n]) for n in range(len(codes), 0, -1)]


def test_the_visits_of_a_day_are_those_that_touch_it(opened):
    approvals, day = Approvals(opened), campus_day(START)
    morning = Approval("visit", START, START + HOUR, host="何老师", purpose="设备检修", visitor="赵工")
    long = Approval("visit", START - timedelta(days=3), START + timedelta(days=3), visitor="周工")
    approvals.grant(number_of("13800 000009"), morning)
    approvals.grant(number_of("22020019800101001x"), long)
    approvals.grant("1", Approval("leave", START, START + HOUR))
    assert [(one.number, one.approval) for one in approvals.visits(day)] == [
        ("22020019800101001X", long), ("13800000009", morning),
    ]  # fmt: skip
    assert [one.approval for one in approvals.visits(day + timedelta(days=1))] == [long]
    assert approvals.of("13800000009") == (morning,)
