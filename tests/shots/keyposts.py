"""Key post staff on a real post in a temporary home, and the screen before them."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from msgspec.structs import replace

from tests.fakes.crew import CLEANER, COOK, EVERYBODY, WARDEN, Crew
from tests.shots.stage import Stage
from ui.screens.keyposts.acts import KeyPostActs
from ui.screens.keyposts.screen import KeyPostsScreen

HELPER = replace(COOK, number="T3005", name="何佳", phone="10000003005")


class KeyPostsShot:
    """A post, and the screen before it. where: what the dialog for a file gives."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        rest = ExitStack()
        stage.ending.append(rest.close)
        self.folder = Path(rest.enter_context(tempfile.TemporaryDirectory()))
        self.crew = Crew(self.folder / "home", *EVERYBODY, HELPER)
        rest.callback(self.crew.close)
        self.where: Path | None = self.folder / "day.xlsx"
        acts = KeyPostActs(self.crew.keyposts, stage.jobs)
        self.screen = KeyPostsScreen(acts, lambda: self.crew.now, lambda _name: self.where)
        stage.window.offer("keyposts", True)
        stage.window.add_screens({"keyposts": self.screen})

    def some(self) -> None:
        """Somebody is missing, somebody was seen astray, somebody is here, somebody has gone home."""
        crew = self.crew
        crew.at(21, 58, day=-1)
        crew.keyposts.sign(WARDEN.number)
        crew.at(6, 3)
        crew.keyposts.sign(WARDEN.number)
        crew.keyposts.sign(HELPER.number)
        crew.at(6, 10)
        crew.passes(CLEANER, "东门")
        crew.at(6, 12)

    def open(self) -> "KeyPostsShot":
        self.stage.window.show()
        self.stage.window.open("keyposts")
        self.stage.settle()
        return self


def shot(stage: Stage) -> KeyPostsShot:
    made = KeyPostsShot(stage)
    made.some()
    return made.open()


def signed(stage: Stage) -> None:
    made = shot(stage)
    made.screen.line.setText(COOK.number)
    made.screen.sign("in")
    stage.settle()


SCENES: dict[str, Callable[[Stage], None]] = {
    "keyposts": lambda stage: (shot(stage), None)[1],
    "keyposts-signed": signed,
}
