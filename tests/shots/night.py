"""The night check, played on a real post in a temporary home."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from app.station.nightcheck import NightCheck
from app.store.fact import Draft
from tests.fakes.building import NOW, Building, number_of
from tests.shots.pressing import press
from tests.shots.stage import Stage
from ui.screens.night.screen import Night

EVENING = NOW.replace(hour=22, minute=12)
Key = Qt.Key


class NightShot:
    """A building in the evening, and its night check."""

    def __init__(self, stage: Stage, floors: int = 6, rooms: int = 16) -> None:
        self.stage = stage
        rest = ExitStack()
        stage.ending.append(rest.close)
        self.house = Building(Path(rest.enter_context(tempfile.TemporaryDirectory())), floors, rooms)
        rest.callback(self.house.close)
        self.house.now = EVENING
        self.check = NightCheck(self.house.post)
        self.screen = Night(self.check, stage.jobs, lambda: self.house.now)
        stage.window.add_screens({"night": self.screen})
        stage.window.offer("today", True)

    def open(self) -> "NightShot":
        self.stage.window.show()
        self.stage.window.open("night")
        self.stage.settle()
        return self

    def keys(self, *typed: str | Qt.Key) -> None:
        """Words are typed, keys pressed, where the focus is; each is answered before the next."""
        for one in typed:
            target = self.stage.window.focusWidget() or self.screen
            press(target, one)
            self.stage.settle()

    def passes(self, *beds: str, way: str = "in") -> None:
        drafts = [
            Draft(kind="passage", body={"person": number_of(bed), "direction": way, "verdict": "admit"},
                  operator="刘师傅", post="5号楼", at=self.house.now)
            for bed in beds
        ]  # fmt: skip
        self.house.post.ledger.append_all(drafts)


def before(stage: Stage) -> NightShot:
    """Nobody has begun it."""
    return NightShot(stage).open()


def half(stage: Stage) -> NightShot:
    """Three floors are ticked; the door has others in; somebody is late, somebody on leave, two are not there."""
    made = NightShot(stage)
    house = made.house
    house.places()
    house.zone("main/5/A/2/208", "sealed")
    house.zone("5/3", "controlled")
    house.leave("316-5")
    made.passes(*(f"{room}-{bed}" for room in house.rooms if room[0] == "5" for bed in range(1, 6)))
    made.check.read()
    made.check.open()
    rooms = [room for room in house.rooms if room[0] in "123" and room != "316"]
    made.check.tick([number_of(f"{room}-{bed}") for room in rooms for bed in range(1, 7)], "in")
    made.check.tick([number_of("208-3"), number_of("316-2")], "absent")
    made.check.tick([number_of("316-1"), number_of("316-3")], "in")
    house.now = EVENING + timedelta(minutes=31)
    made.passes("316-4")
    call = made.check.calls(made.check.read().check.lines[0].resident)  # type: ignore[union-attr]
    made.check.called(number_of("208-3"), call[1], reached=True, said="说在校医院陪护")
    made.open()
    made.screen.hand.choose("316")
    made.screen._tell()
    return made


def cases(stage: Stage) -> None:
    half(stage).keys(Key.Key_F5)


def calling(stage: Stage) -> None:
    half(stage).keys(Key.Key_F5, Key.Key_Down, Key.Key_Return)


def closing(stage: Stage) -> None:
    half(stage).keys(Key.Key_F9)


def private(stage: Stage) -> None:
    half(stage).keys(Key.Key_F12)


def late(stage: Stage) -> None:
    made = half(stage)
    made.keys(Key.Key_Tab, Key.Key_F3, "2240")


SCENES: dict[str, Callable[[Stage], None]] = {
    "night-before": lambda stage: (before(stage), None)[1],
    "night": lambda stage: (half(stage), None)[1],
    "night-cases": cases,
    "night-calling": calling,
    "night-closing": closing,
    "night-late": late,
    "night-private": private,
}
