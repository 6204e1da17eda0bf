"""The centre as a process of its own, over real sockets."""

import contextlib
import random
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn

from app.errors import UserError
from app.server.opening import open_storage
from app.server.run import _listening, configuration, run
from app.server.storage import Storage
from app.settings import Home
from app.sync.client import SyncClient
from app.sync.enrol import enrol
from tests.server.engines import Place
from tests.sync.memory import MemoryLedger

PROGRAM = """
import sys
from pathlib import Path
from app.server.run import run
from app.settings import Home
run(Home(Path(sys.argv[1])), 0, sys.argv[2], ready=lambda address: print(address, flush=True))
"""


def test_a_centre_from_its_start_to_its_end(url: str, tmp_path: Path) -> None:
    home, ledger = Home(tmp_path / "home"), MemoryLedger()
    ledger.write(600)
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(home.path), url], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        address = process.stdout.readline().strip()
        storage = open_storage(home, url)  # a second process beside it, as `gatepost server code` is
        client = SyncClient(ledger, enrol(address, storage.make_code(), ledger.station, "东门"))
        result = client.run_once()
        assert (result.sent, result.left, result.problem) == (600, 0, "")
        assert [record["id"] for record in storage.records()] == list(ledger.written)
        storage.close()
        process.send_signal(signal.SIGTERM)
        out, errors = process.communicate(timeout=15)
        assert (process.returncode, out, errors) == (0, "", "")
        ledger.write(1)
        assert client.run_once().left == 1
        client.close()
    finally:
        process.kill()
        process.communicate()


@contextlib.contextmanager
def serving(storage: Storage) -> Iterator[str]:
    """The real server in a thread."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(configuration(storage))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(15)
        listener.close()
        assert not thread.is_alive()


def test_eight_stations_at_once(place: Place) -> None:
    storage = Storage(place())
    ledgers = [MemoryLedger(rng=random.Random(seed)) for seed in range(8)]
    with serving(storage) as address:

        def send(ledger: MemoryLedger) -> None:
            client = SyncClient(ledger, enrol(address, storage.make_code(), ledger.station, "东门"))
            for _ in range(3):
                ledger.write(30)
                client.run_once()
            client.close()

        threads = [threading.Thread(target=send, args=(ledger,)) for ledger in ledgers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    held = [(record["station"], record["id"]) for record in storage.records()]
    storage.close()
    assert sorted(held) == sorted((ledger.station, id_) for ledger in ledgers for id_ in ledger.written)


def test_a_large_request_without_a_token_is_answered(place: Place) -> None:
    storage = Storage(place())
    with serving(storage) as address:
        sent = httpx.post(
            f"{address}/v1/records", content=bytes(6_000_000), headers={"Content-Type": "application/json"}
        )
    storage.close()
    assert sent.status_code == 401


def test_a_port_that_is_taken_is_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(UserError, match="端口"):
        run(Home(tmp_path), taken.getsockname()[1])
    with pytest.raises(UserError, match="端口"):
        run(Home(tmp_path), 99999)


def test_an_answer_does_not_wait_for_the_one_before_to_be_confirmed() -> None:
    """asyncio sets TCP_NODELAY on what it accepts only from a listener whose protocol is named."""
    with _listening("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()[:2]):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.proto == socket.IPPROTO_TCP


def test_nothing_is_opened_to_others_without_encryption(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="TLS"):
        run(Home(tmp_path), 0, host="0.0.0.0")
