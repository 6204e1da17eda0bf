"""Moves and leaves hold from their own times: whatever their order, nobody lives in two rooms or loses a day."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.clock import CAMPUS
from app.dormitory.moving import absences, changes, moved, present
from app.dormitory.resident import Absence, Resident
from app.records.registry import kind
from app.store.fact import Entry, Fact

START = datetime(2022, 4, 1, tzinfo=CAMPUS)
LIN = Resident(number="1", name="林", building="5", room="316", place="5/316")


def entry(n: int, act: str, hours: float, **more: Any) -> Entry:
    """A change that holds so many hours after the first of April."""
    since = START + timedelta(hours=hours)
    body = kind("residence").body(kind("residence").read({"person": "1", "act": act, "since": since, **more}))
    fact = Fact(id=f"{n:04}", kind="residence", schema=1, at=since, entered_at=since, mono=0, boot="", operator="楼长",
                post="", body=body)  # fmt: skip
    return Entry(fact=fact, station="s", incarnation="i", seq=n, fact_hash=b"", chain_hash=b"")


def room_at(stays: list[Resident], hours: float) -> str:
    found = present(stays, START + timedelta(hours=hours))
    assert len(found) <= 1
    return found[0].place if found else ""


any_change = st.tuples(
    st.sampled_from(["moved", "left"]), st.integers(0, 200), st.sampled_from(["5-401", "6-101-2", "5-316", "A-302"])
)


@given(st.lists(any_change, max_size=8), st.randoms())
def test_at_any_moment_everybody_lives_in_one_room_or_none(found: list[tuple[str, int, str]], chance: Any) -> None:
    entries = [entry(n, act, at, was="5-316", to=to if act == "moved" else "") for n, (act, at, to) in enumerate(found)]
    stays = moved([LIN], changes(entries)).residents
    shuffled = list(entries)
    chance.shuffle(shuffled)
    assert moved([LIN], changes(shuffled)).residents == stays
    last = found[max(range(len(found)), key=lambda n: (found[n][1], n))] if found else None
    for hours in range(-1, 201, 7):
        room_at(stays, hours)
    if last is None:
        assert stays == [LIN]
    elif last[0] == "left":
        assert not present(stays, START + timedelta(hours=201))
    else:
        assert present(stays, START + timedelta(hours=201))


def test_a_move_holds_from_its_time_and_not_before() -> None:
    stays = moved([LIN], changes([entry(1, "moved", 10, was="5-316", to="6-101-2")])).residents
    assert [room_at(stays, hours) for hours in (9.9, 10, 300)] == ["5/316", "6/101", "6/101"]
    assert stays[1].bed == "2"


def test_the_list_of_people_may_know_of_the_move_already() -> None:
    listed = Resident(number="1", name="林", building="6", room="101", place="6/101")
    found = moved([listed], changes([entry(1, "moved", 10, was="5-316", to="6-101")]))
    assert [room_at(found.residents, hours) for hours in (9, 11)] == ["5/316", "6/101"]
    assert found.differing == []


def test_a_third_room_on_the_list_of_people_is_the_newer_word_and_is_listed() -> None:
    listed = Resident(number="1", name="林", building="7", room="201", place="7/201")
    found = moved([listed], changes([entry(1, "moved", 10, was="5-316", to="6-101")]))
    assert room_at(found.residents, 11) == "7/201"
    assert [(one.room, change.said.to) for one, change in found.differing] == [("201", "6-101")]


def test_the_room_of_a_withdrawn_move_is_nobodys() -> None:
    entries = [
        entry(1, "moved", 10, was="5-316", to="6-101"), entry(2, "moved", 20, was="6-101", to="6-102"),
        entry(3, "withdrawn", 10, withdraws="0001"),
    ]  # fmt: skip
    stays = moved([LIN], changes(entries)).residents
    assert [room_at(stays, hours) for hours in (5, 15, 25)] == ["5/316", "5/316", "6/102"]


def test_somebody_without_a_room_has_one_from_the_move_on() -> None:
    nowhere = Resident(number="1", name="林")
    stays = moved([nowhere], changes([entry(1, "moved", 10, to="6-101")])).residents
    assert [room_at(stays, hours) for hours in (9, 11)] == ["", "6/101"]
    assert moved([nowhere], []).residents == []


@given(
    st.lists(st.tuples(st.integers(0, 100), st.integers(1, 50)), max_size=5), st.lists(st.integers(0, 150), max_size=4)
)
def test_whoever_is_back_is_no_longer_on_leave(leaves: list[tuple[int, int]], backs: list[int]) -> None:
    entries = [entry(n, "leave", at, until=START + timedelta(hours=at + long)) for n, (at, long) in enumerate(leaves)]
    entries += [entry(100 + n, "back", at) for n, at in enumerate(backs)]
    found = absences(changes(entries))
    for hours in range(0, 160, 3):
        moment = START + timedelta(hours=hours)
        expected = any(at <= hours < at + long and not any(at <= one <= hours for one in backs) for at, long in leaves)
        assert any(one.covers(moment) for one in found) == expected


def test_a_leave_that_was_approved_ends_with_the_return_too() -> None:
    granted = Absence(number="1", since=START, until=START + timedelta(hours=48))
    (one,) = absences(changes([entry(1, "back", 20)]), [granted])
    assert one.until == START + timedelta(hours=20)
