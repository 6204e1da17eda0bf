"""Life in danger: recorded at once with nothing asked, at every level; why is written afterwards, and both stay."""

import pytest

from app.errors import WrongUse
from app.lane.lane import Lane
from app.policy.level import levels
from app.station.overrides import explain, overrides
from tests.fakes.administered import LIN, Administered


@pytest.fixture
def made(tmp_path):
    made = Administered(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("level", list(levels()))
def test_it_overrides_every_level_and_is_a_record_of_its_own(made, level):
    made.post.set_level(level, "通知")
    views = []
    lane = Lane(made.post, lambda: made.now, on_view=views.append)
    lane.identify(LIN.number)
    lane.override("")
    assert views[-1].overridden
    (one,) = overrides(made.post)
    assert (one.name, one.direction, one.cause) == (LIN.name, "in", "")


def test_also_of_somebody_whom_nobody_knows(made):
    Lane(made.post, lambda: made.now).override("")
    assert [one.name for one in overrides(made.post)] == [""]


def test_why_is_written_afterwards_and_the_first_record_stays(made):
    lane = Lane(made.post, lambda: made.now)
    lane.identify(LIN.number)
    lane.override("")
    (before,) = overrides(made.post)
    made.later(hours=2)
    explain(made.post, before.id, "突发疾病，120 已到")
    (after,) = overrides(made.post)
    assert (after.cause, after.at, after.name) == ("突发疾病，120 已到", before.at, LIN.name)
    kept = [entry.fact.body["cause"] for entry in made.post.ledger.entries("override")]
    assert kept == ["", "突发疾病，120 已到"]
    with pytest.raises(WrongUse):
        explain(made.post, after.id, " ")
