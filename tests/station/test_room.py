"""A full disk: the post goes on in the room that was set aside, and says so."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import UserError
from app.station.local import LocalPost
from app.station.room import AGAIN, FIRST, Room
from app.store.faults import DiskFull
from app.store.ledger import Ledger
from app.store.reserve import Reserve
from tests.fakes.homes import GUARD, PINS, actions, real_post

SMALL = 2**20


class Disk:
    """Takes records only while no reserve lies on it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        append = Ledger.append_all

        def full(ledger: Ledger, *drafts: object) -> object:
            if self.reserve.there:
                raise DiskFull("磁盘已满。")
            return append(ledger, *drafts)  # type: ignore[arg-type]

        monkeypatch.setattr(Ledger, "append_all", full)

    def holds(self, reserve: Reserve) -> None:
        self.reserve = reserve
        assert reserve.set_aside()


@pytest.fixture
def post(tmp_path: Path) -> Iterator[LocalPost]:
    opened = real_post(tmp_path / "home")
    opened.reserve = Reserve(opened.database.path, SMALL)
    yield opened
    opened.close()


def test_a_record_for_which_there_is_no_room_goes_into_the_reserve(
    post: LocalPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    disk.holds(post.reserve)
    post.sign_in(GUARD, PINS[GUARD])
    assert actions(post) == [("sign-in", "guard", GUARD)]
    assert not post.reserve.there


def test_without_a_reserve_it_is_said_as_before(post: LocalPost, monkeypatch: pytest.MonkeyPatch) -> None:
    Disk(monkeypatch).holds(post.reserve)

    def full(*_: object) -> None:
        raise DiskFull("磁盘已满。")

    monkeypatch.setattr(Ledger, "append_all", full)
    with pytest.raises(DiskFull):
        post.sign_in(GUARD, PINS[GUARD])


def test_the_guard_is_told_once_that_it_is_used(tmp_path: Path) -> None:
    reserve, told = Reserve(tmp_path / "station.db", SMALL), list[UserError]()
    reserve.set_aside()
    room = Room(reserve, told.append, lambda: 0.0)
    room.tick()
    assert not told
    reserve.give_up()
    for _ in range(3):
        room.tick()
    assert len(told) == 1
    assert "预留" in str(told[0])
    assert not reserve.there


def test_it_is_taken_after_the_start_and_again_when_there_is_room_again(tmp_path: Path) -> None:
    now = [0.0]
    reserve = Reserve(tmp_path / "station.db", SMALL)
    room = Room(reserve, lambda _: None, lambda: now[0])
    for wait, there in ((0, False), (FIRST, True), (AGAIN, True)):
        now[0] += wait
        room.tick()
        room.stop()
        assert reserve.there == there
    reserve.give_up()
    for wait, there in ((1, False), (AGAIN, True)):
        now[0] += wait
        room.tick()
        room.stop()
        assert reserve.there == there


def test_who_did_not_see_it_is_told_again_while_there_is_no_room(tmp_path: Path) -> None:
    now, told = [0.0], list[str]()
    reserve = Reserve(tmp_path / "station.db", 2**60)  # more than any disk has
    room = Room(reserve, lambda error: told.append(str(error)), lambda: now[0])
    for wait, times in ((0, 0), (FIRST, 0), (1, 1), (1, 1), (AGAIN, 1), (1, 2)):
        now[0] += wait
        room.tick()
        room.stop()
        assert len(told) == times, wait
    assert "腾出空间" in told[0]


def test_it_never_fills_the_disk_itself(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / "station.db", 2**60)
    assert not reserve.set_aside()
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_meanwhile_keeps_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert not Reserve(tmp_path / "station.db", SMALL).set_aside()
    assert list(tmp_path.iterdir()) == []
