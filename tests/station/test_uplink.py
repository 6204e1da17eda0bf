"""What the post is told of its line to the centre: each thing once, and in words."""

import errno
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import UserError
from app.station.station import Station
from app.store.reference import templates
from app.store.reference.sections import Reference
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


def publish_template(station: Station, text: str = "name = 'x'") -> Path:
    """As if the download had just put it into use; where it is to be laid out."""
    Reference(station.post.database).put(templates.SECTION, "school", text)
    return station.post.home.pages / "centre-school.toml"


def test_templates_that_cannot_be_laid_out_hide_no_change(
    station: Station, told: list[UserError], monkeypatch: pytest.MonkeyPatch
) -> None:
    refreshed: list[str] = []
    station.hooks.level.append(refreshed.append)
    publish_template(station)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(templates, "replace", full)
    station._uplink.changed(3)
    assert refreshed == ["routine"]
    assert ["页面模板没有写入" in str(error) and "磁盘已满" in str(error) for error in told] == [True]


def test_a_template_that_was_spoiled_is_made_anew(station: Station, told: list[UserError]) -> None:
    path = publish_template(station)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\xff\xfe")
    station._uplink.changed(1)
    assert (path.read_text(encoding="utf-8"), told) == ("name = 'x'", [])


def test_what_another_program_took_over_is_laid_out_at_the_start(station: Station) -> None:
    path = publish_template(station)
    station.begin_sync()
    assert path.exists()


class Waiting:
    """A worker that waits for its next attempt."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def link_up(self) -> None:
        self.told.append("link up")

    def stop(self) -> None:
        self.told.append("stop")


def test_an_attempt_at_once_is_the_workers_next(station: Station) -> None:
    worker = Waiting()
    station._uplink._worker = worker  # type: ignore[assignment]
    station.sync_now()
    assert worker.told == ["link up"]


def test_a_post_alone_has_nobody_to_ask(station: Station, told: list[UserError]) -> None:
    station.sync_now()
    assert (station._uplink._worker, told) == (None, [])
