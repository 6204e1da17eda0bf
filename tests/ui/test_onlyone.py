"""Starting the program a second time: the first window comes to the front."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.settings import Home
from tests.fakes.window import NOW
from ui.onlyone import OnlyOne
from ui.window import Window

SECOND = """
import sys
from pathlib import Path
from app.settings import Home
from ui.onlyone import OnlyOne
one = OnlyOne(Home(Path(sys.argv[1])))
print(one.taken() and "first" or one.call_first() and "called" or "unheard", flush=True)
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def first(qapp: QApplication, home: Home) -> Iterator[OnlyOne]:
    one = OnlyOne(home)
    assert one.taken()
    yield one
    one.release()


def second_start(home: Home) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", SECOND, str(home.path)], stdout=subprocess.PIPE, text=True)


def test_a_second_start_calls_the_first_window(qtbot: QtBot, first: OnlyOne, home: Home) -> None:
    calls: list[str] = []
    first.answer(lambda: calls.append("show"))
    with second_start(home) as other:
        qtbot.waitUntil(lambda: bool(calls), timeout=20_000)
        said, _ = other.communicate(timeout=20)
    assert (said.strip(), calls) == ("called", ["show"])


def test_a_first_window_that_went_away_is_no_window(first: OnlyOne, home: Home) -> None:
    first.release()
    with second_start(home) as other:
        assert other.communicate(timeout=20)[0].strip() == "first"


def test_what_a_crash_left_behind_keeps_nobody_out(qtbot: QtBot, home: Home) -> None:
    with second_start(home) as gone:
        gone.communicate(timeout=20)  # it ended without releasing anything
    one = OnlyOne(home)
    assert one.taken()
    one.release()


def test_another_home_has_a_window_of_its_own(first: OnlyOne, tmp_path: Path) -> None:
    other = Home(tmp_path / "other")
    other.make()
    one = OnlyOne(other)
    assert one.taken()
    one.release()


def test_a_folder_that_takes_no_lock_keeps_nobody_out(qapp: QApplication, tmp_path: Path) -> None:
    assert OnlyOne(Home(tmp_path / "not there")).taken()


def test_a_minimised_window_comes_back(qtbot: QtBot) -> None:
    window = Window(lambda: NOW)
    qtbot.addWidget(window)
    window.showMinimized()
    window.to_front()
    assert not window.windowState() & Qt.WindowState.WindowMinimized
