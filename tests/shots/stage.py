"""A window with an invented post, at a fixed time, that can be drawn into a file."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app import i18n
from app.capture.items import Image
from tests.fakes.window import NOW, FakePost, Steps
from ui import theme
from ui.screens.centre.syncing import Line
from ui.threads import Jobs, Signals
from ui.widgets.recent import Passed
from ui.widgets.retell import use_language
from ui.widgets.sounds import Sounds
from ui.window import Window

SIZE = 1366, 768
PASSED = [
    Passed(NOW - timedelta(seconds=7), "陈立", "student", "护理学院", "admit", id="p7"),
    Passed(NOW - timedelta(seconds=14), "吴海燕", "staff", "后勤处", "admit", id="p6"),
    Passed(NOW - timedelta(seconds=31), "孙国栋", "staff", "后勤处", "refer"),
    Passed(NOW - timedelta(seconds=42), "", "", "", "refuse"),
    Passed(NOW - timedelta(seconds=60), "郑爽", "student", "检验学院", "admit", "out"),
    Passed(NOW - timedelta(seconds=83), "何静怡", "student", "临床医学院", "hold"),
    Passed(NOW - timedelta(seconds=95), "许诺", "student", "护理学院", "admit"),
]


class Stage:
    """One window; scenes set it, `draw` keeps it."""

    def __init__(self, app: QApplication) -> None:
        self.app = app
        i18n.use("zh")
        theme.apply(app, "light")
        self.post, self.steps = FakePost(), Steps()
        self.post.passed = list(PASSED)
        self.jobs, self.signals = Jobs(self.steps), Signals(self.post.hooks)
        self.line = Line(self.post.sync_now, lambda: self.post.sync, self.signals.sync)
        self.sounds = Sounds()
        self.window = Window(lambda: NOW)
        for name in ("camera", "thermometer"):
            self.window.status.show_device(name, "ok")
        self.window.resize(*SIZE)
        self.ending: list[Callable[[], None]] = []

    def dress(self, theme_name: str = "light", language: str = "zh") -> None:
        theme.apply(self.app, theme_name)
        use_language(language)

    def settle(self) -> None:
        """Do what waits, and let Qt lay out."""
        for _ in range(4):
            self.steps.run()
            self.app.processEvents()

    def draw(self, path: Path) -> None:
        self.window.show_status(self.post.status())
        self.window.tick(NOW)
        self.window.show()
        self.settle()
        self.window.grab().save(str(path))

    def close(self) -> None:
        self.jobs.stop()
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        for end in self.ending:
            end()


def picture(*, phone: bool) -> Image:
    """A phone with a code before a dark wall, drawn here: 720 x 1280, blue-green-red."""
    image = np.full((720, 1280, 3), (72, 62, 54), dtype=np.uint8)
    image[600:] = (60, 52, 46)
    if not phone:
        return image
    image[70:660, 470:810] = (20, 16, 14)
    image[96:634, 486:794] = (250, 250, 250)
    rng = np.random.default_rng(7)
    modules = np.kron(rng.integers(0, 2, (25, 25)), np.ones((9, 9), dtype=int))
    image[250:475, 528:753][modules == 1] = (72, 150, 30)
    for top, left in ((250, 528), (250, 690), (412, 528)):
        image[top : top + 63, left : left + 63] = (72, 150, 30)
        image[top + 9 : top + 54, left + 9 : left + 54] = (250, 250, 250)
        image[top + 18 : top + 45, left + 18 : left + 45] = (72, 150, 30)
    return image
