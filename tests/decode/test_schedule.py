"""What a stream gets beyond zxing-cpp: bounded in CPU, never waited for while live, the same code reported once."""

import numpy as np
import pytest

from app.decode.answer import Answer
from app.decode.aside import AHEAD, MOST, SHARE, SIGN_SHARE, STALE, Aside
from app.decode.attention import ENOUGH, OFTEN, Attention
from app.decode.reader import Reader
from app.decode.tracker import Tracker
from tests.fakes.pictures import code, frame, scene
from tests.fakes.searches import Scripted, symbol

BLANK = scene()
EMPTY = np.zeros((720, 1280), np.uint8)
RATE = 30
FOUND = Answer([symbol(b"far")], 1, 20.0)


def shown(reader, image, seconds, start=0.0):
    """What is read in each frame of so many seconds of `image`."""
    return [reader.read(frame(image, start + n / RATE)) for n in range(round(seconds * RATE))]


def looked_at(aside, pictures, *, sign=False):
    for n, grey in enumerate(pictures):
        at = n / RATE
        if not aside.collected(at):
            aside.search(frame(grey, at), grey, sign=sign)


def restless(seconds):
    """Grey pictures that change all the time and hold nothing."""
    different = [np.full((720, 1280), level, np.uint8) for level in (20, 90, 160, 230)]
    return [different[n % 4] for n in range(round(seconds * RATE))]


@pytest.mark.parametrize("live", [True, False])
def test_a_frame_without_a_code_costs_the_worker_no_more_than_its_share(live):
    helper = Scripted(cost=20.0)
    looked_at(Aside(helper, live=live), restless(60))
    assert len(helper.given) > 10
    assert 20.0 * len(helper.given) <= SHARE * 60 * RATE + 20.0
    assert len(helper.given) <= 60 / OFTEN
    assert all(allowance <= MOST for _, _, allowance in helper.given)


def test_small_frames_earn_little_and_are_looked_at_all_the_same():
    helper = Scripted(cost=20.0)
    looked_at(Aside(helper, live=True), [one[:240, :320] for one in restless(60)])
    assert 1 <= len(helper.given) <= 3


def test_signs_of_codes_bring_it_forward_and_cost_no_more_in_the_long_run():
    helper = Scripted(cost=20.0)
    looked_at(Aside(helper, live=True), restless(60), sign=True)
    assert helper.given[0][2] >= AHEAD
    assert 20.0 * len(helper.given) <= SIGN_SHARE * 60 * RATE + AHEAD + 20.0


def test_a_picture_that_does_not_change_is_looked_at_a_few_times_only():
    helper = Scripted()
    looked_at(Aside(helper, live=True), [EMPTY] * (120 * RATE))
    assert 1 <= len(helper.given) <= ENOUGH


def test_live_the_answer_comes_with_a_later_frame_and_nobody_waits():
    helper = Scripted(FOUND)
    found = shown(Reader(live=True, helper=helper), BLANK, 4)
    given = next(n for n in range(len(found)) if n * SHARE >= 15)
    assert helper.asked == 0
    assert [n for n, symbols in enumerate(found) if symbols] == [pytest.approx(given, abs=2)]
    ((number, late),) = [(n, one) for n, symbols in enumerate(found) for one in symbols]
    assert late.taken == pytest.approx((number - 1) / RATE)  # when the picture was in which it stood


def test_a_recording_waits_so_that_what_is_found_does_not_depend_on_the_machine():
    helper = Scripted(FOUND)
    found = [one for symbols in shown(Reader(helper=helper), BLANK, 4) for one in symbols]
    assert [one.data for one in found] == [b"far"]
    assert helper.asked == len(helper.given) > 0


def test_live_a_helper_that_never_answers_holds_nothing_up():
    helper = Scripted(slow=True)
    reader = Reader(live=True, helper=helper)
    shown(reader, BLANK, 10)
    assert len(helper.given) == 1
    view = scene((code("near"), (300, 200)))
    assert [one.data for one in reader.read(frame(view, 10.0))] == [b"near"]


def test_an_answer_about_somebody_who_has_gone_is_dropped():
    helper = Scripted(FOUND, slow=True)
    reader = Reader(live=True, helper=helper)
    shown(reader, BLANK, 4)
    helper.slow = False
    assert reader.read(frame(BLANK, 4 + STALE)) == []


def test_what_both_find_is_reported_once():
    view = scene((code("both"), (300, 200)))
    helper = Scripted(Answer([symbol(b"both")], 1, 20.0))
    reader, tracker = Reader(live=True, helper=helper), Tracker()
    shown(reader, BLANK, 4)
    helper.answers = [Answer([symbol(b"both")], 1, 20.0)]
    shown(reader, np.full_like(BLANK, 200), 2, start=4.0)
    fresh = [one for n in range(30) for one in tracker.new(reader.read(frame(view, 6 + n / RATE)), 6 + n / RATE)]
    assert [one.data for one in fresh] == [b"both"]


def test_its_death_changes_nothing_for_what_zxing_reads():
    helper = Scripted()
    helper.state = "crashed"
    reader = Reader(live=True, helper=helper)
    shown(reader, BLANK, 4)
    assert reader.state == "crashed"
    assert [one.data for one in reader.read(frame(scene((code("near"), (300, 200))), 9.0))] == [b"near"]


def test_closing_the_reader_ends_the_process():
    helper = Scripted()
    Reader(helper=helper).close()
    assert helper.closed


def test_what_looks_like_a_code_is_looked_at_at_once_and_a_change_wakes():
    attention, still, other = Attention(), np.zeros((720, 1280), np.uint8), np.full((720, 1280), 90, np.uint8)
    attention.looked(still, 0.0)
    assert attention.wanted(still, 0.1, sign=True)
    assert not attention.wanted(other, 0.1, sign=False)
    for n in range(1, 60):
        if attention.wanted(still, float(n), sign=False):
            attention.looked(still, float(n))
    assert not attention.wanted(still, 100.0, sign=False)
    assert attention.wanted(other, 101.0, sign=False)
    assert attention.wanted(still, 0.0, sign=False)  # the film began again


class Adding:
    """Joins three frames in which nothing was found, and then has read the code."""

    def __init__(self):
        self.frames = 0

    def add(self, grey, at, *, sign):
        self.frames += 1
        return [symbol(b"JOINED")] if self.frames >= 3 else []


def test_frames_of_two_people_are_not_joined(monkeypatch):
    monkeypatch.setattr("app.decode.joined.Joiner", Adding)
    reader = Reader(live=True, helper=Scripted())
    assert [bool(symbols) for symbols in shown(reader, BLANK, 3 / RATE)] == [False, False, True]
    reader = Reader(live=True, helper=Scripted())
    shown(reader, BLANK, 2 / RATE)
    reader.begin_anew()
    assert [bool(symbols) for symbols in shown(reader, BLANK, 3 / RATE)] == [False, False, True]
