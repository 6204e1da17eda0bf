"""Each fault of a network alone; test_schedules.py has them mixed, with all else that may happen."""

import pytest

from tests.fakes.faulty_transport import FAULTS, FaultyTransport
from tests.sync.memory import Centre, MemoryLedger


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
