"""Today and the records that disagree, played on a real post in a temporary home."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from app.dormitory.today.item import Lead
from app.station.nightcheck import NightCheck
from app.station.todo.list import todo
from app.station.verifying import Verifying
from app.store.fact import Draft
from tests.fakes.building import NOW, Building, number_of
from tests.shots.pressing import press
from tests.shots.stage import Stage
from ui.screens.today.screen import TodayScreen
from ui.screens.today.verify import Verify

Key = Qt.Key


class TodayShot:
    """A building, Today, and the list of what disagrees. leads: where somebody wanted to go."""

    def __init__(self, stage: Stage, floors: int = 6, rooms: int = 16) -> None:
        self.stage = stage
        rest = ExitStack()
        stage.ending.append(rest.close)
        self.house = Building(Path(rest.enter_context(tempfile.TemporaryDirectory())), floors, rooms)
        rest.callback(self.house.close)
        self.house.places()
        post = self.house.post
        self.screen = TodayScreen(lambda: todo(post), stage.jobs, lambda: self.house.now)
        self.verify = Verify(Verifying(post), stage.jobs)
        self.leads: list[Lead] = []
        self.screen.wanted.connect(self.leads.append)
        stage.window.add_screens({"today": self.screen, "verify": self.verify})
        stage.window.offer("today", True)

    def open(self, name: str = "today") -> "TodayShot":
        self.stage.window.show()
        self.stage.window.open(name)
        self.stage.settle()
        return self

    def keys(self, *typed: str | Qt.Key) -> None:
        """Words are typed, keys pressed, where the focus is; each is answered before the next."""
        for one in typed:
            target = self.stage.window.focusWidget() or self.screen
            press(target, one)
            self.stage.settle()

    def write(self, kind: str, post: str, **body: object) -> None:
        self.house.post.ledger.append(Draft(kind=kind, body=body, operator="刘师傅", post=post, at=self.house.now))

    def night_before(self) -> None:
        """Somebody was not found, and nobody settled it; the day's report was not signed."""
        house = self.house
        house.now = NOW - timedelta(hours=8, minutes=30)
        house.write(("101-1", 36.4))
        night = NightCheck(house.post)
        night.read()
        night.open()
        absent = number_of("412-3")
        night.tick([one.number for one in house.people if one.number != absent], "in")
        night.tick([absent], "absent")
        night.close()
        house.now = NOW

    def disagreeing(self) -> None:
        """Out by the gate, and measured in the building; away by word, and no leave."""
        house = self.house
        house.now = NOW - timedelta(minutes=40)
        self.write("passage", "东门", person=number_of("205-2"), direction="out", verdict="admit")
        house.now = NOW - timedelta(minutes=10)
        self.write("temperature", "5号楼", person=number_of("205-2"), celsius=36.4, site="forehead",
                   source="thermometer")  # fmt: skip
        self.write("statement", "5号楼", says="away", people=[{"person": number_of("311-1")}], said_by="林晓彤")
        house.now = NOW


def morning(stage: Stage) -> TodayShot:
    """Half past six is over: a fever waits for its second measurement, a round is on, yesterday left things open."""
    made = TodayShot(stage)
    made.night_before()
    made.disagreeing()
    house = made.house
    beds = [f"{room}-{bed}" for room in house.rooms for bed in range(1, 7) if room[0] in "1234"]
    house.now = NOW - timedelta(minutes=12)
    house.write(*[(one, 36.2 + at % 6 / 10) for at, one in enumerate(beds) if one not in ("205-2", "311-1", "208-1")])
    house.write(("208-1", 37.9))
    house.now = NOW
    return made.open()


def nothing(stage: Stage) -> TodayShot:
    """Six in the morning of a post's first day."""
    made = TodayShot(stage)
    made.house.now = NOW.replace(hour=6, minute=2)
    return made.open()


def verify(stage: Stage) -> TodayShot:
    made = TodayShot(stage)
    made.disagreeing()
    made.verify.private = False
    return made.open("verify")


def settling(stage: Stage) -> TodayShot:
    made = verify(stage)
    made.keys(Key.Key_Return)
    return made


SCENES: dict[str, Callable[[Stage], None]] = {
    "today": lambda stage: (morning(stage), None)[1],
    "today-nothing": lambda stage: (nothing(stage), None)[1],
    "verify": lambda stage: (verify(stage), None)[1],
    "verify-settling": lambda stage: (settling(stage), None)[1],
}
