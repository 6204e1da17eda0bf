"""What the post is told of its line to the centre: each thing once, and in words."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import UserError
from app.station.station import Station
from app.sync.state import SyncState
from tests.fakes.homes import actions, real_post


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    post = real_post(tmp_path / "home")
    yield Station(post)
    post.close()


@pytest.fixture
def told(station: Station) -> list[UserError]:
    heard: list[UserError] = []
    station.hooks.problem.append(heard.append)
    return heard


def heard(station: Station, *states: SyncState) -> None:
    for state in states:
        station._uplink.heard(state)


def test_every_state_is_passed_on(station: Station) -> None:
    seen: list[SyncState] = []
    station.hooks.sync.append(seen.append)
    state = SyncState(1500, sending=True, seconds_left=12.0)
    heard(station, state)
    assert seen == [state]


def test_a_fork_is_told_and_recorded_once(station: Station, told: list[UserError]) -> None:
    heard(station, SyncState(3, forked=True), SyncState(3, forked=True), SyncState(0), SyncState(0, forked=True))
    assert ["另一份记录" in str(error) for error in told] == [True, True]
    assert [action for action, *_ in actions(station.post)].count("fork") == 2


def test_records_set_aside_are_told(station: Station, told: list[UserError]) -> None:
    heard(station, SyncState(0, quarantined=2))
    assert "有 2 条记录" in str(told[0])


@pytest.mark.parametrize("offset", [timedelta(days=366), timedelta(minutes=-3)])
def test_a_wrong_clock_is_told_once_until_it_was_right(
    station: Station, told: list[UserError], offset: timedelta
) -> None:
    wrong, right = SyncState(0, offset=offset), SyncState(0, offset=timedelta(seconds=90))
    heard(station, wrong, wrong, right, wrong)
    assert ["时钟" in str(error) for error in told] == [True, True]


def test_good_news_disturbs_nobody(station: Station, told: list[UserError]) -> None:
    heard(
        station, SyncState(700, sending=True), SyncState(0, offset=timedelta(seconds=1)), SyncState(0, problem="连不上")
    )
    assert told == []
