"""A real post with somebody on duty at its goods."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.deliveries import Dock


@pytest.fixture
def dock(tmp_path: Path) -> Iterator[Dock]:
    made = Dock(tmp_path / "home")
    yield made
    made.close()
