"""A request ends in time, also before a server that is never done: over a real socket, by a clock of the test's."""

import itertools
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from app.sync.link import PATIENCE, Link, TimedOutError

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n"
Serve = Callable[[socket.socket, threading.Event], None]


@contextmanager
def serving(serve: Serve) -> Iterator[str]:
    """One connection at a time; the event says that the client is gone."""
    over = threading.Event()

    def run() -> None:
        while not over.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                try:
                    serve(connection, over)
                except OSError:
                    continue

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            over.set()
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def asked(connection: socket.socket) -> None:
    """Read a request without a body."""
    got = b""
    while not got.endswith(b"\r\n\r\n"):
        got += connection.recv(4096)


def for_ever(head: bytes) -> Serve:
    """A byte after the other, as fast as they are taken, and never an end."""

    def serve(connection: socket.socket, over: threading.Event) -> None:
        asked(connection)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(head)
        for number in itertools.count():
            if over.is_set():
                return
            connection.sendall(b"X-%d: " % number)
            connection.sendall(b"y\r\n")

    return serve


class Hand:
    """A clock on which every look takes a second."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


@pytest.mark.parametrize("head", [b"", HEAD, b"HTTP/1.1 100 Continue\r\n\r\n"])
def test_headers_that_trickle_for_ever_end_with_the_request(head: bytes) -> None:
    hand = Hand()
    with serving(for_ever(head)) as address:
        link = Link(address, monotonic=hand)
        with pytest.raises(TimedOutError):
            link.get("/v1/position", {}, float("inf"))
        link.close()
    assert hand.now <= PATIENCE + 10


def test_a_connection_that_is_used_again_has_the_next_requests_time() -> None:
    def serve(connection: socket.socket, _over: threading.Event) -> None:
        for body in (b"one", b"two"):
            asked(connection)
            connection.sendall(HEAD + b"\r\n" + body)

    hand = Hand()
    with serving(serve) as address:
        link = Link(address, monotonic=hand)
        assert link.get("/v1/position", {}, float("inf")) == b"one"
        hand.now += 10 * PATIENCE
        assert link.get("/v1/position", {}, float("inf")) == b"two"
        link.close()


def test_a_request_that_is_hardly_read_ends_too() -> None:
    def serve(connection: socket.socket, over: threading.Event) -> None:
        while not over.is_set() and connection.recv(64):
            pass

    hand = Hand()
    with serving(serve) as address:
        link = Link(address, monotonic=hand)
        with pytest.raises(TimedOutError):
            link.post("/v1/records", bytes(4 * 1024 * 1024), float("inf"), packed=True)
        link.close()
    assert hand.now <= PATIENCE + 10
