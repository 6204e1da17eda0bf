"""The lane at two levels: `stage` asks for a code alone, `routine` for more."""

import pytest

from tests.fakes.lanes import Stage


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def routine() -> Stage:
    return Stage("routine")
