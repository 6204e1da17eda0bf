"""The gate when not all is as usual: repeats, two phones, a group, a passage taken back, no phone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from app.lane.view import LaneView
from app.policy.decision import Check, Decision
from app.policy.person import Person
from app.store.passages import Passed as Came
from tests.fakes import views
from tests.fakes.window import NOW, PEOPLE
from tests.shots.stage import Stage, picture
from ui.screens.gate.keys import Press
from ui.screens.gate.screen import Gate


def _came(person: Person, ago: timedelta) -> Came:
    return Came(NOW - ago, "东门", person.number, person.name, person.college, "in", "admit", "")


REPEATS = replace(views.GATHERING, repeats=_came(PEOPLE[0], timedelta(minutes=4)))
TWO_CODES = replace(views.WAITING, notice="two-codes")
BY_CARD = replace(
    views.GATHERING,
    claims=(),
    decision=Decision(
        "hold", (), ("health-code", "travel-card", "test-report", "temperature", "symptoms"),
        views.checks(
            identity=Check("identity", "done", "read"),
            **{item.replace("-", "_"): views.missing(item) for item in views.ITEMS[2:]},
        ),
    ),
)  # fmt: skip


def _gate(stage: Stage, *, phone: bool = True) -> Gate:
    screen = Gate(stage.post, stage.signals, stage.jobs, stage.sounds, lambda: NOW)
    stage.window.add_screens({"gate": screen})
    stage.window.open("gate")
    screen.face.show_frame(picture(phone=phone), [])
    return screen


def _view(view: LaneView, *, phone: bool = True) -> Callable[[Stage], None]:
    return lambda stage: _gate(stage, phone=phone).show_view(view)


def _group_asked(stage: Stage) -> None:
    screen = _gate(stage, phone=False)
    screen.show_view(views.WAITING)
    screen._act(Press("group"))
    screen.group.form.fill(people="临床 2019-3 班")


def _group(stage: Stage) -> None:
    screen = _gate(stage, phone=False)
    screen.show_view(views.WAITING)
    stage.post.arrived = {PEOPLE[1].number: _came(PEOPLE[1], timedelta(seconds=20))}
    screen.group.form.begun.emit(stage.post.lead("护理 2020-1 班", PEOPLE))
    stage.settle()


def _back(stage: Stage) -> None:
    screen = _gate(stage, phone=False)
    screen.show_view(views.WAITING)
    screen._act(Press("back"))
    stage.settle()


SCENES: dict[str, Callable[[Stage], None]] = {
    "gate-repeats": _view(REPEATS),
    "gate-two-codes": _view(TWO_CODES),
    "gate-no-phone": _view(BY_CARD, phone=False),
    "gate-group-asked": _group_asked,
    "gate-group": _group,
    "gate-take-back": _back,
}
