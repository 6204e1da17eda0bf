"""The background thread: an attempt at once, when something is written, when the link is back; an end at once."""

import queue
import random
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest

from app.errors import UserError
from app.sync.client import SyncClient
from app.sync.result import Progress, SyncResult
from app.sync.state import SyncState
from app.sync.worker import SyncWorker
from tests.fakes.faulty_transport import FaultyTransport
from tests.sync.memory import NOW, Centre, MemoryLedger

PATIENCE = 10.0
FINE = SyncResult(sent=1, left=0, at=NOW)
AWAY = SyncResult(sent=0, left=7, problem="连不上", at=NOW)


class Scripted:
    """A client whose attempts end as `results` says, the last one for ever."""

    def __init__(self, *results: SyncResult) -> None:
        self.results = list(results)
        self.closed = False

    def run_once(self, stop: Callable[[], bool], progress: Callable[[Progress], None]) -> SyncResult:
        return self.results.pop(0) if len(self.results) > 1 else self.results[0]

    def close(self) -> None:
        self.closed = True


class Slowest(random.Random):
    """Every wait is as long as it may be, so that no attempt comes by itself while a test runs."""

    def uniform(self, a: float, b: float) -> float:
        return 300.0


@pytest.fixture
def states() -> "queue.Queue[SyncState]":
    return queue.Queue()


@pytest.fixture
def started(states: "queue.Queue[SyncState]") -> Iterator[Callable[[Any], SyncWorker]]:
    workers: list[SyncWorker] = []

    def start(client: Any) -> SyncWorker:
        connect = client if callable(client) else lambda: cast("SyncClient", client)
        workers.append(SyncWorker(connect, states.put, Slowest()))
        workers[-1].start()
        return workers[-1]

    yield start
    assert all(worker.stop() for worker in workers)


def test_it_begins_at_once_and_tells_how_it_went(states: Any, started: Any) -> None:
    started(Scripted(FINE))
    assert states.get(timeout=PATIENCE) == SyncState(unsent=0, last_success=NOW, next_in=300.0)


def test_a_new_record_wakes_it(states: Any, started: Any) -> None:
    worker = started(Scripted(FINE))
    states.get(timeout=PATIENCE)
    worker.wake()
    assert states.get(timeout=PATIENCE).unsent == 0


def test_while_the_centre_is_away_only_the_link_wakes_it(states: Any, started: Any) -> None:
    worker = started(Scripted(FINE, AWAY))
    states.get(timeout=PATIENCE)
    worker.wake()
    told = states.get(timeout=PATIENCE)
    assert (told.unsent, told.last_success, told.problem) == (7, NOW, "连不上")
    assert told.next_in > 0
    worker.wake()
    worker.link_up()
    worker.wake()
    assert states.get(timeout=PATIENCE).problem == "连不上"
    assert states.empty()


def test_a_fork_and_what_was_set_aside_are_told(states: Any, started: Any) -> None:
    started(Scripted(SyncResult(sent=3, left=0, quarantined=2, forked=True, at=NOW)))
    told = states.get(timeout=PATIENCE)
    assert (told.forked, told.quarantined) == (True, 2)


def test_an_unusable_centre_is_told_and_tried_again(states: Any, started: Any) -> None:
    client = Scripted(FINE)
    outcomes = iter([UserError("地址不对"), client])

    def connect() -> SyncClient:
        outcome = next(outcomes)
        if isinstance(outcome, UserError):
            raise outcome
        return cast("SyncClient", outcome)

    worker = started(connect)
    assert states.get(timeout=PATIENCE).problem == "地址不对"
    worker.link_up()
    assert states.get(timeout=PATIENCE).problem == ""
    assert worker.stop()
    assert client.closed


def test_it_stops_before_it_was_started_and_twice() -> None:
    worker = SyncWorker(lambda: cast("SyncClient", Scripted(FINE)), lambda state: None)
    assert worker.stop()
    assert worker.stop()


def test_with_a_real_centre_what_is_written_arrives(
    centre: Centre, ledger: MemoryLedger, states: Any, started: Any
) -> None:
    ledger.write(3)
    worker = started(centre.client(ledger, FaultyTransport(centre.transport)))
    assert states.get(timeout=PATIENCE).unsent == 0
    ledger.write(2)
    worker.wake()
    while len(centre.ids(ledger.station)) < len(ledger.written):
        assert states.get(timeout=PATIENCE).problem == ""
    assert centre.ids(ledger.station) == list(ledger.written)
