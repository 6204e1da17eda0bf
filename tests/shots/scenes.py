"""The scenes: name of the picture → what is played."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from app.decode.symbol import Symbol
from app.lane.view import LaneView
from tests.fakes import views
from tests.fakes.window import NOW, FakePost
from tests.shots.stage import Stage, picture
from ui.screens.gate import Gate
from ui.screens.gatekeys import Press
from ui.widgets.statusline import PostStatus

SYMBOL = Symbol("QRCode", b"", ((518, 240), (763, 240), (763, 485), (518, 485)), "green")


def gate(stage: Stage, view: LaneView, *, camera: bool = True) -> Gate:
    """The gate with a working camera and thermometer."""
    screen = Gate(stage.post, stage.signals, stage.jobs, stage.sounds)
    stage.window.add_screens({"gate": screen})
    stage.window.open("gate")
    stage.window.status.show_device("thermometer", "ok")
    if camera:
        stage.window.status.show_device("camera", "ok")
        screen.face.show_frame(picture(), [SYMBOL] if view.person else [])
    screen.show_level(stage.post.level)
    screen.show_view(view)
    return screen


def _plain(view: LaneView) -> Callable[[Stage], None]:
    return lambda stage: (gate(stage, view), None)[1]


def _details(stage: Stage) -> None:
    gate(stage, views.REFER)._act(Press("details"))


def _help(stage: Stage) -> None:
    gate(stage, views.WAITING)._act(Press("help"))


def _lookup(stage: Stage) -> None:
    screen = gate(stage, views.WAITING)
    screen._act(Press("lookup"))
    screen.face.lookup._line.setText("lxt")
    screen.face.lookup._ask("lxt")


def _typing(stage: Stage) -> None:
    screen = gate(stage, views.GATHERING)
    screen._typing.key("3", 1.0)
    screen._typing.key("6", 1.2)
    screen.show_view(views.GATHERING)


def _override(stage: Stage) -> None:
    gate(stage, views.GATHERING)._act(Press("override"))


def _lost(stage: Stage) -> None:
    screen = gate(stage, views.WAITING, camera=False)
    sentence = "摄像头断开了。请检查连线并重新插好，接通后自动恢复。"
    stage.signals.device.emit("camera", "lost", sentence)
    stage.window.status.show_device("camera", "lost", sentence)
    screen.face.preview.update()


def _offline(stage: Stage) -> None:
    class Offline(FakePost):
        def status(self) -> PostStatus:
            late = NOW - timedelta(minutes=41)
            return replace(super().status(), unsent=347, synced_at=late, problem="连不上指挥中心")

    stage.post.__class__ = Offline
    gate(stage, views.ADMIT)


def _dark(view: LaneView, language: str = "zh") -> Callable[[Stage], None]:
    def scene(stage: Stage) -> None:
        gate(stage, view)
        stage.dress("dark", language)

    return scene


def _english(view: LaneView) -> Callable[[Stage], None]:
    def scene(stage: Stage) -> None:
        gate(stage, view)
        stage.dress("light", "en")

    return scene


SCENES: dict[str, Callable[[Stage], None]] = {
    "gate-waiting": _plain(views.WAITING),
    "gate-gathering": _plain(views.GATHERING),
    "gate-typing": _typing,
    "gate-admit": _plain(views.ADMIT),
    "gate-hold": _plain(views.HOLD),
    "gate-refer": _plain(views.REFER),
    "gate-refuse": _plain(views.REFUSE),
    "gate-undecided": _plain(views.UNDECIDED),
    "gate-overridden": _plain(views.OVERRIDDEN),
    "gate-override-asked": _override,
    "gate-details": _details,
    "gate-lookup": _lookup,
    "gate-camera-lost": _lost,
    "gate-offline": _offline,
    "gate-dark": _dark(views.ADMIT),
    "gate-dark-waiting": _dark(views.WAITING),
    "gate-english": _english(views.GATHERING),
    "gate-english-admit": _english(views.ADMIT),
    "key-help": _help,
}
