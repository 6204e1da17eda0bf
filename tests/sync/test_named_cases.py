"""The cases that have a name: each leaves every record at the centre once, and the right word at the post."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.sync import aside
from app.sync.standing import COMPARE_EVERY
from tests.store import versions
from tests.sync.world import POISON, START, Campus, Post, bond

BODY: dict[str, Any] = {"person": "20220001", "celsius": 36.5}


@pytest.fixture
def campus(tmp_path: Path) -> Iterator[Campus]:
    made = Campus(tmp_path)
    yield made
    made.close()


def arrived(campus: Campus, *posts: Post) -> bool:
    """Whether the centre has what these posts hold, each record once."""
    held = set().union(*(post.holds() for post in posts))
    return sorted(campus.centre.ids(posts[0].ledger.station)) == sorted(held)


def sent(post: Post) -> None:
    result = post.attempt()
    assert result is not None
    assert result.done, result.problem


# Cloned and restored stations


@pytest.mark.parametrize("mark", ["this machine", "another machine"])
def test_a_cloned_disk(campus: Campus, mark: str) -> None:
    post = campus.post()
    post.write(*[BODY] * 3)
    sent(post)
    post.write(BODY)
    twin = campus.clone(post, mark)
    post.write(BODY)
    twin.write(BODY, BODY)
    sent(post)
    result = twin.attempt()
    assert result is not None
    assert (result.left, result.problem) == (0, "")
    assert result.forked == (mark == "this machine"), "a machine that knows it is another one does not even try"
    for _ in range(2):
        post.write(BODY)
        twin.write(BODY)
        sent(post)
        sent(twin)
    assert arrived(campus, post, twin)


def test_five_machines_set_up_from_one_image(campus: Campus) -> None:
    posts = [campus.post()]
    posts += [campus.clone(posts[0]) for _ in range(4)]
    for post in posts:
        post.join(posts[-1].bond)  # type: ignore[arg-type]
        post.write(*[BODY] * 3)
    for post in posts * 2:
        sent(post)
    assert arrived(campus, *posts)


def test_an_old_backup_of_the_station(campus: Campus) -> None:
    post = campus.post()
    post.write(*[BODY] * 3)
    sent(post)
    backup = campus.copy(post)
    post.write(*[BODY] * 4)
    sent(post)
    lost_disk = post.holds()
    again = campus.post(backup)
    again.write(BODY)
    sent(again)
    assert sorted(campus.centre.ids(post.ledger.station)) == sorted(lost_disk | again.holds())


# Restored centres


@pytest.mark.parametrize("more", [0, 2])
def test_a_restored_centre_gets_again_what_it_lost(campus: Campus, more: int, tmp_path: Path) -> None:
    post = campus.post()
    post.write(*[BODY] * 3)
    sent(post)
    campus.centre.storage.snapshot(tmp_path / "backup.db")
    post.write(*[BODY] * 3)
    sent(post)
    campus.centre.storage.restore(tmp_path / "backup.db")
    post.write(*[BODY] * more)
    sent(post)
    assert arrived(campus, post)


@pytest.mark.parametrize("epoch", ["the same", "another"])
def test_a_busy_station_finds_out_what_is_gone_of_an_old_incarnation(
    campus: Campus, epoch: str, tmp_path: Path
) -> None:
    """Only what is sent can be refused: an incarnation that nothing is sent of any more has to be asked about, by the
    clock, or at once where the centre says that it is another one now."""
    post = campus.post()
    campus.centre.storage.snapshot(tmp_path / "backup.db")
    post.write(*[BODY] * 3)
    sent(post)
    post.ledger.outbox.renew()
    post.write(BODY)
    sent(post)
    campus.centre.storage.restore(tmp_path / "backup.db")
    if epoch == "another":
        campus.centre.storage.renew_epoch()
    else:
        post.write(BODY)
        sent(post)
        assert not arrived(campus, post)
        post.later = COMPARE_EVERY
    post.write(BODY)
    sent(post)
    assert arrived(campus, post)


def test_a_restored_centre_whose_gap_a_clone_has_filled(campus: Campus, tmp_path: Path) -> None:
    """What the centre lost of this station is not hidden by what a clone put in its place."""
    post = campus.post()
    post.write(*[BODY] * 20)
    sent(post)
    twin = campus.clone(post)
    campus.centre.storage.snapshot(tmp_path / "backup.db")
    post.write(*[BODY] * 9)
    sent(post)
    campus.centre.storage.restore(tmp_path / "backup.db")
    twin.write(*[BODY] * 30)
    sent(twin)
    post.write(BODY)
    result = post.attempt()
    assert result is not None
    assert (result.left, result.problem, result.forked) == (0, "", True)
    assert arrived(campus, post, twin)
    forwarded = len(post.network.requests)
    sent(post)
    sent(post)
    assert len(post.network.requests) < forwarded + 8, "it is not looked for again in every attempt"


def test_a_centre_that_is_new_gets_everything_of_every_incarnation(campus: Campus, tmp_path: Path) -> None:
    campus.centre.storage.snapshot(tmp_path / "new.db")
    post = campus.post()
    for _ in range(6):
        post.write(*[BODY] * 2)
        sent(post)
        post.ledger.outbox.renew()
    campus.centre.storage.restore(tmp_path / "new.db")
    post.join(bond(campus.centre, post.ledger.station))
    sent(post)
    assert arrived(campus, post)


# Clocks


@pytest.mark.parametrize("days", [-366, 366])
def test_a_clock_that_is_a_year_off(campus: Campus, days: int) -> None:
    post = campus.post()
    post.offset = timedelta(days=days)
    post.write(BODY)
    post.offset = timedelta()
    post.write(BODY)
    post.offset = timedelta(days=days)
    result = post.attempt()
    assert result is not None
    assert result.done
    assert result.offset == -timedelta(days=days), "how far the centre is ahead"
    assert arrived(campus, post)
    at = [datetime.fromisoformat(one["at"]) for one in campus.centre.storage.records(post.ledger.station)]
    assert at == [START + timedelta(days=days), START], "the time of the fact is the post's own"


# Upgrades


def test_an_upgraded_post_with_a_full_outbox_at_a_centre_that_is_older(campus: Campus) -> None:
    """What the centre does not know it files as it is: nothing of it is lost, refused, or sent again."""
    post = campus.post()
    post.write(*[BODY] * 700)
    post.write(*[{"height": n, "seen": [{"by": "the north post"}]} for n in range(300)], kind="drone", schema=3)
    post.write(*[{"celsius": {"value": 36.5, "site": "ear"}}] * 300, schema=9)
    result = post.attempt()
    assert result is not None
    assert (result.sent, result.quarantined, result.problem) == (1300, 0, "")
    assert arrived(campus, post)
    held = list(campus.centre.storage.records(post.ledger.station))
    assert [record["height"] for record in held if record["kind"] == "drone"] == list(range(300))
    assert held[-1]["celsius"] == {"value": 36.5, "site": "ear"}


@pytest.mark.parametrize("steps", range(1, len(versions.NAMES) + 1))
def test_a_full_outbox_of_an_older_version_is_sent_after_the_upgrade(
    campus: Campus, steps: int, tmp_path: Path
) -> None:
    versions.make(tmp_path / "old.db", steps)
    post = campus.post(tmp_path / "old.db")
    unsent = post.ledger.unsent_count()
    assert unsent
    sent(post)
    assert arrived(campus, post)


# Poison


def test_one_poison_in_a_thousand(campus: Campus) -> None:
    post = campus.post()
    post.write(*[BODY] * 617)
    (poison,) = post.write(POISON)
    post.write(*[BODY] * 382)
    result = post.attempt()
    assert result is not None
    assert (result.sent, result.left, result.quarantined, result.problem) == (1000, 0, 1, "")
    assert arrived(campus, post), "the poison too: it lies in the centre's quarantine"
    (mark,) = post.ledger.outbox.quarantined()
    assert (mark.entry.fact.id, mark.reason) == (poison, "centre: body")
    assert len(post.network.requests) < 6


def test_a_record_that_is_too_large_for_any_request_stays_here_and_is_named(campus: Campus) -> None:
    post = campus.post()
    post.write(*[BODY] * 20)
    (large,) = post.write({**BODY, "note": "x" * 17_000_000})
    post.write(*[BODY] * 20)
    result = post.attempt()
    assert result is not None
    assert (result.left, result.quarantined, result.problem) == (0, 1, "")
    assert post.holds() - set(campus.centre.ids(post.ledger.station)) == {large} == aside.held_back(post.ledger.outbox)


def test_poison_that_a_fork_moved_lies_in_quarantine_once(campus: Campus) -> None:
    post = campus.post()
    twin = campus.clone(post)
    post.write(POISON)
    twin.write(BODY)
    post.network.choose = lambda: "lost after"
    post.attempt()
    post.network.choose = lambda: "none"
    post.ledger.outbox.renew()
    for one in (post, twin, post, twin):
        sent(one)
    assert arrived(campus, post, twin)
    assert [mark.reason for mark in post.ledger.outbox.quarantined()] == ["centre: body"], "and both sides know"


# Replays


def test_eight_replays_of_one_batch_at_the_same_time(campus: Campus) -> None:
    post = campus.post()
    post.write(*[BODY] * 200)
    post.network.choose = lambda: "held up"
    post.attempt()
    request = post.network.held[0]

    def replay(_: int) -> dict[str, object]:
        with httpx.Client(transport=campus.centre.transport) as client:
            answer = client.request("POST", request.url, content=request.content, headers=request.headers)
        told: dict[str, object] = answer.json()
        return told

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(replay, range(8)))
    assert sorted(str(answer["stored"]) for answer in answers) == ["0"] * 7 + ["200"]
    post.network.choose = lambda: "none"
    sent(post)
    assert arrived(campus, post)


# Full disks


def test_a_full_disk_at_the_centre(campus: Campus) -> None:
    post = campus.post()
    post.write(*[BODY] * 20)
    campus.centre.storage.full = True
    result = post.attempt()
    assert result is not None
    assert (result.sent, result.left) == (0, 20)
    assert "503" in result.problem
    campus.centre.storage.full = False
    sent(post)
    assert arrived(campus, post)


def test_a_full_disk_at_the_post(campus: Campus) -> None:
    """The centre takes everything, and the post cannot note it: it says so, and sends it again later."""
    post = campus.post()
    post.write(*[BODY] * 20)
    post.fill_disk()
    result = post.attempt()
    assert result is not None
    assert (result.sent, result.left) == (0, 20)
    assert "磁盘已满" in result.problem
    post.free_disk()
    sent(post)
    assert arrived(campus, post)
