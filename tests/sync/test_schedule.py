"""When the next attempt is: never never, never at once again and again."""

import random

from hypothesis import given
from hypothesis import strategies as st

from app.sync.result import SyncResult
from app.sync.schedule import IDLE, LONGEST, SHORTEST, Schedule

results = st.builds(
    SyncResult, sent=st.integers(0, 5), left=st.integers(0, 5), problem=st.sampled_from(["", "no network"]),
    paused=st.booleans(), forked=st.booleans(), back=st.sampled_from([0.0, 0.01, 10.0, 999_999.0]),
)  # fmt: skip


@given(st.lists(results, min_size=1, max_size=60), st.integers())
def test_a_timer_is_always_armed_and_never_tight(history: list[SyncResult], seed: int) -> None:
    rng, schedule = random.Random(seed), Schedule()
    for result in history:
        schedule = schedule.after(result, rng).written()
        if result.problem:
            assert SHORTEST <= schedule.delay <= LONGEST
        assert 0 <= schedule.delay <= LONGEST


def test_full_jitter_fills_the_range_and_grows_to_its_ceiling() -> None:
    failed = SyncResult(sent=0, left=1, problem="no network")
    last = [_delay_after(failed, 20, seed) for seed in range(300)]
    assert min(last) < LONGEST * 0.1
    assert max(last) > LONGEST * 0.9
    assert max(_delay_after(failed, 1, seed) for seed in range(100)) <= 2


def test_success_and_a_link_that_came_up_start_afresh() -> None:
    rng = random.Random(1)
    tired = Schedule(9, 200)
    assert tired.link_up() == Schedule(0, 0)
    assert tired.after(SyncResult(sent=5, left=0), rng).failures == 0
    assert tired.after(SyncResult(sent=5, left=3), rng).delay == SHORTEST
    assert tired.after(SyncResult(sent=5, left=3, problem="reset"), rng).failures == 1
    assert Schedule().after(SyncResult(sent=0, left=0), rng).delay <= IDLE


def test_new_records_do_not_hammer_a_centre_that_is_away() -> None:
    tired = Schedule(9, 200)
    assert tired.written() == tired
    assert Schedule(0, 40).written().delay == 0


def test_a_pause_waits_long_and_ends() -> None:
    paused = SyncResult(sent=0, left=4, problem="unknown station", paused=True)
    assert LONGEST / 2 <= Schedule().after(paused, random.Random(1)).delay <= LONGEST


def _delay_after(result: SyncResult, times: int, seed: int) -> float:
    rng, schedule = random.Random(seed), Schedule()
    for _ in range(times):
        schedule = schedule.after(result, rng)
    return schedule.delay


def test_a_busy_centre_says_when_and_not_all_come_back_at_once() -> None:
    busy = SyncResult(sent=0, left=1, problem="busy", back=10)
    delays = [Schedule(7).after(busy, random.Random(seed)).delay for seed in range(300)]
    assert min(delays) >= 10
    assert max(delays) <= 20
    assert max(delays) - min(delays) > 9


def test_a_record_that_is_written_does_not_hurry_a_busy_centre() -> None:
    waiting = Schedule().after(SyncResult(sent=3, left=1, problem="busy", back=10), random.Random(1))
    assert waiting.written() == waiting
