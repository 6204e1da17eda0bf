"""The installed command: opens the window, or runs a command without loading anything of Qt."""

import sys

from app.cli.main import main as command
from app.settings import Home


def main() -> None:
    sys.exit(command(window=_window))


def _window(home: Home) -> int:
    from ui.main import run

    return run(home)
