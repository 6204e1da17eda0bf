"""Parcels on a real post in a temporary home, and the screen before them."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from tests.fakes.mailroom import AGENT, CHEN, CONCENTRATION, LIN, MINUTES, OTHER, SHUNFENG, YUNDA, Mailroom
from tests.shots.stage import Stage
from ui.screens.parcels.acts import ParcelActs
from ui.screens.parcels.screen import ParcelsScreen


class ParcelsShot:
    """A post, and the screen before it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        rest = ExitStack()
        stage.ending.append(rest.close)
        self.room = Mailroom(Path(rest.enter_context(tempfile.TemporaryDirectory())) / "home")
        rest.callback(self.room.close)
        self.screen = ParcelsScreen(ParcelActs(self.room.parcels, stage.jobs))
        stage.window.offer("parcels", True)
        stage.window.add_screens({"parcels": self.screen})

    def some(self) -> None:
        """One lies too long, some may be fetched, one is wet, two have not been disinfected."""
        room = self.room
        room.ready("钱进 5566", "YT8801220033")
        room.later(hours=50)
        room.ready(LIN.number, "SF1029384756")
        room.ready("林小童 4321", "SF1029384757")
        room.parcels.put_out([one.parcel.key for one in room.parcels.present()[1:]], "A-3")
        wet = room.parcels.arrive(YUNDA, "YD3300112200", LIN.number, "A-4")
        room.parcels.disinfect([wet.key], AGENT, CONCENTRATION, 30)
        room.later(minutes=6)
        room.parcels.arrive(YUNDA, "YD3300112211", "陈立 7788", "A-4")
        room.parcels.arrive(YUNDA, "YD3300112212", OTHER.number, "A-4")
        room.parcels.arrive("美团", "", CHEN.number, sort="takeaway")
        room.later(seconds=MINUTES)

    def open(self) -> "ParcelsShot":
        self.stage.window.show()
        self.stage.window.open("parcels")
        self.stage.settle()
        return self


def shot(stage: Stage) -> ParcelsShot:
    made = ParcelsShot(stage)
    made.some()
    return made.open()


def looked(stage: Stage, text: str) -> ParcelsShot:
    made = shot(stage)
    made.screen.line.setText(text)
    made.screen.enter()
    stage.settle()
    return made


def _form(act: str) -> Callable[[Stage], None]:
    def play(stage: Stage) -> None:
        made = shot(stage)
        made.screen.begin(act)
        if act == "arrive":
            made.screen.forms[act].fill(courier=SHUNFENG, waybill="SF1029384760", recipient="4321")
        stage.settle()

    return play


SCENES: dict[str, Callable[[Stage], None]] = {
    "parcels": lambda stage: (shot(stage), None)[1],
    "parcels-claimant": lambda stage: (looked(stage, LIN.number), None)[1],
    "parcels-several": lambda stage: (looked(stage, "陈立"), None)[1],
    "parcels-arrival": _form("arrive"),
    "parcels-disinfect": _form("disinfect"),
}
