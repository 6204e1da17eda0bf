"""What an administrator meets on the day when something is gone: a new PC, a broken database, a forgotten PIN."""

from collections.abc import Callable

from app.station.setup import Done
from app.store.faults import WrongKey
from app.store.secret.recovery import code_of
from tests.shots.stage import Stage
from ui.screens.firstrun import FirstRun
from ui.screens.forgotten import ByCode, ForgottenScreen
from ui.screens.screen import Screen
from ui.screens.trouble import Trouble

Play = Callable[[Stage], None]


def _shown(stage: Stage, name: str, screen: Screen) -> None:
    stage.window.add_screens({name: screen})
    stage.window.open(name)
    stage.window.show()
    stage.settle()


def _new_pc(stage: Stage) -> None:
    screen = FirstRun(stage.jobs, str, lambda plan: Done(code_of(bytes(range(32)))), lambda copy, code: "")
    _shown(stage, "first-run", screen)
    screen.begin_restoring()
    screen.restoring.fill(copy="/media/duty/GATEPOST/East-Gate-3f2a91c0-20220410-120000.gatepost")
    stage.settle()


def _damaged(stage: Stage) -> None:
    _trouble(stage)


def _trouble(stage: Stage) -> Trouble:
    screen = Trouble(stage.jobs, repr, repr, lambda copy, code: "")
    screen.show_error(WrongKey("station.db"))
    _shown(stage, "trouble", screen)
    return screen


def _damaged_restore(stage: Stage) -> None:
    _trouble(stage).to_restore()
    stage.settle()


def _forgotten(stage: Stage) -> None:
    post = ByCode(lambda: ["何老师"], lambda name, code, pin: None)
    _shown(stage, "forgotten", ForgottenScreen(stage.jobs, post))


def _english(play: Play) -> Play:
    def played(stage: Stage) -> None:
        play(stage)
        stage.dress("light", "en")

    return played


SCENES: dict[str, Play] = {
    "first-run-restore": _new_pc,
    "first-run-restore-english": _english(_new_pc),
    "trouble-damaged": _damaged,
    "trouble-restore": _damaged_restore,
    "trouble-restore-english": _english(_damaged_restore),
    "sign-in-forgotten": _forgotten,
    "sign-in-forgotten-english": _english(_forgotten),
}
