"""No test of a source may leave a thread behind."""

import threading
from collections.abc import Iterator

import pytest

from tests.fakes.streams import SOON


@pytest.fixture(autouse=True)
def _no_thread_stays() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        thread.join(SOON)
        assert not thread.is_alive(), f"{thread.name} still runs"
