"""The daily backup of a running post: by itself, in its own time, and told when it does not come about."""

import errno
import os
import shutil
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.access.roles import NotPermitted
from app.clock import CAMPUS
from app.errors import UserError, WrongUse
from app.settings import Home
from app.station import backupclock
from app.station.backupclock import AGAIN, REMIND, BackupClock
from app.station.backups import Backups
from app.station.local import LocalPost
from app.store.copies.shelf import MARKER
from tests.fakes.homes import ADMINISTRATOR, GUARD, LEADER, PINS, actions, real_post
from tests.fakes.ledgers import draft

NOON = datetime(2022, 4, 10, 12, 0, tzinfo=CAMPUS)


class Day:
    """A post with a stick plugged in, both clocks in the test's hand."""

    def __init__(self, folder: Path) -> None:
        self.now, self.seconds = NOON, 0.0
        self.stick, self.pocket = folder / "stick", folder / "pocket"
        self.post = real_post(folder / "home", lambda: self.now)
        self.backups = Backups(self.post)
        self.told = list[str]()
        self.clock = BackupClock(self.backups, lambda error: self.told.append(str(error)), lambda: self.seconds)

    def keep(self, count: int = 7) -> None:
        self.post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
        self.backups.keep_in(self.stick, count)
        self.post.sign_out()

    def look(self, **later: float) -> list[str]:
        """After that time the post looks; the names of what then lies on the stick."""
        step = timedelta(**later)
        self.now += step
        self.seconds += abs(step.total_seconds())
        self.clock.look()
        return self.names()

    def names(self) -> list[str]:
        return sorted(path.name for path in self.stick.glob("*.gatepost*"))

    def unplug(self) -> None:
        self.stick.rename(self.pocket)

    def plug_in(self) -> None:
        self.pocket.rename(self.stick)


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    made = Day(tmp_path)
    yield made
    made.post.close()


def test_without_a_folder_nothing_is_made_and_nothing_is_said(day: Day) -> None:
    day.look(days=100)
    assert not day.stick.exists()
    assert day.told == []


def test_one_is_made_each_day_and_so_many_stay(day: Day) -> None:
    day.keep(3)
    assert len(day.look()) == 1
    assert len(day.look(hours=1)) == 1
    for _ in range(5):
        names = day.look(days=1)
    assert [name.split("-")[2] for name in names] == ["20220413", "20220414", "20220415"]
    assert day.told == []


def test_it_is_recorded_by_nobodys_word_and_can_be_restored(day: Day, tmp_path: Path) -> None:
    day.keep()
    day.look()
    made = [one for one in actions(day.post) if one[0] == "backup"]
    assert made == [("backup", day.names()[0], "")]


def test_a_stick_that_was_away_gets_one_at_once(day: Day) -> None:
    day.keep()
    day.look()
    day.unplug()
    assert day.look(days=1) == []
    day.plug_in()
    assert len(day.look(minutes=1)) == 2


def test_a_stick_that_is_away_is_told_after_two_days_and_once_a_day(day: Day) -> None:
    day.keep()
    day.look()
    day.unplug()
    day.look(days=2)
    assert day.told == []
    day.look(hours=1)
    assert len(day.told) == 1
    assert "2 天没有备份" in day.told[0]
    for _ in range(10):
        day.look(minutes=1)
    assert len(day.told) == 1
    day.look(days=1)
    assert len(day.told) == 2


def test_an_empty_mount_point_is_not_filled(day: Day) -> None:
    day.keep()
    (day.stick / MARKER).unlink()
    assert day.look(days=1) == []


def test_a_full_stick_keeps_what_it_has_and_is_told_once(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    day.keep(1)
    before = day.look()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        assert day.look(days=1) == before
        for _ in range(3):
            day.look(seconds=AGAIN)
    assert len(day.told) == 1
    assert "磁盘已满" in day.told[0]
    after = day.look(seconds=AGAIN)
    assert len(after) == 1
    assert after != before


def test_a_failed_try_is_not_repeated_each_minute(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    day.keep()
    tries = []

    def fail(*_: object) -> None:
        tries.append(day.seconds)
        raise UserError("不行。")

    monkeypatch.setattr("app.station.backups.backup", fail)
    for _ in range(90):
        day.look(minutes=1)
    assert len(tries) == 2
    day.unplug()
    day.look(minutes=1)
    day.plug_in()
    day.look(minutes=1)
    assert len(tries) == 3, "another stick may be better"
    day.look(seconds=REMIND)
    assert day.told == ["不行。"] * 2


def test_a_clock_that_jumps_makes_a_backup_and_loses_none_that_counts(day: Day) -> None:
    day.keep(2)
    day.look()
    day.look(days=3650)
    day.look(days=-3649)
    assert len(day.look(days=1)) == 2
    assert [name.split("-")[2] for name in day.names()] == ["20220411", "20220412"]
    assert day.told == []


def test_what_another_process_set_is_seen(day: Day) -> None:
    other = LocalPost.open(Home(day.post.home.path), lambda: day.now)
    other.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    Backups(other).keep_in(day.stick, 2)
    other.close()
    assert len(day.look()) == 1
    day.post.sign_in(LEADER, PINS[LEADER])
    day.post.change_settings(sound=False)
    assert len(day.look(days=1)) == 2, "a change of something else leaves it as it is"


def test_only_the_administrator_says_where_and_makes_one(day: Day) -> None:
    day.post.sign_in(GUARD, PINS[GUARD])
    with pytest.raises(NotPermitted):
        day.backups.keep_in(day.stick, 7)
    with pytest.raises(NotPermitted):
        day.backups.make()
    assert not day.stick.exists()


def test_what_cannot_be_is_said(day: Day) -> None:
    day.post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    with pytest.raises(WrongUse, match="--to"):
        day.backups.make()
    with pytest.raises(WrongUse):
        day.backups.keep_in(day.stick, 0)
    for inside in (day.post.home.path, day.post.home.path / "backups"):
        with pytest.raises(UserError, match="数据文件夹"):
            day.backups.keep_in(inside, 7)
    day.backups.keep_in(day.stick, 7)
    shutil.rmtree(day.stick)
    with pytest.raises(UserError, match="U盘"):
        day.backups.make()


def test_a_post_that_ends_does_not_wait_for_its_backup(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    day.keep()
    day.post.ledger.append_all([draft(n=n, text="x" * 500) for n in range(1500)])
    begun = threading.Event()
    made = day.backups.make_daily

    def make_daily(*args: object) -> Path:
        begun.set()
        return made(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(day.backups, "make_daily", make_daily)
    monkeypatch.setattr(backupclock, "FIRST", 0.0)
    day.clock.start()
    assert begun.wait(10)
    day.clock.stop()
    assert not day.clock._thread.is_alive()
    assert day.told == []
    assert not list(day.stick.glob("*.part*"))


def test_how_the_last_one_came_out_is_remembered(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    day.keep(2)
    day.post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    assert day.backups.standing().last is None
    day.look()
    sound = day.backups.standing()
    assert sound.last is not None
    assert (sound.last.at, sound.last.file, sound.last.problem) == (NOON, day.names()[0], "")
    assert sound.last.records > 0
    assert [one.name for one in sound.kept] == day.names()
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", _full)
        day.look(days=1)
    failed = day.backups.standing()
    assert failed.last is not None
    assert "磁盘已满" in failed.last.problem
    assert ".part" not in failed.last.problem
    assert [one.name for one in failed.kept] == day.names()
    day.look(seconds=AGAIN)
    day.look(days=2)
    kept = day.backups.standing().kept
    assert [one.at for one in kept] == sorted((one.at for one in kept), reverse=True)


def test_a_stick_that_is_away_has_nothing_on_it(day: Day) -> None:
    day.keep()
    day.look()
    day.unplug()
    day.post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    standing = day.backups.standing()
    assert (standing.folder, standing.there, standing.kept) == (day.stick, False, ())
    assert standing.last is not None


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
