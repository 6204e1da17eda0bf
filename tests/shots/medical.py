"""The medical duty room, played on a real post; and those who rest at the gate's side."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from tests.fakes import views
from tests.fakes.duty_room import CHEN, LIN, OFFICER, SUN, TONG, DutyRoom
from tests.fakes.window import NOW
from tests.shots.stage import Stage
from ui.screens.gate.screen import Gate
from ui.screens.medical.screen import Medical
from ui.widgets.waiting import Waits


class MedicalShot:
    """A post, and the screen before it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        rest = ExitStack()
        stage.ending.append(rest.close)
        self.room = DutyRoom(Path(rest.enter_context(tempfile.TemporaryDirectory())) / "home")
        rest.callback(self.room.close)
        self.screen = Medical(self.room.medical, stage.jobs, lambda: self.room.now)
        stage.window.offer("medical", True)
        stage.window.add_screens({"medical": self.screen})

    def some(self) -> None:
        """One is kept, one in hand, two wait."""
        room = self.room
        room.referred(TONG)
        room.as_(OFFICER)
        room.medical.keep(room.medical.worklist()[0], "健康监测房 302", room.now + timedelta(hours=24))
        room.later(minutes=31)
        for person in (SUN, LIN, CHEN):
            room.referred(person)
            room.later(minutes=4)
        room.as_(OFFICER)
        first = next(one for one in room.medical.worklist() if one.number == SUN.number)
        room.medical.measure(room.medical.take(first), 38.2)
        room.later(minutes=2)

    def open(self, name: str = OFFICER) -> "MedicalShot":
        self.room.as_(name)
        self.stage.window.show()
        self.stage.window.open("medical")
        self.stage.settle()
        return self


def _worklist(stage: Stage) -> MedicalShot:
    made = MedicalShot(stage)
    made.some()
    return made.open()


def _kept(stage: Stage) -> None:
    made = _worklist(stage)
    made.screen.choose(TONG.number)
    stage.settle()


def _release(stage: Stage) -> None:
    made = _worklist(stage)
    made.screen.choose(SUN.number)
    made.screen.press("release")
    stage.settle()


def _empty(stage: Stage) -> None:
    MedicalShot(stage).open()


def _resting(stage: Stage) -> None:
    stage.post.waits = [
        Waits("S2020050112", "陈立", NOW - timedelta(seconds=20)),
        Waits("T1998006", "孙国栋", NOW + timedelta(minutes=3, seconds=12)),
        Waits("S2021080207", "林小童", NOW + timedelta(minutes=8, seconds=41)),
    ]
    screen = Gate(stage.post, stage.signals, stage.jobs, stage.sounds)
    screen.waiting._clock = lambda: NOW
    stage.window.add_screens({"gate": screen})
    stage.window.open("gate")
    screen.show_view(views.GATHERING)


SCENES: dict[str, Callable[[Stage], None]] = {
    "medical": lambda stage: (_worklist(stage), None)[1],
    "medical-kept": _kept,
    "medical-release": _release,
    "medical-empty": _empty,
    "gate-resting": _resting,
}
