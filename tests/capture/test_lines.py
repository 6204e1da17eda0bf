"""Lines of standard input, over real pipes."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.capture.items import Scan
from app.capture.lines import Lines
from app.capture.states import State
from tests.fakes.streams import Watcher


class Pipe:
    def __init__(self) -> None:
        self.out, self._in = os.pipe()
        self._open = True

    def write(self, data: bytes) -> None:
        os.write(self._in, data)

    def end(self) -> None:
        if self._open:
            os.close(self._in)
        self._open = False


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    pipe = Pipe()
    yield pipe
    pipe.end()


def scans(written: bytes) -> list[bytes]:
    pipe = Pipe()
    pipe.write(written)
    pipe.end()
    found = [item.data for item in Lines(pipe.out).items() if isinstance(item, Scan)]
    os.close(pipe.out)
    return found


@given(st.lists(st.binary(max_size=40).map(lambda line: line.replace(b"\n", b"").rstrip(b"\r"))), st.booleans())
def test_exact_bytes_without_the_ending(lines: list[bytes], windows: bool) -> None:
    ending = b"\r\n" if windows else b"\n"
    assert scans(ending.join(lines)) == [line for line in lines if line]
    assert scans(b"".join(line + ending for line in lines)) == [line for line in lines if line]


def test_a_line_longer_than_a_read(pipe: Pipe) -> None:
    watcher = Watcher()
    lines = Lines(pipe.out)
    lines.start(watcher.on_item, watcher.on_state)
    for _ in range(5):
        pipe.write(b"x" * 50_000)
    pipe.write(b"\nshort\n")
    long, short = watcher.until_items(2)
    pipe.end()
    watcher.until_state(State.ENDED)
    lines.stop()
    assert isinstance(long, Scan)
    assert isinstance(short, Scan)
    assert (len(long.data), short.data) == (250_000, b"short")


def test_a_line_comes_as_soon_as_it_is_complete(pipe: Pipe) -> None:
    items = Lines(pipe.out).items()
    pipe.write(b"one\ntw")
    came = [next(items)]
    pipe.write(b"o\n")
    came.append(next(items))
    pipe.end()
    assert [item.data for item in came if isinstance(item, Scan)] == [b"one", b"two"]
    assert list(items) == []


def test_stop_does_not_wait_for_a_line(pipe: Pipe) -> None:
    watcher = Watcher()
    lines = Lines(pipe.out)
    lines.start(watcher.on_item, watcher.on_state)
    pipe.write(b"one\n")
    watcher.until_items(1)
    lines.stop()
    assert watcher.states[-1] is State.STOPPED


def test_no_line_is_dropped_for_who_is_slow() -> None:
    assert len(scans(b"code\n" * 5000)) == 5000


def test_a_program_ends_although_standard_input_stays_open() -> None:
    program = (
        "from app.capture.registry import open_source\n"
        "source = open_source('lines:-')\n"
        "print(next(source.items()).data)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(b"code\n")
        child.stdin.flush()
        assert child.wait(20) == 0
        assert child.stdout.read() == b"b'code'\n"
