"""A serial line and a watcher for every test of a source; and none may leave a thread behind."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.serialline import SerialLine
from tests.fakes.streams import SOON, Watcher


@pytest.fixture(autouse=True)
def _no_thread_stays() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        thread.join(SOON)
        assert not thread.is_alive(), f"{thread.name} still runs"


@pytest.fixture
def line(tmp_path: Path) -> Iterator[SerialLine]:
    line = SerialLine(tmp_path / "ttyACM0")
    yield line
    if line.name.is_symlink():
        line.unplug()


@pytest.fixture
def watcher() -> Watcher:
    return Watcher()
