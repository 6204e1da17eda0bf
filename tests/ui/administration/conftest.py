"""An office before the pages of 管理."""

from pathlib import Path

import pytest

from tests.fakes.office import Office
from tests.shots.stage import Stage


@pytest.fixture
def office(stage: Stage, tmp_path: Path) -> Office:
    return Office(stage, tmp_path)
