"""Every test here runs on both databases, over a centre of its own and one station of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.postgres import server
from tests.server.engines import KINDS, Place, place_of
from tests.sync.memory import Centre, MemoryLedger


@pytest.fixture(scope="session", params=KINDS)
def engine_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def place(engine_kind: str, tmp_path: Path) -> Place:
    return place_of(engine_kind, tmp_path)


@pytest.fixture
def url(engine_kind: str) -> str:
    """What `--db` says: nothing for the embedded database."""
    return server().fresh() if engine_kind == "postgresql" else ""


@pytest.fixture
def centre(place: Place, tmp_path: Path) -> Iterator[Centre]:
    made = Centre(tmp_path, place())
    yield made
    made.close()


@pytest.fixture
def ledger() -> MemoryLedger:
    return MemoryLedger()
