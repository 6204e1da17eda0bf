"""The installed command: opens the window, or runs a command without loading anything of Qt."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.settings import Home

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def main() -> None:
    """Everything is imported in here, so that Ctrl+C in the first second is an end like any other."""
    try:
        from app.cli.main import main as command

        sys.exit(command(window=_window))
    except KeyboardInterrupt:
        sys.exit(130)


def _window(home: "Home") -> int:
    import os

    from app.errors import UserError
    from app.i18n import tr

    if sys.platform == "linux" and not any(os.environ.get(name) for name in DISPLAYS):
        raise UserError(tr("这里没有显示器，打不开窗口。请在有桌面的电脑上运行，或用 gatepost lane 在终端里值守。"))
    from ui import qt

    qt.load()
    from ui.main import run

    return run(home)
