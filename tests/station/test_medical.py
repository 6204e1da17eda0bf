"""The medical duty room of a real post: from the lane to the worklist, and back by the officer's word alone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.roles import NotPermitted
from app.errors import UserError
from app.lane.lane import Lane
from app.records.problem import RecordProblems
from app.station.medical import MedicalPost, resting
from tests.fakes.duty_room import CHEN, LIN, OFFICER, SECOND, SUN, DutyRoom
from tests.fakes.homes import ADMINISTRATOR, GUARD, LEADER, actions


@pytest.fixture
def room(tmp_path: Path) -> Iterator[DutyRoom]:
    made = DutyRoom(tmp_path / "home")
    yield made
    made.close()


def test_whoever_is_referred_waits_with_why_and_the_longest_is_next(room: DutyRoom) -> None:
    for person in (SUN, LIN):
        room.referred(person)
    room.as_(OFFICER)
    assert [(one.name, one.reasons, one.phase) for one in room.medical.worklist()] == [
        (SUN.name, ("symptoms",), "referred"), (LIN.name, ("symptoms",), "referred"),
    ]  # fmt: skip


def test_taken_measured_kept_and_released(room: DutyRoom) -> None:
    room.referred(LIN)
    room.as_(OFFICER)
    one = room.medical.take(room.medical.worklist()[0])
    one = room.medical.measure(one, 38.1, "armpit")
    one = room.medical.keep(one, "健康监测房 302", room.now + timedelta(hours=24))
    assert (one.phase, one.taken_by, one.where) == ("kept", OFFICER, "健康监测房 302")
    room.as_(GUARD)
    assert room.comes(LIN, celsius=36.5) == "refer"
    room.as_(OFFICER)
    room.medical.release(one, "24 小时无发热")
    room.as_(GUARD)
    room.later(minutes=1)
    assert room.comes(LIN, celsius=36.5) == "admit"
    assert [each.said.act for each in room.post.patients.everybody()[0].steps] == [
        "referred", "taken", "measured", "kept", "released",
    ]  # fmt: skip


@pytest.mark.parametrize("at", ["gate", "goods", "dormitory"])
@pytest.mark.parametrize("direction", ["in", "out"])
def test_somebody_who_is_kept_passes_no_door_of_the_post(room: DutyRoom, at: str, direction: str) -> None:
    room.referred(LIN)
    door = Lane(room.post, lambda: room.now, at=at, direction=direction)  # type: ignore[arg-type]
    door.identify(LIN.number)
    newest = next(iter(room.post.ledger.entries("passage", newest_first=True, limit=1)))
    assert (newest.fact.body or {})["reasons"] == ["with-medical"]


def test_of_two_officers_at_once_one_is_told_and_nothing_is_lost(room: DutyRoom) -> None:
    room.referred(LIN)
    room.as_(OFFICER)
    seen = room.medical.worklist()[0]
    room.medical.keep(seen, "302")
    room.as_(SECOND)
    with pytest.raises(UserError, match="刚有变化"):
        MedicalPost(room.post).release(seen, "可以")
    one = room.medical.worklist()[0]
    assert (one.phase, one.taken_by) == ("kept", OFFICER)


def test_without_a_word_nobody_is_released(room: DutyRoom) -> None:
    room.referred(LIN)
    room.as_(OFFICER)
    with pytest.raises(RecordProblems):
        room.medical.release(room.medical.worklist()[0], "  ")
    assert room.medical.worklist()


def test_the_medical_officer_alone_decides_and_a_guard_does_not_even_see_why(room: DutyRoom) -> None:
    room.referred(LIN)
    seen = room.post.patients.worklist()[0]
    for name in (GUARD, LEADER, ADMINISTRATOR):
        room.as_(name)
        with pytest.raises(NotPermitted):
            room.medical.release(seen, "可以")
        with pytest.raises(NotPermitted):
            room.medical.take(seen)
    room.as_(GUARD)
    for look in (room.medical.worklist, room.medical.released, room.medical.opened):
        with pytest.raises(NotPermitted):
            look()
    assert not room.post.may_read("medical-step")
    assert "medical-step" not in {entry.fact.kind for entry in room.post.entries()}
    room.as_(LEADER)
    assert room.medical.worklist()


def test_looking_at_the_list_is_recorded(room: DutyRoom) -> None:
    room.as_(OFFICER)
    room.medical.opened()
    assert ("medical list", "", OFFICER) in actions(room.post)


def test_several_rest_and_the_guard_learns_who_and_until_when(room: DutyRoom) -> None:
    for person in (LIN, CHEN):
        assert room.comes(person, bad=None, celsius=37.7) in ("hold", "admit")
        room.later(minutes=1)
    waits = resting(room.post)
    assert [one.name for one in waits] == [LIN.name, CHEN.name]
    assert waits[0].due < waits[1].due
    assert not set(waits[0]._fields) & {"celsius", "reasons"}


def test_the_second_measurement_ends_the_rest_either_way(room: DutyRoom) -> None:
    for person in (LIN, CHEN):
        room.comes(person, celsius=37.7)
    room.later(minutes=12)
    assert room.comes(LIN, celsius=36.6) == "admit"
    assert room.comes(CHEN, celsius=37.9) == "refer"
    assert resting(room.post) == []
    assert [one.name for one in room.post.patients.worklist()] == [CHEN.name]


def test_what_another_process_writes_is_seen(room: DutyRoom, tmp_path: Path) -> None:
    """A duty room's own window on the same ledger."""
    from app.station.local import LocalPost

    room.referred(LIN)
    other = LocalPost.open(room.post.home, lambda: room.now)
    try:
        other.sign_in(OFFICER, "4444")
        there = MedicalPost(other)
        there.release(there.worklist()[0], "查看过，可以")
    finally:
        other.close()
    room.later(minutes=1)
    assert room.comes(LIN, celsius=36.4) == "admit"


def test_a_restart_loses_nobody(room: DutyRoom) -> None:
    from app.station.local import LocalPost

    room.referred(LIN)
    room.comes(CHEN, celsius=37.7)
    home = room.post.home
    room.post.close()
    room.post = LocalPost.open(home, lambda: room.now)
    assert [one.name for one in room.post.patients.worklist()] == [LIN.name]
    assert [one.name for one in resting(room.post)] == [CHEN.name]
