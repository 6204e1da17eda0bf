"""Several processes behind one port: all serve, one that dies is replaced, none outlives the one that made them."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from app.errors import WrongUse
from app.server.meter import Meter
from app.server.opening import open_storage
from app.server.run import run
from app.settings import Home
from app.sync.client import SyncClient
from app.sync.enrol import enrol
from tests.fakes.postgres import server
from tests.fakes.processes import gone
from tests.sync.memory import MemoryLedger

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="children are looked up in Linux's /proc")
PROGRAM = """
import sys
from pathlib import Path
from app.server import workers
from app.server.run import run
from app.settings import Home
workers.AGAIN = 0
run(Home(Path(sys.argv[1])), 0, sys.argv[2], workers=2, ready=lambda address: print(address, flush=True))
"""


class Served(NamedTuple):
    process: subprocess.Popen[str]
    address: str
    home: Home
    url: str

    def children(self) -> set[int]:
        return {
            int(one) for one in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        }

    def metric(self, line: str) -> float:
        found = re.search(rf"^{re.escape(line)} (\S+)$", httpx.get(f"{self.address}/metrics").text, re.MULTILINE)
        return float(found[1]) if found else 0.0


@contextmanager
def _served(folder: Path) -> Iterator[Served]:
    home, url = Home(folder / "home"), server().fresh()
    command = [sys.executable, "-c", PROGRAM, str(home.path), url]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield Served(process, process.stdout.readline().strip(), home, url)
    finally:
        process.kill()
        process.communicate()


def _send(served: Served, ledger: MemoryLedger, times: int) -> None:
    """Every record in an attempt of its own, over a connection of its own."""
    with closing(open_storage(served.home, served.url)) as storage:
        bond = enrol(served.address, storage.make_code(), ledger.station, "东门")
    for _ in range(times):
        ledger.write(1)
        with closing(SyncClient(ledger, bond)) as client:
            assert client.run_once().left == 0


def test_what_several_serve_is_there_once_and_counted_once(tmp_path: Path) -> None:
    ledger = MemoryLedger()
    with _served(tmp_path) as served:
        assert len(served.children()) == 2
        _send(served, ledger, 12)
        assert served.metric('gatepost_records_total{status="stored"}') == 12
        with closing(open_storage(served.home, served.url)) as storage:
            assert [one["id"] for one in storage.records()] == list(ledger.written)
        children = served.children()
        served.process.send_signal(signal.SIGTERM)
        _, errors = served.process.communicate(timeout=20)
        assert (served.process.returncode, errors) == (0, "")
        assert all(map(gone, children))


def test_one_that_dies_is_replaced(tmp_path: Path) -> None:
    ledger = MemoryLedger()
    with _served(tmp_path) as served:
        _send(served, ledger, 3)
        before = served.children()
        os.kill(min(before), signal.SIGKILL)
        assert served.process.stderr
        assert "another one begins" in served.process.stderr.readline()
        tries = count()
        while len(served.children() - before) < 1:
            assert httpx.get(f"{served.address}/health").status_code == 200
            assert next(tries) < 2_000
        _send(served, ledger, 3)
        assert served.metric('gatepost_records_total{status="stored"}') == 6


def test_none_outlives_the_one_that_made_them(tmp_path: Path) -> None:
    with _served(tmp_path) as served:
        assert httpx.get(f"{served.address}/health").status_code == 200
        children = served.children()
        served.process.kill()
        assert all(map(gone, children))


def test_the_embedded_database_is_one_processs(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="PostgreSQL"):
        run(Home(tmp_path), 0, workers=2)


def test_the_counters_of_all_come_to_one_sum() -> None:
    meter = Meter(2)
    meter.refused("token")
    meter.count_as(1)
    meter.refused("token")
    meter.refused("busy")
    refused = {labels["why"]: number for name, labels, number in meter.samples() if name == "gatepost_refused_total"}
    assert refused == {"token": 2, "busy": 1}
