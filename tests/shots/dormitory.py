"""The dormitory's map, played on a real post in a temporary home."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.station.pasting import Pasting
from tests.fakes.building import Building
from tests.shots.stage import Stage
from ui.screens.dormitory.screen import DormitoryMap

Key = Qt.Key


class MapShot:
    """A building, and the map of it."""

    def __init__(self, stage: Stage, floors: int = 6, rooms: int = 16) -> None:
        self.stage = stage
        rest = ExitStack()
        stage.ending.append(rest.close)
        self.house = Building(Path(rest.enter_context(tempfile.TemporaryDirectory())), floors, rooms)
        rest.callback(self.house.close)
        self.pasting = Pasting(self.house.post)
        self.screen = DormitoryMap(self.house.book, self.pasting, stage.jobs, lambda: self.house.now)
        stage.window.add_screens({"dormitory": self.screen})
        stage.window.offer("dormitory", True)

    def open(self) -> "MapShot":
        self.stage.window.show()
        self.stage.window.open("dormitory")
        self.stage.settle()
        return self

    def keys(self, *typed: str | Qt.Key) -> None:
        """Words are typed, keys pressed; each is answered before the next."""
        for one in typed:
            QTest.keyClicks(self.target, one) if isinstance(one, str) else QTest.keyClick(self.target, one)
            self.stage.settle()

    @property
    def target(self) -> QWidget:
        """What has the keys."""
        screen, sheet = self.screen, self.screen.sheet
        if screen.pasting:
            return sheet.ask.line if sheet.ask.busy else sheet.records if sheet.written else sheet.table
        return screen.face.missing if screen.face.listing else screen


def morning(stage: Stage) -> MapShot:
    """Half of the building has been measured; a fever, two zones, somebody on leave."""
    made = MapShot(stage)
    house = made.house
    house.places()
    house.zone("main/5/A/2/208", "sealed")
    house.zone("5/3", "controlled")
    house.leave("316-5")
    beds = [f"{room}-{bed}" for room in house.rooms for bed in range(1, 7)]
    done = [one for at, one in enumerate(beds) if one[0] in "1234" and at % 29 and not one.startswith(("316", "208"))]
    house.write(*[(one, 36.2 + at % 6 / 10) for at, one in enumerate(done)])
    house.write(*[(f"208-{bed}", 36.4) for bed in range(2, 7)], ("208-1", 37.9))
    house.write(("316-1", 36.5), ("316-2", 36.3), ("316-3", 37.9))
    made.open()
    made.screen.hand.choose("316")
    made.keys("36")
    return made


def private(stage: Stage) -> None:
    morning(stage).keys(Key.Key_F12)


def missing(stage: Stage) -> None:
    morning(stage).keys(Key.Key_F5)


def again(stage: Stage) -> None:
    """High in the second measurement too."""
    made = morning(stage)
    made.screen.hand.find("20193163")
    made.keys("380", Key.Key_Return, Key.Key_Up, Key.Key_Down)


def wide(stage: Stage) -> None:
    """Nobody has been measured; 800 beds."""
    MapShot(stage, 6, 23).open()


SCENES: dict[str, Callable[[Stage], None]] = {
    "dormitory": lambda stage: (morning(stage), None)[1],
    "dormitory-private": private,
    "dormitory-missing": missing,
    "dormitory-again": again,
    "dormitory-wide": wide,
}
