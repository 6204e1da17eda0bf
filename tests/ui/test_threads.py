"""What crosses threads: hooks as signals, the newest frame only, errors to whoever can say them."""

import threading

import numpy as np
import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.station.hooks import Hooks
from tests.fakes import views
from tests.fakes.window import Steps
from ui.threads import Jobs, Signals


def test_a_view_told_in_another_thread_arrives_in_the_windows(qtbot: QtBot) -> None:
    hooks, arrived = Hooks(), []
    signals = Signals(hooks)
    signals.lane.connect(lambda view: arrived.append((view, threading.current_thread())))
    with qtbot.waitSignal(signals.lane):
        teller = threading.Thread(target=lambda: [tell(views.ADMIT) for tell in hooks.lane])
        teller.start()
    teller.join()
    assert arrived == [(views.ADMIT, threading.main_thread())]


def test_of_many_frames_the_window_is_woken_once_and_takes_the_newest(qtbot: QtBot) -> None:
    hooks, woken = Hooks(), []
    signals = Signals(hooks)
    signals.frame.connect(lambda: woken.append(1))
    for number in range(5):
        hooks.frame[0](np.full((2, 2, 3), number, dtype=np.uint8), [])
    newest = signals.take_frame()
    assert woken == [1]
    assert newest is not None
    assert newest[0][0, 0, 0] == 4
    assert signals.take_frame() is None
    hooks.frame[0](np.zeros((2, 2, 3), dtype=np.uint8), [])
    assert len(woken) == 2


def test_work_comes_back_with_its_result_or_its_sentence(qtbot: QtBot) -> None:
    steps, said = Steps(), []
    jobs = Jobs(steps)

    def fail() -> None:
        raise UserError("没有纸了，请加纸。")

    jobs.run(lambda: 7, said.append, said.append)
    jobs.run(fail, said.append, lambda error: said.append(str(error)))
    assert said == []
    steps.run()
    assert said == [7, "没有纸了，请加纸。"]


def test_a_bug_is_not_swallowed(qtbot: QtBot) -> None:
    steps = Steps()
    jobs = Jobs(steps)
    jobs.run(lambda: 1 // 0, print, print)
    with capture_exceptions() as raised:
        steps.run()
    assert [kind for kind, _, _ in raised] == [ZeroDivisionError]


def test_real_work_runs_in_another_thread_and_ends_in_this_one(qtbot: QtBot) -> None:
    jobs, threads = Jobs(), []
    jobs.run(threading.current_thread, threads.append, pytest.fail)
    qtbot.waitUntil(lambda: len(threads) == 1)
    jobs.stop()
    assert threads[0] is not threading.main_thread()
