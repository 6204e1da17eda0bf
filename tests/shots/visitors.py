"""Visitors and vehicles on a real post in a temporary home, and the screen before them."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from app.policy.evidence import Approval
from app.store.reference.approvals import Approvals
from tests.fakes.outsiders import DRIVER, REGISTERED, UNKNOWN, VISITOR, Yard
from tests.shots.stage import Stage
from ui.screens.visitors.acts import VisitorsActs
from ui.screens.visitors.screen import VisitorsScreen


class VisitorsShot:
    """sent: whom the screen sent to the lane, by number."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        rest = ExitStack()
        stage.ending.append(rest.close)
        self.yard = Yard(Path(rest.enter_context(tempfile.TemporaryDirectory())) / "home")
        rest.callback(self.yard.close)
        self.sent: list[str] = []
        acts = VisitorsActs(self.yard.visitors, self.yard.vehicles, self.sent.append, stage.jobs)
        self.screen = VisitorsScreen(acts, lambda: self.yard.now)
        stage.window.add_screens({"visitors": self.screen})

    def open(self) -> "VisitorsShot":
        self.stage.window.show()
        self.stage.window.open("visitors")
        self.stage.settle()
        return self

    def some(self) -> None:
        """Visits of today, and vehicles inside."""
        yard = self.yard
        at = yard.now.replace(hour=14, minute=0)
        approval = Approval("visit", at, at + timedelta(hours=2), "王敏", "学术讲座", "", "周教授")
        Approvals(yard.post.database).grant("10000003388", approval)
        yard.visitors.register({**VISITOR, "name": "许诺", "phone": "10000003302", "outcome": "declined"})
        yard.visit(name=DRIVER.name, phone="10000002299", person_kind="driver", purpose="送菜")
        yard.through("10000002299")
        yard.vehicles.let(REGISTERED, "in", "10000002299")
        yard.later(minutes=6)
        yard.visit(vehicle=UNKNOWN)


def shot(stage: Stage) -> VisitorsShot:
    made = VisitorsShot(stage)
    made.some()
    return made.open()


def registering(stage: Stage) -> None:
    made = shot(stage)
    visit = made.screen.visit
    made.screen.begin_visit("10000004401")
    visit.form.fill(name="冯远", host="孙", purpose="取设备")
    visit.typed.emit("孙")
    stage.settle()
    visit.form.turn_to("host")
    visit.chosen.emit(visit.host_number)
    stage.settle()
    visit.answer("agreed")
    visit.form.turn_to("vehicle")
    stage.settle()


def vehicle(stage: Stage) -> None:
    _looked(shot(stage), UNKNOWN)


def twice(stage: Stage) -> None:
    made = shot(stage)
    _looked(made, REGISTERED)
    made.screen.other_way()
    stage.settle()


def refused(stage: Stage) -> None:
    _looked(shot(stage), "吉AD88102")


def _looked(made: VisitorsShot, plate: str) -> None:
    made.screen.begin_vehicle()
    made.screen.acts.look(plate)
    made.stage.settle()


def _quiet(scene: Callable[[Stage], object]) -> Callable[[Stage], None]:
    def drawn(stage: Stage) -> None:
        scene(stage)

    return drawn


SCENES: dict[str, Callable[[Stage], None]] = {
    "visitors": _quiet(shot),
    "visitors-register": registering,
    "visitors-vehicle": vehicle,
    "visitors-vehicle-twice": twice,
    "visitors-vehicle-refused": refused,
}
