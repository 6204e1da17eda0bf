"""The centre's own troubles: a full disk, a sudden death. The station keeps what has no receipt."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from app.server.api import create_app
from app.server.opening import open_storage
from app.server.storage import Storage
from app.settings import Home
from app.store.faults import DiskFull
from app.sync.client import SyncClient
from app.sync.enrol import enrol
from app.sync.protocol import Answer, Batch
from tests.fakes.faulty_transport import AsgiTransport, FaultyTransport
from tests.server.engines import Place
from tests.sync.memory import NOW, Centre, MemoryLedger

# The centre dies at the n-th batch, before or after its commit, as a power cut would have it.
PROGRAM = """
import os, signal, sys
from pathlib import Path
from app.server.run import run
from app.server.storage import Storage
from app.settings import Home

home, moment, left, url = Path(sys.argv[1]), sys.argv[2], [int(sys.argv[3])], sys.argv[4]
take = Storage.take

def dying(*batch):
    left[0] -= 1
    if left[0] == 0 and moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    answer = take(*batch)
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return answer

Storage.take = dying
run(Home(home), 0, url, ready=lambda address: print(address, flush=True))
"""


class Full(Storage):
    """A centre whose disk is full."""

    def take(self, batch: Batch, received_at: datetime) -> Answer:
        raise DiskFull("full")


def test_a_full_disk_at_the_centre_is_no_reason_to_lose_anything(
    place: Place, centre: Centre, ledger: MemoryLedger
) -> None:
    full = Full(place())
    transport = AsgiTransport(create_app(full, lambda: NOW))
    ledger.write(20)
    client = centre.client(ledger, FaultyTransport(transport))
    try:
        result = client.run_once()
    finally:
        transport.end()
        full.close()
    assert (result.sent, result.left, result.quarantined) == (0, 20, 0)
    assert "503" in result.problem
    assert centre.client(ledger).run_once().sent == 20


@pytest.mark.skipif(os.name != "posix", reason="sudden death is sent as a signal")
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_centre_that_dies_around_its_commit(url: str, tmp_path: Path, ledger: MemoryLedger, moment: str) -> None:
    home = Home(tmp_path / "home")
    ledger.write(700)
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(home.path), moment, "2", url], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        address = process.stdout.readline().strip()
        storage = open_storage(home, url)
        bond = enrol(address, storage.make_code(), ledger.station, "东门")
        client = SyncClient(ledger, bond)
        result = client.run_once()
        client.close()
        assert process.wait(15) == -signal.SIGKILL
        assert (result.sent, result.left) == (500, 200)
        assert len(list(storage.records())) == (700 if moment == "after" else 500)
        again = AsgiTransport(create_app(storage))
        assert SyncClient(ledger, bond, again).run_once().done
        assert [record["id"] for record in storage.records()] == list(ledger.written)
        again.end()
        storage.close()
    finally:
        process.kill()
        process.communicate()
