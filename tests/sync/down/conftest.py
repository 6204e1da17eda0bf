"""A centre, and a post that is enrolled there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.down.posts import Posted
from tests.sync.memory import Centre


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    made = Centre(tmp_path)
    yield made
    made.close()


@pytest.fixture
def post(centre: Centre, tmp_path: Path) -> Iterator[Posted]:
    made = Posted(centre, tmp_path)
    yield made
    made.close()
