"""The last passages: an emergency is among them, once, in its place."""

import pytest

from app.lane.lane import Lane
from app.station.overrides import explain, overrides
from app.station.recent import recent
from tests.fakes.administered import LIN, Administered


@pytest.fixture
def made(tmp_path):
    made = Administered(tmp_path)
    made.post.set_level("closed", "通知")
    yield made
    made.close()


def kinds(made, number=""):
    return [entry.fact.kind for entry in recent(made.post, 12, number)]


def test_an_emergency_is_one_of_the_last_passages(made):
    lane = Lane(made.post, lambda: made.now)
    lane.identify(LIN.number)
    lane.decide_now()
    lane.next_person()
    made.later(minutes=1)
    lane.identify(LIN.number)
    lane.override("")
    lane.next_person()
    assert kinds(made) == kinds(made, LIN.number) == ["override", "passage"]
    assert kinds(made, "20000000") == []


def test_somebody_unknown_let_through_in_an_emergency_is_too(made):
    Lane(made.post, lambda: made.now).override("")
    assert kinds(made) == ["override"]


def test_it_stays_in_its_place_when_its_cause_is_written_later(made):
    lane = Lane(made.post, lambda: made.now)
    lane.override("")
    made.later(minutes=1)
    lane.next_person()
    lane.identify(LIN.number)
    lane.decide_now()
    made.later(minutes=1)
    explain(made.post, overrides(made.post)[0].id, "突发疾病，120 已到")
    newest, older = recent(made.post, 12)
    assert (newest.fact.kind, (older.fact.body or {})["cause"]) == ("passage", "突发疾病，120 已到")
    assert len(recent(made.post, 1)) == 1
