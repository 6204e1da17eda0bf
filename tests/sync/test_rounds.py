"""The worker's scheduling under a clock that the test holds: whatever an attempt comes to, another one follows; and it
follows neither at once nor after more than five minutes."""

import random
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.store.outbox import NotOurs
from app.sync.client import SyncClient
from app.sync.result import Progress, SyncResult
from app.sync.rounds import Rounds
from app.sync.schedule import LONGEST, SHORTEST
from app.sync.state import SyncState
from app.sync.worker import NAP, SLEPT, SyncWorker
from tests.sync.memory import NOW

FINE = SyncResult(sent=1, left=0, at=NOW)
AWAY = SyncResult(sent=0, left=7, problem="连不上", at=NOW)

outcomes = st.one_of(
    st.builds(
        SyncResult, sent=st.integers(0, 5), left=st.integers(0, 5), problem=st.sampled_from(["", "连不上"]),
        paused=st.booleans(), forked=st.booleans(), at=st.just(NOW),
    ),
    st.sampled_from([NotOurs, UserError, OSError, MemoryError, KeyError]),
)  # fmt: skip
events = st.lists(st.sampled_from(["written", "link up", "nothing"]), max_size=3)


class Clock:
    """Time goes on only while somebody waits; `happens` is called in the middle of every wait."""

    def __init__(self, happens: Callable[[], None] = lambda: None) -> None:
        self.now = 0.0
        self.happens = happens

    def __call__(self) -> float:
        return self.now


class Changed(threading.Condition):
    """A condition on which nobody really waits: the clock is put forward instead. waits: how often somebody did."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(threading.RLock())
        self.clock, self.waits = clock, 0

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None, "waits without end"
        assert 0 < timeout <= LONGEST
        self.waits += 1
        self.notified = False
        self.clock.now += timeout / 2
        self.clock.happens()
        if not self.notified:
            self.clock.now += timeout / 2
        return self.notified

    def notify(self, n: int = 1) -> None:
        self.notified = True


class Scripted:
    """A client that goes through outcomes: results, and what breaks off. `at`: when each attempt was."""

    def __init__(self, script: list[Any], clock: Clock, at_end: Callable[[], None]) -> None:
        self.script, self.clock, self.at_end = iter(script), clock, at_end
        self.at: list[float] = []

    def run_once(self, stop: Callable[[], bool], progress: Callable[[Progress], None]) -> SyncResult:
        self.at.append(self.clock.now)
        outcome = next(self.script, None)
        if outcome is None:
            self.at_end()
            return FINE
        if isinstance(outcome, type):
            raise outcome("something")
        return cast("SyncResult", outcome)

    def close(self) -> None:
        pass


def go_through(
    script: list[Any], happens: list[list[str]], seed: int = 1, on_state: Callable[[SyncState], None] = lambda _: None
) -> list[float]:
    """When the attempts were, with these outcomes, and these events in the waits between them."""
    clock = Clock()
    worker = SyncWorker(
        lambda: cast("SyncClient", client), on_state, random.Random(seed), monotonic=clock, changed=Changed(clock)
    )
    client = Scripted(script, clock, lambda: worker._stopping.set())
    waiting = iter(happens)
    does = {"written": worker.wake, "link up": worker.link_up, "nothing": lambda: None}

    def happen() -> None:
        for event in next(waiting, []):
            does[event]()

    clock.happens = happen
    worker.run()
    return client.at


@given(st.lists(outcomes, min_size=1, max_size=30), st.lists(events, max_size=40), st.integers())
def test_after_every_outcome_another_attempt_follows(script: list[Any], happens: list[list[str]], seed: int) -> None:
    at = go_through(script, happens, seed)
    assert len(at) == len(script) + 1
    waits = [later - sooner for sooner, later in pairwise(at)]
    assert all(0 < wait <= LONGEST for wait in waits)


@given(st.lists(outcomes, min_size=1, max_size=30), st.integers())
def test_nobody_tries_in_a_tight_loop(script: list[Any], seed: int) -> None:
    at = go_through(script, [], seed)
    assert all(later - sooner >= SHORTEST for sooner, later in pairwise(at))


def test_records_written_while_the_centre_is_away_do_not_hammer_it() -> None:
    at = go_through([AWAY] * 12, [["written"] * 3] * 100)
    assert len(at) == 13
    assert at[-1] > 300, "the waits grow"


def test_what_breaks_off_is_told_and_logged_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    states: list[SyncState] = []
    go_through([AWAY, NotOurs, FINE], [], on_state=states.append)
    assert [state.unsent for state in states[:3]] == [7, 7, 0]
    assert "已记入日志" in states[1].problem
    assert states[1].next_in >= SHORTEST
    assert "NotOurs" in caplog.text


def test_a_listener_that_fails_does_not_end_the_upload(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: SyncState) -> None:
        raise RuntimeError("the window is gone")

    assert len(go_through([FINE, AWAY], [], on_state=broken)) == 3
    assert "the window is gone" in caplog.text


SLEEPS = [0.0, 5.0, 25.0, 100.0, 3600.0, -3600.0]
"""Seconds by which the wall clock jumps in a wait: the machine slept, or somebody set it."""


def asleep(script: list[Any], sleeps: list[float]) -> tuple[list[float], list[float], Changed]:
    """When the attempts were, by the clock that stands still in a sleep, with these jumps of the wall clock in the
    waits; when the machine woke; and what was waited on."""
    clock, wall, jumps = Clock(), [0.0], iter(sleeps)
    changed, woke = Changed(clock), []
    worker = SyncWorker(
        lambda: cast("SyncClient", client), lambda _: None, random.Random(1), monotonic=clock, changed=changed,
        wall=lambda: clock.now + wall[0],
    )  # fmt: skip
    client = Scripted(script, clock, worker._stopping.set)

    def happen() -> None:
        jump = next(jumps, 0.0)
        wall[0] += jump
        if jump >= SLEPT:
            woke.append(clock.now)

    clock.happens = happen
    worker.run()
    return client.at, woke, changed


@given(st.lists(outcomes, min_size=1, max_size=12), st.lists(st.sampled_from(SLEEPS), max_size=60))
def test_a_machine_that_slept_tries_soon_and_whatever_the_clock_says_an_attempt_follows(
    script: list[Any], sleeps: list[float]
) -> None:
    at, woke, changed = asleep(script, sleeps)
    assert len(at) == len(script) + 1
    waits = [later - sooner for sooner, later in pairwise(at)]
    assert all(0 < wait <= LONGEST for wait in waits)
    for moment in woke:
        assert any(moment <= one <= moment + NAP for one in at)
    assert changed.waits <= sum(waits) / NAP + len(script), "it wakes no more often than it has to"


def test_a_clock_that_is_set_back_changes_nothing() -> None:
    assert asleep([AWAY] * 8, [-3600.0] * 5)[0] == asleep([AWAY] * 8, [])[0]


@pytest.fixture
def told() -> list[SyncState]:
    return []


class Telling:
    """A client that tells how far it is."""

    def __init__(self, steps: list[Progress], result: SyncResult) -> None:
        self.steps, self.result = steps, result

    def run_once(self, stop: Callable[[], bool], progress: Callable[[Progress], None]) -> SyncResult:
        for step in self.steps:
            progress(step)
        return self.result

    def close(self) -> None:
        pass


def rounds(client: Any, told: list[SyncState]) -> Iterator[Rounds]:
    made = Rounds(lambda: client, told.append, random.Random(1))
    while True:
        made.attempt(lambda: False)
        yield made


def test_after_every_batch_it_is_told_how_many_are_left_and_how_long(told: list[SyncState]) -> None:
    client = Telling([Progress(1500, 30.0), Progress(1000, 20.0)], SyncResult(sent=1000, left=1000, at=NOW))
    next(rounds(client, told))
    assert [(state.unsent, state.sending, state.seconds_left) for state in told] == [
        (1500, True, 30.0), (1000, True, 20.0), (1000, True, 20.0),
    ]  # fmt: skip


def test_what_stopped_is_no_longer_sending_and_remembers_its_success(told: list[SyncState]) -> None:
    client = Telling([], SyncResult(sent=0, left=0, at=NOW, offset=timedelta(seconds=9)))
    going = rounds(client, told)
    next(going)
    client.result = AWAY
    next(going)
    last = told[-1]
    assert (last.sending, last.last_success, last.offset) == (False, NOW, timedelta(seconds=9))
