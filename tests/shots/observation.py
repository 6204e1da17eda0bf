"""The observation's screen, played on a real post in a temporary home."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from tests.fakes.building import number_of
from tests.fakes.observed import Observed
from tests.shots.stage import Stage
from ui.screens.observation.screen import Observation


class ObservationShot:
    """A post, and the screen before it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        rest = ExitStack()
        stage.ending.append(rest.close)
        self.observed = Observed(Path(rest.enter_context(tempfile.TemporaryDirectory())))
        rest.callback(self.observed.close)
        self.screen = Observation(self.observed.desk, stage.jobs, lambda: self.observed.house.now)
        stage.window.add_screens({"observation": self.screen})
        stage.window.offer("observation", True)

    def some(self) -> "ObservationShot":
        """Five days of a contact, one without a room, one at home, one with fever; a room that is full."""
        seen, desk, now = self.observed, self.observed.desk, self.observed.house.now
        desk.place(number_of("103-1"), "contact", "9/302", since=now - timedelta(days=4, hours=20))
        desk.help(desk.page().people[0].stay, seen.helper.number)
        for hours in (108, 99, 85, 74, 61, 50, 37, 26, 13):
            seen.measured("103-1", 36.2 + hours % 5 / 10, hours)
        seen.tested("103-1", hours_ago=106)
        seen.tested("103-1", hours_ago=22)
        desk.place(number_of("103-2"), "contact", "9 号楼 303", since=now - timedelta(days=1))
        desk.place(number_of("201-4"), "arrival", home=True, since=now - timedelta(days=2))
        desk.place(number_of("202-1"), "fever", "9/301", since=now - timedelta(hours=15))
        seen.measured("202-1", 38.2, 11)
        return self

    def open(self, name: str = "") -> "ObservationShot":
        if name:
            self.observed.as_(name)
        self.stage.window.show()
        self.stage.window.open("observation")
        self.stage.settle()
        return self


def _page(stage: Stage) -> ObservationShot:
    made = ObservationShot(stage).some().open()
    made.screen.choose(number_of("103-1"))
    stage.settle()
    return made


def _form(act: str) -> Callable[[Stage], None]:
    def play(stage: Stage) -> None:
        _page(stage).screen.press(act)  # type: ignore[arg-type]
        stage.settle()

    return play


SCENES: dict[str, Callable[[Stage], None]] = {
    "observation": lambda stage: (_page(stage), None)[1],
    "observation-first": lambda stage: (ObservationShot(stage).some().open(), None)[1],
    "observation-place": _form("place"),
    "observation-empty": lambda stage: (ObservationShot(stage).open(), None)[1],
}
