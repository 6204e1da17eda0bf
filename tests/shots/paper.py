"""Entering what stood on paper while there was no power, on a real post."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.fakes.papers import Papers
from tests.shots.stage import Stage
from ui.screens.paper.screen import PaperScreen

ENTER = Qt.Key.Key_Return


class PaperShot:
    """A post, and the screen before it, with hands on its keyboard."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        rest = ExitStack()
        stage.ending.append(rest.close)
        self.folder = Path(rest.enter_context(tempfile.TemporaryDirectory()))
        self.papers = Papers(self.folder)
        rest.callback(self.papers.close)
        self.printed: list[bytes] = []
        self.screen = PaperScreen(
            self.papers.desk, self.papers.printer, stage.jobs, lambda: self.papers.room.now,
            lambda name: self.folder / name, lambda content: bool(self.printed.append(content)) or True,
        )  # fmt: skip
        stage.window.add_screens({"paper": self.screen})
        stage.window.show()
        stage.window.open("paper")
        stage.settle()

    def keys(self, *typed: str | Qt.Key) -> None:
        """Words are typed where the cursor is, keys pressed; each is answered before the next."""
        for one in typed:
            widget = QApplication.focusWidget()
            assert widget is not None
            if isinstance(one, str) and one.isascii():
                QTest.keyClicks(widget, one)
            elif isinstance(one, str):  # what an input method puts there
                assert isinstance(widget, QLineEdit)
                widget.insert(one)
            else:
                QTest.keyClick(widget, one)
            self.stage.settle()

    def open(self, form: str) -> "PaperShot":
        self.keys(self.papers.sheet(form), ENTER, ENTER, "刘强", ENTER)
        return self


def _gate(stage: Stage) -> None:
    """Two are on record, the third is being typed."""
    made = PaperShot(stage).open("gate")
    made.keys("0535", "林晓彤", ENTER, "365", "+", ENTER, ENTER)
    made.keys("0536", "陈立", ENTER, "364", "+", ENTER, ENTER)
    made.keys("0541", "孙国栋", ENTER, "3")


def _doubted(stage: Stage) -> None:
    """One is on record, one is not understood, one is doubted."""
    made = PaperShot(stage).open("gate")
    made.keys("0535", "林晓彤", ENTER, "365", "+", ENTER, ENTER)
    made.keys("0536", "陈立", ENTER, "364", "9", ENTER, ENTER)
    made.keys(Qt.Key.Key_Down, "0541", "孙国栋", ENTER, "381", ENTER, ENTER)


def _goods(stage: Stage) -> PaperShot:
    made = PaperShot(stage)
    made.keys(made.papers.sheet("goods"), ENTER, ENTER, "刘强", ENTER, "0540", ENTER)
    made.keys("364", ENTER, "1", ENTER, "1", ENTER, "1", ENTER, "刘师傅 10000002201", ENTER)
    made.keys("2 大米 40 袋 城郊合作社", ENTER)
    return made


SCENES: dict[str, Callable[[Stage], None]] = {
    "paper": lambda stage: (PaperShot(stage), None)[1],
    "paper-gate": _gate,
    "paper-problems": _doubted,
    "paper-goods": lambda stage: (_goods(stage), None)[1],
}
