"""What users of other systems reported, so that ours never do. Each of the thirteen has its test here; the names are
their complaints."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from app.policy.person import Person
from app.station.local import LocalPost
from app.station.setaside import send_again, set_aside
from app.store.copies.restore import restore
from app.store.database import Database, connect
from app.store.ledger import Ledger
from app.store.reference.people import People
from app.sync.client import SyncClient
from app.sync.schedule import SHORTEST
from tests.fakes.faulty_transport import FAULTS, Answer, FaultyTransport
from tests.fakes.homes import GUARD, LEADER, PINS, real_post
from tests.fakes.ledgers import KEY
from tests.policy.people import NOW, at_level, complete
from tests.store import versions
from tests.sync.test_named_cases import BODY, arrived, sent
from tests.sync.world import POISON, START, Campus, Post


@pytest.fixture
def campus(tmp_path: Path) -> Iterator[Campus]:
    made = Campus(tmp_path)
    yield made
    made.close()


def on_duty(home: Path) -> LocalPost:
    """A post with a guard on duty, and one person on its list."""
    post = real_post(home)
    People(post.database).replace([Person(number=BODY["person"], name="林晓彤", kind="student")])
    post.sign_in(GUARD, PINS[GUARD])
    return post


def through(post: Post, *faults: str) -> None:
    """Of the next requests, each meets one of these; then all goes well."""
    coming = iter(faults)
    post.network.choose = lambda: next(coming, "none")


def test_duplicates_by_concurrent_replay(campus: Campus) -> None:
    post = campus.post()
    post.write(*[BODY] * 50)
    clients = [
        SyncClient(post.ledger.outbox, post.bond, FaultyTransport(campus.centre.transport), post.clock)  # type: ignore[arg-type]
        for _ in range(4)
    ]
    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(lambda client: client.run_once(), clients))
    assert post.ledger.unsent_count() == 0
    assert [result.problem for result in results] == [""] * 4
    assert arrived(campus, post)


class Answering(FaultyTransport):
    """Something on the way that answers every batch by itself."""

    def __init__(self, inner: httpx.BaseTransport, answer: Answer) -> None:
        super().__init__(inner)
        self.answer = answer

    def forward(self, request: httpx.Request) -> Answer:
        return self.answer


@pytest.mark.parametrize("status", range(400, 452))
def test_rows_dropped_on_a_4xx(campus: Campus, status: int) -> None:
    post = campus.post()
    ids = post.write(*[BODY] * 3)
    working, post.network = post.network, Answering(campus.centre.transport, (status, {}, b"no"))
    result = post.attempt()
    assert result is not None
    assert (result.sent, result.left, result.quarantined) == (0, 3, 0)
    assert result.problem
    assert {entry.fact.id for entry in post.ledger.unsent(10)} == set(ids)
    post.network, post.client = working, None
    sent(post)
    assert arrived(campus, post)


def test_one_bad_record_blocking_all(campus: Campus) -> None:
    post = campus.post()
    post.write(POISON)
    post.write(BODY)
    post.write({**BODY, "note": "x" * 17_000_000})
    post.write(BODY, POISON, BODY)
    result = post.attempt()
    assert result is not None
    assert (result.left, result.quarantined) == (0, 3)


@pytest.mark.parametrize("fault", sorted(set(FAULTS) - {"none", "twice", "old again"}))
def test_marked_synced_without_proof(campus: Campus, fault: str) -> None:
    post = campus.post()
    post.write(*[BODY] * 3)
    post.network.choose = lambda: fault
    result = post.attempt()
    assert result is not None
    assert (result.sent, result.left) == (0, 3)
    assert post.ledger.unsent_count() == 3


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_retry_timer_never_re_armed(campus: Campus, fault: str) -> None:
    post = campus.post()
    for _ in range(3):
        post.write(BODY)
        through(post, *[fault] * 20)
        post.attempt()
        assert SHORTEST <= post.schedule.delay <= 300


def test_a_tight_retry_loop(campus: Campus) -> None:
    post = campus.post()
    post.write(BODY)
    post.network.choose = lambda: "busy"
    waits = []
    for _ in range(40):
        asked = len(post.network.requests)
        post.attempt()
        assert len(post.network.requests) - asked <= 2, "one attempt asks once"
        waits.append(post.schedule.delay)
    assert min(waits) >= SHORTEST
    assert sum(waits[20:]) > 20 * 60


def test_only_the_first_batch_sent(campus: Campus) -> None:
    post = campus.post()
    post.write(*[BODY] * 1700)
    sent(post)
    assert arrived(campus, post)


def test_unsent_data_overwritten_by_a_download(tmp_path: Path) -> None:
    post = on_duty(tmp_path / "home")
    written = post.enter("temperature", BODY).fact.id
    waiting = post.unsent()
    People(post.database).replace([Person(number="2022000009", name="沈一", kind="student")])
    assert post.unsent() == waiting
    assert written in {entry.fact.id for entry in post.ledger.unsent(waiting)}
    post.close()


def test_unsent_data_overwritten_by_a_reset(campus: Campus) -> None:
    """A backup that is put back takes the place of nothing: what was there lies beside it, with all that is unsent."""
    post = campus.post()
    post.write(BODY)
    copy = campus.copy(post)
    post.write(BODY, BODY)
    post.close()
    before = restore(copy, post.path, KEY, post.mark, START)
    assert before is not None
    with Database.open(before, KEY) as kept:
        assert Ledger(kept, mark=post.mark).unsent_count() == 3
    post.open()
    sent(post)
    assert arrived(campus, post)


def test_unsent_data_overwritten_by_a_change_of_user(tmp_path: Path) -> None:
    post = on_duty(tmp_path / "home")
    post.enter("temperature", BODY)
    waiting = post.ledger.unsent(100)
    post.hand_over(LEADER, PINS[LEADER])
    post.sign_out()
    assert post.ledger.unsent(len(waiting)) == waiting
    post.close()


@pytest.mark.parametrize("steps", range(1, len(versions.NAMES)))
def test_unsent_data_overwritten_by_an_upgrade(steps: int, tmp_path: Path) -> None:
    path = tmp_path / "station.db"
    versions.make(path, steps)
    old = connect(path, KEY, 1.0)
    waiting = "SELECT l.id FROM ledger l JOIN incarnation i ON l.incarnation = i.number WHERE seq > acknowledged"
    ids = {id_ for (id_,) in old.execute(f"{waiting} AND moved IS NULL")}
    old.close()
    assert ids
    with Database.open(path, KEY) as upgraded:
        assert {entry.fact.id for entry in Ledger(upgraded, mark="this machine").unsent(100)} == ids


def test_an_edit_after_a_partial_send_refused_for_ever(campus: Campus) -> None:
    """A correction is a record of its own, whatever has become of the one it corrects."""
    post = campus.post()
    (first,) = post.write(BODY)
    through(post, "lost after")
    post.attempt()
    post.write({**BODY, "celsius": 36.9, "corrects": first, "why": "看错"})
    sent(post)
    post.write({**BODY, "celsius": 37.0, "corrects": first, "why": "又看错"})
    sent(post)
    assert arrived(campus, post)


@pytest.mark.parametrize("moment", range(1, 8))
def test_stuck_in_uploading_after_a_crash(campus: Campus, moment: int) -> None:
    """Nothing on the disk says "uploading": wherever the program dies, the next start goes on with what is unsent."""
    post = campus.post()
    post.write(*[BODY] * 5, POISON)
    left = [moment]

    def dies() -> bool:
        left[0] -= 1
        return left[0] == 0

    post.dies = dies
    post.attempt()
    post.dies = lambda: False
    post.write(BODY)
    sent(post)
    assert arrived(campus, post)


@pytest.mark.parametrize("name", ["sealed", "closed", "routine", "open"])
def test_stale_revocations_shown_green(name: str) -> None:
    """Whoever is let through by a list is not, once it is older than the level allows."""
    evidence = complete()
    assert at_level(name, replace(evidence, reference_at=NOW)).verdict == "admit"
    assert at_level(name, replace(evidence, reference_at=NOW - timedelta(days=60))).verdict == "undecided"


def test_the_scans_time_replaced_by_the_syncs_time(campus: Campus) -> None:
    post = campus.post()
    post.write(BODY)
    post.offset = timedelta(days=3)
    sent(post)
    (record,) = campus.centre.storage.records(post.ledger.station)
    assert record["at"].startswith("2022-04-10T06:48:00")


def test_which_item_failed_left_unsaid(tmp_path: Path) -> None:
    post = on_duty(tmp_path / "home")
    entry = post.enter("temperature", BODY)
    post.ledger.acknowledge(entry.incarnation, entry.seq, entry.chain_hash)
    post.ledger.outbox.quarantine(entry.fact.id, "here: large", START)
    (one,) = set_aside(post)
    assert (one.id, one.kind, one.at, one.why, one.here) == (entry.fact.id, "temperature", entry.fact.at, "太大", True)
    assert not send_again(post, "nobody")
    assert send_again(post, one.id)
    assert post.unsent() == 1 + post.ledger.head().seq - entry.seq
    assert set_aside(post) == []
    post.close()
