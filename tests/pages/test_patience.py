"""An answer of the OCR is waited for as long as its own answers let expect."""

from hypothesis import given
from hypothesis import strategies as st

from app.pages.patience import LEAST, UNKNOWN, Patience

SECONDS = st.floats(0, 100)


def test_before_anything_was_measured_it_is_patient():
    assert Patience().limit("page") == UNKNOWN


@given(st.lists(SECONDS, min_size=1))
def test_the_limit_is_some_times_the_slowest_within_bounds(taken):
    patience = Patience()
    for one in taken:
        patience.took("page", one)
    assert LEAST <= patience.limit("page") <= UNKNOWN
    assert patience.limit("page") > min(max(taken), UNKNOWN - 1)


def test_quick_work_says_nothing_of_slow():
    patience = Patience()
    patience.took("steps", 0.1)
    assert (patience.limit("steps"), patience.limit("page")) == (LEAST, UNKNOWN)


def test_who_was_given_up_in_vain_is_waited_for_longer_next_time():
    patience = Patience()
    patience.took("page", 1.0)
    limits = []
    for _ in range(4):
        limits.append(patience.limit("page"))
        patience.in_vain("page")
    assert limits == [LEAST, 2 * LEAST, UNKNOWN, UNKNOWN]
