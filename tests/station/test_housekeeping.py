"""What a post does once a day by itself, and when it had better wait."""

from datetime import datetime, timedelta
from pathlib import Path

from app.clock import CAMPUS
from app.station.housekeeping import EVERY, Housekeeping
from app.station.local import LocalPost
from app.store.proof import checkpoint
from tests.fakes.homes import real_post
from tests.fakes.ledgers import passage

MORNING = datetime(2022, 4, 10, 8, 0, tzinfo=CAMPUS)


class Day:
    """A post whose clock the test holds, with passages of the first day."""

    def __init__(self, path: Path) -> None:
        self.now = MORNING
        self.seconds = 0.0
        self.post = real_post(path, lambda: self.now)
        self.post.ledger._clock = self.post.clock
        self.post.ledger.append_all([passage() for _ in range(100)])
        self.work = Housekeeping(self.post, lambda: self.seconds)

    def on(self, **later: float) -> int:
        """After that time, the post runs for some minutes; how many passages are forgotten by then."""
        self.now += timedelta(**later)
        for _ in range(100):
            self.seconds += EVERY
            self.work.tick()
        return sum(entry.fact.forgotten for entry in self.post.ledger.entries("passage"))


def test_a_checkpoint_is_made_once_a_day(tmp_path: Path) -> None:
    day = Day(tmp_path / "home")
    for _ in range(3):
        day.on(hours=5)
    day.on(days=1)
    assert len(checkpoint.kept(day.post.database.path)) == 2
    day.post.close()


def test_what_is_due_goes_when_its_day_has_come(tmp_path: Path) -> None:
    day = Day(tmp_path / "home")
    forgotten = [day.on(days=1) for _ in range(32)]
    assert forgotten == [0] * 30 + [100] * 2
    assert [entry.fact.operator for entry in day.post.ledger.entries("forgetting")] == ["", ""]
    day.post.close()


def test_a_clock_that_jumped_empties_nothing_before_the_next_day_agrees(tmp_path: Path) -> None:
    day = Day(tmp_path / "home")
    assert day.on() == 0
    assert day.on(days=365) == 0
    assert day.on(days=-365) == 0
    assert day.on(days=1) == 0
    assert day.on(days=60) == 0
    assert day.on(days=1) == 100
    day.post.close()


def test_it_goes_on_after_a_restart(tmp_path: Path) -> None:
    day = Day(tmp_path / "home")
    day.on(days=39)
    day.post.close()
    day.post = LocalPost.open(day.post.home, lambda: day.now)
    day.work = Housekeeping(day.post, lambda: day.seconds)
    assert day.on(days=1) == 100
    day.post.close()
