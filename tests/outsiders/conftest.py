"""A post with visitors and vehicles."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.outsiders import Yard


@pytest.fixture
def yard(tmp_path: Path) -> Iterator[Yard]:
    made = Yard(tmp_path / "home")
    yield made
    made.close()
