"""One centre for the tests of a module: stations are new in every test."""

from collections.abc import Iterator

import pytest

from tests.sync.memory import Centre, MemoryLedger


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    made = Centre(tmp_path_factory.mktemp("centre"))
    yield made
    made.close()


@pytest.fixture
def ledger() -> MemoryLedger:
    return MemoryLedger()
