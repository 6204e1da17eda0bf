"""The OCR's process: started when needed, ended with the program, its death a state."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.context import SpawnProcess

import numpy as np
import pytest

from app.pages.engine import LABELS, WAITING, Engine
from app.pages.patience import Patience
from app.pages.template import shipped
from tests.fakes.ocr import Sizes, broken, card
from tests.fakes.processes import gone, orphan

DEADLY = np.zeros((1, 1, 3), np.uint8)
SLOW = np.zeros((1, 2, 3), np.uint8)
PICTURE = np.zeros((20, 30, 3), np.uint8)
RAISING = np.zeros((1, 3, 3), np.uint8)


@pytest.fixture
def engine():
    engine = Engine(Sizes)
    yield engine
    engine.stop()


def test_nothing_runs_before_it_is_needed(engine):
    assert engine.pid is None
    assert engine.state == "stopped"
    assert [line.text for line in engine.read(PICTURE)] == ["30x20"]
    assert engine.state == "ready"
    assert engine.pid not in (None, os.getpid())


def test_its_death_is_a_state_and_the_next_page_is_read(engine):
    assert engine.read(DEADLY) is None
    assert engine.state == "crashed"
    assert engine.state in LABELS
    assert engine.read(PICTURE)
    assert engine.state == "ready"


def test_killed_between_two_pages_it_starts_again(engine):
    engine.read(PICTURE)
    os.kill(engine.pid, signal.SIGKILL)
    engine.read(PICTURE)
    assert engine.read(PICTURE)


def test_idle_it_goes_home_and_comes_again():
    engine = Engine(Sizes, idle=1.0)
    try:
        first = engine.spell([PICTURE])
        engine._process.join(timeout=30)
        assert engine.pid is None
        assert engine.spell([PICTURE])[0].text != first[0].text
        assert engine.state == "ready"
    finally:
        engine.stop()


def test_networks_that_cannot_be_loaded_are_a_state():
    engine = Engine(broken)
    assert engine.read(PICTURE) is None
    assert engine.state == "unavailable"
    assert engine.pid is None


def test_networks_that_cannot_be_loaded_are_quiet_and_logged(capfd, caplog):
    with caplog.at_level("WARNING"):
        Engine(broken).read(PICTURE)
    assert capfd.readouterr().err == ""
    assert "ImportError" in caplog.text


def test_what_fails_in_it_is_logged_and_names_nobody(engine, capfd, caplog):
    with caplog.at_level("WARNING"):
        assert engine.read(RAISING) is None
    assert (engine.state, engine.pid) == ("crashed", None)
    assert capfd.readouterr().err == ""
    assert caplog.text.endswith("ValueError: … …\n")  # its message quoted somebody
    assert engine.read(PICTURE)


def test_ctrl_c_is_the_program_s_to_answer(engine, capfd):
    engine.read(PICTURE)
    first = engine.pid
    os.kill(first, signal.SIGINT)
    assert engine.read(PICTURE)
    assert engine.pid == first
    assert capfd.readouterr().err == ""


def test_ended_while_its_process_starts_it_is_ended(monkeypatch):
    engine = Engine(Sizes)
    start = SpawnProcess.start

    def ended(process):
        engine._ended = True
        start(process)

    monkeypatch.setattr(SpawnProcess, "start", ended)
    assert engine.read(PICTURE) is None
    assert engine.pid is None


def test_undecided_strips_come_back_too(engine):
    (steps,) = engine.steps([PICTURE], "0123")
    assert steps.shape == (3, 6)


def test_who_comes_to_a_full_queue_is_told(engine):
    for _ in range(WAITING):
        engine._places.acquire()
    assert engine.read(PICTURE) is None
    assert engine.state == "busy"


PROGRAM = """
import os, signal, numpy
from app.pages.engine import Engine
from tests.fakes.ocr import Sizes
if __name__ == "__main__":
    engine = Engine(Sizes)
    engine.read(numpy.zeros((2, 3, 3), numpy.uint8))
    print(engine.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_it_ends_with_its_program_also_after_kill_9(tmp_path):
    assert gone(orphan(tmp_path / "program.py", PROGRAM))


def test_ended_it_does_not_start_again(engine):
    engine.read(PICTURE)
    engine.end()
    assert engine.read(PICTURE) is None
    assert engine.pid is None


def test_the_end_does_not_wait_for_the_page_in_work(engine):
    engine.read(PICTURE)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(engine.read, SLOW)
        engine.end()
        assert waiting.result(timeout=10) is None


def test_who_hangs_is_given_up_as_soon_as_its_own_answers_let_expect():
    engine = Engine(Sizes, patience=Patience(least=0.2))
    try:
        assert engine.read(PICTURE)
        hung = engine.pid
        assert engine.read(SLOW) is None
        assert (engine.state, engine.pid) == ("crashed", None)
        assert engine.read(PICTURE)
        assert engine.pid != hung
    finally:
        engine.end()


def test_a_whole_page_is_read_in_the_process(engine):
    frames = [PICTURE, PICTURE]
    assert engine.page(frames, shipped()) is None
    assert engine.state == "ready"

    other = Engine(card)
    try:
        assert other.page([np.full((1200, 600, 3), 255, np.uint8)], shipped()).kind == "travel-card"
    finally:
        other.end()
