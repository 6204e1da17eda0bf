"""Wrong PINs make the next try wait; the right person is never shut out."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access.accounts import Accounts, SignInRefused, TooSoon
from app.access.patience import FREE, LONGEST, Tries
from tests.fakes.documents import MemoryDocuments

NOON = datetime(2022, 4, 10, 12, tzinfo=UTC)
DAYS = st.timedeltas(timedelta(days=-2), timedelta(days=2))


class Watch:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def accounts(watch: Watch) -> Accounts:
    made = Accounts(MemoryDocuments(), watch)
    made.add("周明", "guard", "1357")
    made.add("李主任", "supervisor", "2468")
    return made


def mistype(accounts: Accounts, times: int) -> None:
    for _ in range(times):
        with pytest.raises(SignInRefused):
            accounts.check("周明", "0000")


def test_a_few_wrong_ones_cost_nothing(accounts: Accounts) -> None:
    mistype(accounts, FREE - 1)
    assert accounts.check("周明", "1357").role == "guard"


def test_then_even_the_right_one_has_to_wait_and_is_told_how_long(accounts: Accounts, watch: Watch) -> None:
    mistype(accounts, FREE)
    with pytest.raises(TooSoon, match="请等 2 秒"):
        accounts.check("周明", "1357")
    watch.now += timedelta(seconds=2)
    assert accounts.check("周明", "1357").role == "guard"


def test_what_came_too_soon_makes_nobody_wait_longer(accounts: Accounts, watch: Watch) -> None:
    mistype(accounts, FREE + 50)
    watch.now += timedelta(seconds=2)
    assert accounts.check("周明", "1357").role == "guard"


def test_each_wrong_one_after_that_waits_twice_as_long(accounts: Accounts, watch: Watch) -> None:
    mistype(accounts, FREE)
    watch.now += timedelta(seconds=2)
    mistype(accounts, 1)
    watch.now += timedelta(seconds=2)
    with pytest.raises(TooSoon, match="请等 2 秒"):
        accounts.check("周明", "1357")


def test_somebody_else_can_go_on_duty_at_once(accounts: Accounts) -> None:
    mistype(accounts, FREE + 5)
    assert accounts.check("李主任", "2468").role == "supervisor"


def test_the_right_pin_begins_the_count_anew(accounts: Accounts, watch: Watch) -> None:
    mistype(accounts, FREE - 1)
    accounts.check("周明", "1357")
    mistype(accounts, FREE - 1)
    accounts.check("周明", "1357")


@given(st.integers(0, 10_000), DAYS)
def test_nobody_waits_longer_than_the_longest_whatever_the_clock_does(wrong: int, later: timedelta) -> None:
    wait = Tries(wrong, NOON).wait(NOON + later)
    assert timedelta() <= wait <= LONGEST
    assert (
        Tries(wrong, NOON).wait(NOON + later + LONGEST if later >= timedelta() else NOON + later - LONGEST)
        == timedelta()
    )


@given(st.integers(FREE, 100), st.integers(1, 100))
def test_more_wrong_ones_never_wait_less(wrong: int, more: int) -> None:
    assert Tries(wrong, NOON).wait(NOON) <= Tries(wrong + more, NOON).wait(NOON)
