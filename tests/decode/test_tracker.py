"""A code is reported once while it stays in view."""

from hypothesis import given
from hypothesis import strategies as st

from app.decode.symbol import Symbol
from app.decode.tracker import HOLD, Tracker

A, B = Symbol("QRCode", b"a"), Symbol("QRCode", b"b")


def test_once_while_in_view_also_over_frames_that_miss_it() -> None:
    tracker = Tracker()
    assert tracker.new([A], 0.0) == [A]
    assert tracker.new([A, B], 0.5) == [B]
    assert tracker.new([], 1.0) == []
    assert tracker.new([A], 2.4) == []


def test_again_after_it_was_gone_for_longer_than_the_hold() -> None:
    tracker = Tracker()
    tracker.new([A], 0.0)
    assert tracker.new([A], HOLD + 0.1) == [A]


def test_a_symbol_elsewhere_or_with_another_colour_is_the_same_code() -> None:
    tracker = Tracker()
    tracker.new([A], 0.0)
    moved = Symbol("QRCode", b"a", ((1, 1), (2, 1), (2, 2), (1, 2)), "green")
    assert tracker.new([moved], 0.1) == []
    assert tracker.new([Symbol("Text", b"a")], 0.1) == [Symbol("Text", b"a")]


def test_a_source_that_begins_again_is_a_new_view() -> None:
    tracker = Tracker()
    tracker.new([A], 60.0)
    assert tracker.new([A], 0.0) == [A]


@given(st.lists(st.tuples(st.floats(0, HOLD), st.booleans())))
def test_gaps_up_to_the_hold_never_repeat_a_code(steps: list[tuple[float, bool]]) -> None:
    tracker, at, last = Tracker(), 0.0, 0.0
    tracker.new([A], at)
    for step, visible in steps:
        at += step
        again = at - last > HOLD
        assert tracker.new([A] if visible else [], at) == ([A] if visible and again else [])
        last = at if visible else last


def test_what_stays_in_view_is_given_once_more_when_asked_and_told_from_what_is_new() -> None:
    tracker = Tracker()
    assert tracker.new([A], 0.0) == [A]
    assert tracker.again([A], [A]) == []
    tracker.look_again()
    fresh = tracker.new([A, B], 0.2)
    assert (fresh, tracker.again([A, B], fresh)) == ([B], [A])
    assert tracker.again([A, B], []) == []
