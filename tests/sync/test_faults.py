"""The promise: what a post was shown as written is at the centre exactly once, or the station holds it and says so."""

import math
import random

import pytest

from app.sync.client import SyncClient
from app.sync.schedule import Schedule
from tests.fakes.faulty_transport import FAULTS, FaultyTransport, rolled
from tests.sync.memory import Centre, MemoryLedger

POISON = {"kind": "temperature", "body": {"person": "20220001", "celsius": "warm"}}


def attempts(centre: Centre, ledger: MemoryLedger, client: SyncClient, rng: random.Random, count: int) -> None:
    """Write and send in turn; after each attempt nothing is believed sent that is not there, and the timer is armed."""
    schedule = Schedule()
    for _ in range(count):
        ledger.write(rng.choice((0, 1, 3, 20)))
        if rng.random() < 0.2:
            ledger.write(1, **POISON)
        result = client.run_once()
        assert ledger.sent() <= set(centre.ids(ledger.station))
        assert result.left == ledger.count()
        assert result.problem or result.left == 0
        schedule = schedule.after(result, rng)
        assert 0 < schedule.delay <= 300
        assert math.isfinite(schedule.delay)


@pytest.mark.parametrize("seed", range(200))
def test_set_at_the_centre_is_the_set_written(centre: Centre, seed: int) -> None:
    rng = random.Random(seed)
    ledger = MemoryLedger(rng=random.Random(seed))
    network = FaultyTransport(centre.transport, rolled(rng, rng.choice((0.2, 0.5, 0.9))))
    client = centre.client(ledger, network)
    attempts(centre, ledger, client, rng, 6)
    network.choose = lambda: "none"
    result = client.run_once()
    assert (result.problem, result.left) == ("", 0)
    assert sorted(centre.ids(ledger.station)) == sorted(ledger.written)


@pytest.mark.parametrize("fault", sorted(set(FAULTS) - {"none", "twice", "old again"}))
def test_a_fault_alone_is_never_taken_for_a_receipt(centre: Centre, ledger: MemoryLedger, fault: str) -> None:
    ledger.write(5)
    client = centre.client(ledger, FaultyTransport(centre.transport, lambda: fault))
    result = client.run_once()
    assert result.sent == 0
    assert result.left == 5
    assert result.problem


@pytest.mark.parametrize("fault", ["twice", "old again"])
def test_what_arrives_more_than_once_is_stored_once(centre: Centre, ledger: MemoryLedger, fault: str) -> None:
    client = centre.client(ledger, FaultyTransport(centre.transport, lambda: fault))
    for _ in range(3):
        ledger.write(4)
        assert client.run_once().done
    assert sorted(centre.ids(ledger.station)) == sorted(ledger.written)
