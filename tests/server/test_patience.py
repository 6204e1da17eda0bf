"""Whoever sends or takes a byte now and then holds no place for longer than the whole may take."""

import socket
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from app.server import patience
from app.server.sql.sqlite import SqliteEngine
from app.server.storage import Storage
from tests.server.test_process import serving

WHOLE = b"GET /health HTTP/1.1\r\nHost: centre\r\n\r\n"
PAUSE = 0.01
"""Seconds between two bytes."""


@pytest.fixture
def engine_kind() -> str:
    """What a connection may take is the same over any database."""
    return "sqlite"


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage(SqliteEngine(tmp_path / "centre.db", bytes(32)))


def connected(address: str) -> socket.socket:
    host, port = address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), 10)


def cut_off(connection: socket.socket, drip: bytes) -> int:
    """Send a byte now and then until the other end hangs up; how many it took. What is answered meanwhile is read."""
    connection.settimeout(PAUSE)
    for sent in range(2_000):
        try:
            if not connection.recv(65536):
                return sent
        except TimeoutError:
            pass
        except ConnectionError:
            return sent
        try:
            connection.sendall(drip)
        except ConnectionError:
            return sent
    raise AssertionError("nobody hung up")


def test_a_head_that_trickles_is_cut_off(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "HEAD", 0.2)
    with closing(storage), serving(storage) as address:
        with connected(address) as connection:
            connection.sendall(b"GET /health HTTP/1.1\r\nX-Long: ")
            assert cut_off(connection, b"x") > 2
        assert httpx.get(f"{address}/health").status_code == 200, "it serves the others"


def test_whoever_says_nothing_is_cut_off(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "HEAD", 0.1)
    with closing(storage), serving(storage) as address, connected(address) as connection:
        assert connection.recv(1) == b""


def test_a_second_request_that_trickles_is_cut_off(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "KEEP_ALIVE", 0.1)
    monkeypatch.setattr(patience, "HEAD", 0.1)
    with closing(storage), serving(storage) as address, connected(address) as connection:
        connection.sendall(WHOLE)
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        connection.sendall(WHOLE[:20])
        assert cut_off(connection, b"x") > 2


def test_a_body_that_nobody_reads_is_cut_off(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "KEEP_ALIVE", 0.1)
    monkeypatch.setattr(patience, "HEAD", 0.1)
    head = b"POST /v1/records HTTP/1.1\r\nHost: centre\r\nContent-Length: 1000000\r\n\r\n"
    with closing(storage), serving(storage) as address, connected(address) as connection:
        connection.sendall(head)
        assert cut_off(connection, b"x") > 2


def test_a_request_and_its_answer_have_one_time_together(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "ANSWER", 0.2)
    with closing(storage), serving(storage) as address, connected(address) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.sendall(b"POST /v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                           b"Content-Length: 100\r\n\r\n{")  # fmt: skip
        assert cut_off(connection, b" ") > 2


def test_who_keeps_to_the_times_is_served_on_one_connection(storage: Storage) -> None:
    with closing(storage), serving(storage) as address, connected(address) as connection:
        connection.sendall(WHOLE * 3)
        got = b""
        while got.count(b'{"ok":true}') < 3:
            got += connection.recv(65536)
        connection.sendall(WHOLE)
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")
