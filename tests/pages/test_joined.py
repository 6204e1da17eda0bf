"""Several looks at one page decide together."""

from hypothesis import given
from hypothesis import strategies as st

from app.pages.joined import vote, vote_places
from app.pages.look import CERTAIN
from app.pages.values import Reading


def sure(value, certain=0.95):
    return Reading(value, (certain,) * len(value))


@given(st.text("0123456789", min_size=1, max_size=14), st.integers(1, 6))
def test_agreement_is_the_value(value, times):
    verdict = vote([sure(value)] * times)
    assert verdict.value == value
    assert verdict.certain > CERTAIN


@given(st.text("0123456789", min_size=4, max_size=14), st.data())
def test_two_equally_sure_looks_that_disagree_leave_doubt(value, data):
    place = data.draw(st.integers(0, len(value) - 1))
    other = value[:place] + str((int(value[place]) + 1) % 10) + value[place + 1 :]
    assert vote([sure(value), sure(other)]).certain < CERTAIN


def test_each_character_is_decided_by_itself():
    first = Reading("1204", (0.9, 0.9, 0.2, 0.9))
    second = Reading("1734", (0.9, 0.3, 0.9, 0.9))
    assert vote([first, second]).value == "1234"


def test_many_unsure_looks_do_not_make_a_sure_one():
    assert vote([sure("4321", 0.5)] * 10).certain < CERTAIN


def test_nothing_read_is_no_value():
    assert vote([]) is None
    assert vote_places([]) is None


def test_a_star_that_only_some_looks_saw_is_in_doubt():
    with_star, without = Reading("北京市*", (0.95,)), Reading("北京市", (0.95,))
    assert vote_places([with_star, without]).value == "北京市*"
    assert vote_places([with_star, without]).certain < CERTAIN
    assert vote_places([without] * 3).value == "北京市"


def test_a_list_with_an_invented_place_loses():
    right = Reading("北京市|天津市", (0.9, 0.9))
    wrong = Reading("北京市|兀津|天津市", (0.9, 0.1, 0.9))
    assert vote_places([right, wrong]).value == "北京市|天津市"


def test_readings_of_two_rows_are_not_mixed():
    first = Reading("20221008", (0.9,) * 4 + (0.5,) * 4, 200.0)
    second = Reading("20211109", (0.5,) * 4 + (0.9,) * 4, 400.0)
    assert vote([first, second]).value in {first.value, second.value}
    assert vote([first, second]).certain < 0.6
    again = Reading("20221008", (0.9,) * 8, 212.0)
    assert vote([first, again]).value == "20221008"
