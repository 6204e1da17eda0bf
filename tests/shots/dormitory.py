"""The dormitory's map, played on a real post in a temporary home."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.station.hooks import Hooks
from app.station.observation import ObservationPost
from app.station.pasting import Pasting
from app.store.reference.observation_rooms import ObservationRoom, ObservationRooms
from tests.fakes.building import Building, number_of
from tests.shots.stage import Stage
from ui.bedside import Bedside
from ui.screens.dormitory.screen import DormitoryMap

Key = Qt.Key


class MapShot:
    """A building, and the map of it."""

    def __init__(self, stage: Stage, floors: int = 6, rooms: int = 16, hooks: Hooks | None = None) -> None:
        self.stage = stage
        rest = ExitStack()
        stage.ending.append(rest.close)
        self.house = Building(Path(rest.enter_context(tempfile.TemporaryDirectory())), floors, rooms)
        rest.callback(self.house.close)
        self.pasting = Pasting(self.house.post)
        bedside = Bedside(hooks) if hooks is not None else None
        self.screen = DormitoryMap(self.house.book, self.pasting, stage.jobs, lambda: self.house.now, bedside)
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
    made.screen._do(lambda: made.screen.hand.choose("316"))
    made.keys("36")
    return made


def private(stage: Stage) -> None:
    morning(stage).keys(Key.Key_F12)


def missing(stage: Stage) -> None:
    morning(stage).keys(Key.Key_F5)


def again(stage: Stage) -> None:
    """High in the second measurement too."""
    made = morning(stage)
    made.screen._do(lambda: made.screen.hand.find("20193163"))
    made.keys("380", Key.Key_F7, Key.Key_Up, Key.Key_Down)


def observed(stage: Stage) -> None:
    """Rooms of observation among the others: one with fever, one at home, an empty one where nobody lives."""
    made = morning(stage)
    post, now = made.house.post, made.house.now
    codes = {"5/512": 2, "5/610": 3, "5/617": 1}
    ObservationRooms(post.database).put(
        [ObservationRoom(code=code, title=code, capacity=many) for code, many in codes.items()]
    )
    desk = ObservationPost(post)
    desk.place(number_of("208-1"), "fever", "5/512", since=now - timedelta(hours=5))
    desk.place(number_of("401-2"), "arrival", "5/610", since=now - timedelta(days=2))
    desk.place(number_of("403-2"), "arrival", home=True, since=now - timedelta(minutes=5))
    made.screen._do(lambda: made.screen.hand.choose("610"))
    made.screen.refresh()
    stage.settle()


CHAIN = """#接龙
5号楼 4月10日 晨检
1. {a} 36.5
2. {b} 36度6 正常
3、316 {c} 37.9 咳嗽
4. {d} 三十六度四
5. 小柳 36.3
6. {e} 3.65
7. {f}同学 36.4℃ 已报
8. 大家早上好
9. 105全寝正常
10. {a} 36.5
"""


def chain(made: MapShot) -> str:
    """A text about people of the building; one by a nickname, one without a number that can be."""
    names = {number_of(bed): one.name for bed, one in zip(made.house.beds, made.house.people, strict=True)}
    beds = ("105-1", "105-2", "316-5", "210-4", "601-1", "402-6")
    signs = zip("abcdef", beds, strict=True)
    return CHAIN.format(**{sign: f"{names[number_of(bed)]} {bed[:3]}" for sign, bed in signs})


def paste(made: MapShot, text: str) -> None:
    """By the clipboard, as anybody does."""
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(made.target, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    made.stage.settle()


def sheet(stage: Stage) -> MapShot:
    """A text beside what was understood of it."""
    made = morning(stage)
    paste(made, chain(made))
    return made


def finding(stage: Stage) -> None:
    """Somebody else is looked for."""
    sheet(stage).keys("f", "lx")


def written(stage: Stage) -> None:
    """Settled and written."""
    sheet(stage).keys("r", "f", "20191061", Key.Key_Return, "s", Key.Key_F9)


def offered(stage: Stage) -> None:
    """The thermometer measured somebody."""
    made = morning(stage)
    made.screen.hear(37.44)
    stage.settle()


def due(stage: Stage) -> None:
    """Time for the second measurement."""
    made = morning(stage)
    made.house.now += timedelta(minutes=20)
    made.screen.tick()
    stage.settle()


def states(stage: Stage) -> None:
    """Rooms of every look, zones of every kind, and many who have to be measured again."""
    made = MapShot(stage, 6, 23)
    house = made.house
    house.places()
    for place, kind in (("5/2", "sealed"), ("5/4", "controlled"), ("5/3", "prevention")):
        house.zone(place, kind)
    for room in ("112", "512"):
        for bed in range(1, 7):
            house.leave(f"{room}-{bed}")
    here = [one for one in house.beds if one[:3] not in ("112", "512") and one[0] != "6"]
    done = [one for at, one in enumerate(here) if at % 3 or int(one[1:3]) < 9]
    house.write(*[(bed, 36.5 if at % 41 else 37.8) for at, bed in enumerate(done)])
    made.open()
    house.now += timedelta(minutes=38)
    made.screen.tick()
    stage.settle()


def wide(stage: Stage) -> None:
    """Nobody has been measured; 800 beds."""
    MapShot(stage, 6, 23).open()


SCENES: dict[str, Callable[[Stage], None]] = {
    "dormitory": lambda stage: (morning(stage), None)[1],
    "dormitory-private": private,
    "dormitory-missing": missing,
    "dormitory-again": again,
    "dormitory-states": states,
    "dormitory-wide": wide,
    "dormitory-sheet": lambda stage: (sheet(stage), None)[1],
    "dormitory-sheet-finding": finding,
    "dormitory-sheet-written": written,
    "dormitory-thermometer": offered,
    "dormitory-second": due,
    "dormitory-observation": observed,
}
