"""Green is a promise: what was printed is on the disk, whatever happens to the process the moment after."""

from pathlib import Path

from tests.fakes.killed import kill_many

KILLS = 6


def test_no_decision_that_was_printed_is_lost_by_kill_9(home: Path) -> None:
    toll = kill_many(home, KILLS, at_once=2)
    assert toll.kills == KILLS
    assert len(toll.shown) >= KILLS
    assert (toll.missing, toll.problems, toll.stuck) == (set(), (), 0)
