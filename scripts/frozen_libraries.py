"""Runs before the installed program: libraries that are looked up by name are found beside it.

pyzbar asks ctypes for "zbar", and ctypes asks the system, which may have none.
"""

import ctypes.util
import sys
from collections.abc import Callable
from pathlib import Path


def beside(elsewhere: Callable[[str], str | None]) -> Callable[[str], str | None]:
    folder = Path(sys._MEIPASS)  # type: ignore[attr-defined]  # PyInstaller's

    def find_library(name: str) -> str | None:
        return next((str(path) for path in sorted(folder.glob(f"lib{name}.so*"))), None) or elsewhere(name)

    return find_library


ctypes.util.find_library = beside(ctypes.util.find_library)
