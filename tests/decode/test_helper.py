"""The process that searches: started when needed, not waited for unasked, its death a state, ended with the program."""

import os
import signal
from contextlib import closing

import numpy as np
import pytest

from app.decode.helper import BACK_OFF, LABELS, LONGEST, PATIENCE, Helper
from tests.fakes.processes import gone, orphan
from tests.fakes.searches import DEADLY, GARBLED, HANGING, RAISING, Sizes, broken


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def picture(width=30, height=20):
    return np.full((height, width), 7, np.uint8)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def helper(clock):
    with closing(Helper(Sizes, clock=clock)) as one:
        yield one


def said(answer):
    return answer.symbols[0].text.split(" ")[0]


def waited(helper):
    """Its next message has come, or its end."""
    assert helper._pipe.poll(30)
    return helper.collect()


def test_nothing_runs_before_it_is_needed(helper):
    assert (helper.pid, helper.state) == (None, "stopped")
    assert said(helper.ask(picture(), None)) == f"30x20={30 * 20 * 7}"
    assert helper.state == "ready"
    assert helper.pid not in (None, os.getpid())


def test_offering_never_waits(helper):
    assert not helper.offer(picture(), 20.0)
    assert helper.state == "starting"
    assert helper.collect() is None
    waited(helper)
    assert helper.offer(picture(), 20.0)
    assert helper.state == "busy"
    assert not helper.offer(picture(), 20.0)
    assert said(waited(helper)).startswith("30x20")
    assert helper.collect() is None


def test_a_large_frame_is_taken_by_a_process_that_does_not_move(helper):
    helper.ask(picture(), None)
    os.kill(helper.pid, signal.SIGSTOP)
    assert helper.offer(picture(1280, 720), 20.0)
    assert helper.state == "busy"


@pytest.mark.parametrize("width", [DEADLY, GARBLED])
def test_a_death_and_an_answer_that_is_none_are_a_state(helper, clock, width):
    helper.ask(picture(), None)
    assert helper.ask(picture(width), None) is None
    assert (helper.state, helper.pid) == ("crashed", None)
    assert helper.state in LABELS
    assert not helper.offer(picture(), 20.0)
    assert helper.state == "crashed"  # not before its time
    clock.now += BACK_OFF
    assert not helper.offer(picture(), 20.0)
    assert helper.state == "starting"


def test_what_fails_in_it_is_logged_and_names_nobody(helper, capfd, caplog):
    helper.ask(picture(), None)
    with caplog.at_level("WARNING"):
        assert helper.ask(picture(RAISING), None) is None
    assert (helper.state, helper.pid) == ("crashed", None)
    assert capfd.readouterr().err == ""
    assert "searches.py" in caplog.text
    assert caplog.text.endswith("ValueError: … …\n")  # its message quoted somebody


def test_ctrl_c_is_the_program_s_to_answer(helper, capfd):
    helper.ask(picture(), None)
    os.kill(helper.pid, signal.SIGINT)
    assert helper.ask(picture(), None)
    assert capfd.readouterr().err == ""


def test_after_a_deadly_picture_the_next_is_looked_at_at_once(helper):
    assert helper.ask(picture(DEADLY), None) is None
    assert said(helper.ask(picture(), None)).startswith("30x20")


def test_one_that_hangs_counts_as_dead(helper, clock):
    helper.ask(picture(), None)
    first = helper.pid
    assert helper.offer(picture(HANGING), 20.0)
    assert helper.collect() is None
    assert helper.state == "busy"
    clock.now += PATIENCE
    assert helper.collect() is None
    assert (helper.state, helper.pid) == ("crashed", None)
    clock.now += BACK_OFF
    assert helper.ask(picture(), None)
    assert helper.pid != first


def test_killed_while_idle_it_comes_again(helper):
    helper.ask(picture(), None)
    os.kill(helper.pid, signal.SIGKILL)
    helper._process.join()
    assert helper.ask(picture(), None) is None
    assert helper.ask(picture(), None)


def test_models_that_cannot_be_loaded_are_tried_ever_more_seldom(clock, capfd):
    with closing(Helper(broken, clock=clock)) as helper:
        starts = []
        for _ in range(4):
            assert helper.ask(picture(), None) is None
            assert helper.state == "unavailable"
            starts.append(helper._not_before - clock.now)
            assert helper.ask(picture(), None) is None  # no new start before its time
            clock.now += starts[-1]
    assert capfd.readouterr().err == ""
    assert starts == [BACK_OFF, 2 * BACK_OFF, 4 * BACK_OFF, 8 * BACK_OFF]
    assert max(starts) <= LONGEST


def test_idle_it_goes_home_and_comes_again():
    with closing(Helper(Sizes, idle=0.5)) as helper:
        first = helper.ask(picture(), None).symbols[0]
        waited(helper)
        assert (helper.state, helper.pid) == ("stopped", None)
        assert helper.ask(picture(), None).symbols[0] != first


PROGRAM = """
import os, signal, numpy
from app.decode.helper import Helper
from tests.fakes.searches import Sizes
if __name__ == "__main__":
    helper = Helper(Sizes)
    helper.ask(numpy.zeros((20, 30), numpy.uint8), None)
    print(helper.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_it_ends_with_its_program_also_after_kill_9(tmp_path):
    assert gone(orphan(tmp_path / "program.py", PROGRAM))
