"""Opens the window on a home. What is slow to load comes after the window is visible."""

import logging
import sys
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, QTimer
from PySide6.QtWidgets import QApplication

from app import i18n
from app.clock import system
from app.errors import UserError
from app.i18n import mark, tr
from app.settings import Home
from ui import qt, theme
from ui.onlyone import OnlyOne
from ui.qtwords import use_qt_words
from ui.window import Window

if TYPE_CHECKING:
    from ui.program import Program

BUG = mark("程序内部出错，已记入日志。可以继续使用；如反复出现，请通知管理员。")

SETTLED_MS = 2_000
"""After so long nothing of the start is left to do."""

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def run(home: Home) -> int:
    """Shows the window until it is closed; the program's exit status. Raises UserError where another one of this home
    is open and does not answer."""
    home.make()
    one = OnlyOne(home)
    if not one.taken():
        if one.call_first():
            return 0
        raise UserError(tr("值守台已经打开，但没有回应。请等一会儿再试，或重新启动电脑。"))
    try:
        return _run(home, one)
    finally:
        one.release()


def _run(home: Home, one: OnlyOne) -> int:
    app, window = show(home)
    program = begin(app, home, window, one)
    try:
        return app.exec()
    finally:
        program.end()


def show(home: Home) -> tuple[QApplication, Window]:
    """The window, visible, and nothing in it yet."""
    settings = home.settings()
    i18n.use(settings.language)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("gatepost")
    QLoggingCategory.setFilterRules("qt.multimedia*=false")  # it lists every optional library it does not find
    use_qt_words(settings.language)
    theme.apply(app, settings.theme)
    window = Window(system)
    sys.excepthook = _telling(window)
    window.resize(1366, 768)
    window.showMaximized()
    app.processEvents()
    return app, window


def begin(app: QApplication, home: Home, window: Window, one: OnlyOne) -> "Program":
    """What the window is for, in the window that is visible."""
    from app import log
    from ui.program import Program  # numpy, OpenCV and the decoders

    log.to_file(home)
    program = Program(app, home, window)
    program.begin()
    one.answer(window.to_front)
    QTimer.singleShot(SETTLED_MS, qt.settle)
    return program


def _telling(window: Window) -> Hook:
    """A bug is logged with its traceback, and the guard goes on working."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        logging.getLogger("app.window").error("bug", exc_info=(kind, error, trace))
        window.banner.say(BUG)

    return tell
