"""The promise under random schedules: what a post was shown as written is at the centre exactly once, or the station
still holds it and says so; and whatever happened, an attempt follows."""

from collections.abc import Iterator

import pytest

from tests.sync.schedules import STEPS, Failed, Runner, Step, runner, schedule_of, shrunk

SEEDS = 300
AT_ONCE = 30


@pytest.fixture(scope="module")
def schedules() -> Iterator[Runner]:
    with runner() as made:
        yield made


@pytest.mark.parametrize("first", range(0, SEEDS, AT_ONCE))
def test_whatever_happens_every_record_arrives_once(schedules: Runner, first: int) -> None:
    for seed in range(first, first + AT_ONCE):
        schedules.run(seed)


def test_the_schedules_have_everything_in_them() -> None:
    assert {step.what for seed in range(SEEDS) for step in schedule_of(seed)} == STEPS.keys()


def test_a_schedule_that_fails_is_told_by_its_seed_and_its_fewest_steps(
    schedules: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(*_: object) -> None:
        raise AssertionError("lost")

    monkeypatch.setitem(STEPS, "restart", careless)
    seed = next(seed for seed in range(SEEDS) if any(step.what == "restart" for step in schedule_of(seed)))
    with pytest.raises(Failed, match=rf"seed {seed}: AssertionError\('lost'\)\n\[Step\(what='restart', seed=\d+\)\]"):
        schedules.run(seed)


def test_what_does_not_matter_is_taken_out() -> None:
    steps = [Step(name, 0) for name in "abcabc"]
    assert shrunk(steps, lambda some: [step.what for step in some].count("b") == 2) == [Step("b", 0)] * 2
