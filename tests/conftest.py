"""What holds for every test: no display, no network, nobody's own data, Chinese, and the same random numbers."""

import gc
import os
import shutil
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import settings

from app import i18n
from tests import guards

# Qt reads it when it is imported, and test modules import Qt.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# The same examples in every run; `pytest --hypothesis-profile=search` looks for new ones.
settings.register_profile("gatepost", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("search", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile("gatepost")

_homes = Path(mkdtemp(prefix="gatepost-tests-"))
_numbers = count(1)
guards.move_out(_homes)
guards.forbid_network()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """What a test is given is its name, which travels with every report of it: a long one is cut short."""
    if isinstance(val, str | bytes) and len(val) > guards.LONG:
        return f"{argname} {val[: guards.LONG]!r} of {len(val)}"
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    guards.refuse_long_names([item.nodeid for item in items])


def pytest_collection_finish() -> None:
    """What is imported and collected by now stays to the end: the collector need not look through it ever again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    shutil.rmtree(_homes, ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder of its own for every test, made by whoever needs it."""
    monkeypatch.setenv("GATEPOST_HOME", str(_homes / f"test-{next(_numbers)}"))


@pytest.fixture(autouse=True)
def _chinese_again() -> Iterator[None]:
    yield
    i18n.use("zh")


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = guards.stray_threads(before)
    if left:
        pytest.fail(f"threads still running after the test: {', '.join(left)}; stop what started them", pytrace=False)
