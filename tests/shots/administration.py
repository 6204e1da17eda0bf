"""The pages of 管理, on a real post in a temporary home."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt

from tests.fakes.administered import Administered
from tests.shots import ways_back
from tests.shots.stage import Stage
from ui import administration
from ui.screens.manage.backups import BackupsPage
from ui.screens.manage.screen import Manage

Play = Callable[[Stage], None]


def manage(stage: Stage, *happened: Callable[[Administered], None]) -> Manage:
    """The hub, with the administrator on duty; happened: what else befell the post."""
    folder = TemporaryDirectory(prefix="gatepost-shots-")
    made = Administered(Path(folder.name))
    stage.ending += [made.close, folder.cleanup]
    made.weeks()
    for one in happened:
        one(made)
    screen = administration.manage(made.post, stage.jobs, stage.line)
    stage.window.add_screens({"manage": screen})
    stage.window.offer("manage", True)
    stage.window.open("manage")
    stage.window.show()
    stage.settle()
    return screen


def page(name: str, act: str = "") -> Play:
    """The page of that name, with the keys in it; act: the name of the method that a key calls."""

    def play(stage: Stage) -> None:
        screen = manage(stage)
        screen.list.setCurrentItem(screen.list.findItems(name, Qt.MatchFlag.MatchExactly)[0])
        stage.settle()
        screen.front.setFocus()
        if isinstance(screen.front, BackupsPage):  # the picture shows a stick, not where this was drawn
            standing = screen.front._standing
            screen.front._show(standing._replace(folder=Path("/media/duty/GATEPOST"), beside_data=False))
        if act:
            getattr(screen.front, act)()
        stage.settle()

    return play


def english(play: Play) -> Play:
    """The same in English."""

    def played(stage: Stage) -> None:
        play(stage)
        stage.dress("light", "en")

    return played


def dark(play: Play) -> Play:
    """The same at night."""

    def played(stage: Stage) -> None:
        play(stage)
        stage.dress("dark")

    return played


SCENES: dict[str, Play] = {
    "manage-accounts": page("账号"),
    "manage-accounts-english": english(page("账号")),
    "manage-accounts-add": page("账号", "_begin_adding"),
    "manage-accounts-map": page("账号", "_begin_opens"),
    "manage-retention": page("保存期限"),
    "manage-retention-english": english(page("保存期限")),
    "manage-retention-period": page("保存期限", "_begin_period"),
    "manage-holds": page("保全"),
    "manage-holds-english": english(page("保全")),
    "manage-holds-place": page("保全", "_begin_placing"),
    "manage-backups": page("备份"),
    "manage-backups-english": english(page("备份")),
    "manage-key": page("密钥与恢复码"),
    "manage-key-english": english(page("密钥与恢复码", "_begin_asking")),
    "manage-key-dark": dark(page("密钥与恢复码", "_begin_moving")),
    "manage-proof": page("台账核对", "_make"),
    "manage-proof-english": english(page("台账核对", "_make")),
    **ways_back.SCENES,
}
