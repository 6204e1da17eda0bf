"""The reports' screen, played on a real post in a temporary home."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.clock import CAMPUS
from app.dormitory.daily.count import Part
from app.station.reporting import ReportDesk
from tests.fakes.building import Building
from tests.shots.stage import Stage
from ui.screens.reports.screen import Reports

EVENING = datetime(2022, 4, 10, 22, 20, tzinfo=CAMPUS)
ROUNDS = ((7, 10), (12, 5), (20, 30))
BUILDING = Part("building", "5")


class ReportsShot:
    """A building in the evening, and the screen before it. saved: where a workbook is written to."""

    def __init__(self, stage: Stage, *, quiet: bool = False) -> None:
        self.stage = stage
        rest = ExitStack()
        stage.ending.append(rest.close)
        folder = Path(rest.enter_context(tempfile.TemporaryDirectory()))
        self.saved = folder / "report.xlsx"
        self.house = Building(folder, 2, 4)
        rest.callback(self.house.close)
        self.house.places()
        self.day(quiet=quiet)
        self.desk = ReportDesk(self.house.post)
        self.screen = Reports(self.desk, stage.jobs, lambda: self.house.now, lambda _name: self.saved)
        stage.window.add_screens({"reports": self.screen})
        stage.window.offer("reports", True)

    def day(self, *, quiet: bool) -> None:
        """All rounds; unless quiet, one is missing, one has a fever of which nobody was told."""
        beds = [f"{room}-{bed}" for room in self.house.rooms for bed in range(1, 7)]
        for at, (hour, minute) in enumerate(ROUNDS):
            self.house.now = EVENING.replace(hour=hour, minute=minute)
            self.house.write(*[(one, 36.2 + at / 10) for one in beds if quiet or one not in ("103-2", "204-1")])
        if not quiet:
            self.house.write(("204-1", 38.1))
            self.house.now = EVENING.replace(hour=20, minute=46)
            self.house.write(("204-1", 38.3))
        self.house.now = EVENING

    def open(self) -> "ReportsShot":
        self.stage.window.show()
        self.stage.window.open("reports")
        self.stage.settle()
        return self

    def keys(self, *typed: str | Qt.Key) -> "ReportsShot":
        """Words are typed where the cursor is, keys pressed; each is answered before the next."""
        for one in typed:
            target = QApplication.focusWidget() or self.screen
            QTest.keyClicks(target, one) if isinstance(one, str) else QTest.keyClick(target, one)
            self.stage.settle()
        return self


def _page(stage: Stage) -> ReportsShot:
    return ReportsShot(stage).open().keys(Qt.Key.Key_PageDown)


def _signed(stage: Stage) -> None:
    """The counsellor has signed, and a temperature came after it."""
    made = ReportsShot(stage)
    made.desk.sign(made.desk.read(), BUILDING, "counsellor")
    made.house.write(("103-2", 36.6))
    made.open().keys(Qt.Key.Key_PageDown)


def _zero(stage: Stage) -> None:
    ReportsShot(stage, quiet=True).open().keys(Qt.Key.Key_PageDown, Qt.Key.Key_F8)


def _behind(stage: Stage) -> None:
    made = _page(stage)
    made.screen.open_number("high")
    stage.settle()


SCENES: dict[str, Callable[[Stage], None]] = {
    "reports": lambda stage: (_page(stage), None)[1],
    "reports-signed": _signed,
    "reports-behind": _behind,
    "reports-urgent": lambda stage: (_page(stage).keys(Qt.Key.Key_F4, Qt.Key.Key_Return), None)[1],
    "reports-zero": _zero,
}
