"""One start of the window, in a process of its own: prints when it was visible, when the first picture of the camera
was read (from then on it scans), and the memory it takes when idle."""

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.settings import Home

BEGIN = time.perf_counter()


def main() -> None:
    """The way of the installed command, up to the window."""
    from app.cli.main import main as gatepost

    sys.exit(gatepost([], window=start))


def start(home: "Home") -> int:
    from ui import qt

    qt.load()
    from ui.main import begin, show
    from ui.onlyone import OnlyOne

    one = OnlyOne(home)
    assert one.taken()
    app, window = show(home)
    print("visible", since())

    frames: list[bool] = []
    program = begin(app, home, window, one)
    assert program._post is not None
    program._post.hooks.frame.append(lambda *_: frames.append(True))
    while not frames:
        app.processEvents()
    print("ready", since())
    settled = time.monotonic() + 3
    while time.monotonic() < settled:
        app.processEvents()
    print("memory", resident(), flush=True)
    os._exit(0)


def resident() -> float:
    """Megabytes of memory in use now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def since() -> float:
    return (time.perf_counter() - BEGIN) * 1000
