"""Every target stands its own examples and a few hundred mutations of them, without any tool."""

import pytest

from tests.fuzz.mutate import mutations
from tests.fuzz.registry import targets
from tests.fuzz.target import Target


@pytest.mark.parametrize("target", targets().values(), ids=str)
def test_a_target_stands_mutations(target: Target) -> None:
    for data in mutations(list(target.seeds()), target.tries, target.longest):
        target.read(data)


def test_every_example_is_worth_beginning_with() -> None:
    for target in targets().values():
        seeds = list(target.seeds())
        assert seeds
        assert max(map(len, seeds)) <= target.longest, target.name
