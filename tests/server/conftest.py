"""A centre of its own for every test here, and one station of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.memory import Centre, MemoryLedger


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    made = Centre(tmp_path)
    yield made
    made.close()


@pytest.fixture
def ledger() -> MemoryLedger:
    return MemoryLedger()
