"""The guards themselves: a guard that never barks would let everything through."""

import os
import socket
import threading
from pathlib import Path

import pytest

from tests import guards


def test_a_connection_to_another_machine_is_refused():
    with socket.socket() as line, pytest.raises(guards.OutsideWorldError, match=r"192\.0\.2\.1"):
        line.connect(("192.0.2.1", 80))


def test_a_name_of_another_machine_is_not_even_looked_up():
    with pytest.raises(guards.OutsideWorldError, match="campus"):
        socket.getaddrinfo("campus.example", 443)


def test_a_datagram_to_another_machine_is_refused():
    with socket.socket(type=socket.SOCK_DGRAM) as line, pytest.raises(guards.OutsideWorldError):
        line.sendto(b"", ("192.0.2.1", 123))


def test_this_machine_may_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as line:
        assert line.getpeername() == server.getsockname()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "::1", "localhost", b"localhost", None, ""])
def test_names_of_this_machine(host):
    assert guards.is_here(host)


@pytest.mark.parametrize("host", ["192.168.1.1", "0.0.0.0", "::", "localhost.example", "::ffff:192.0.2.1"])
def test_names_of_other_machines(host):
    assert not guards.is_here(host)


def test_a_thread_left_running_is_named():
    before, end = set(threading.enumerate()), threading.Event()
    thread = threading.Thread(target=end.wait, name="camera 7")
    thread.start()
    try:
        assert guards.stray_threads(before, seconds=0) == ["camera 7"]
    finally:
        end.set()
        thread.join()
    assert guards.stray_threads(before) == []


def test_no_home_is_the_users_own(monkeypatch):
    assert not Path(os.environ["GATEPOST_HOME"]).is_relative_to(Path.home())
    monkeypatch.delenv("GATEPOST_HOME")
    from app.settings import Home

    assert not Home.find().path.is_relative_to(Path.home())


def test_a_name_of_megabytes_is_refused():
    guards.refuse_long_names(["tests/test_x.py::test_y[b'0']"])
    with pytest.raises(pytest.UsageError, match=r"100002 letters.*test_z"):
        guards.refuse_long_names(["tests/test_x.py::test_y", "test_z" + "0" * 99_996])


@pytest.mark.parametrize("value", ["0" * 3_000, b"0" * 3_000])
def test_what_a_test_is_given_makes_no_long_name(value, request):
    assert len(request.node.nodeid) < 200
