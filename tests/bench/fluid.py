"""How fluid the window stays: how late its event loop is, with thirty pictures a second and while pages are read.

Run by itself (`main`) in a process of its own, on the home that GATEPOST_HOME names.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from app.cli.main import main as gatepost
from tests.bench.row import Row, p99

WATCHED = 12.0
"""Seconds of each part."""
TICK = 4
"""Milliseconds between two looks at the clock."""
SETTLING = 3.0
"""Seconds of the start, which are not counted: modules are loaded and fonts drawn for the first time."""
PAGE = 1.0
"""Seconds between two pages that are asked for."""


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        gatepost(["--home", str(home), "demo"])
        for name, mode in (("at 30 pictures a second", "plain"), ("while pages are read", "pages")):
            yield Row(f"window's event loop late, p99, {name}", p99(_watched(home, mode)), "ms", None, "≤ 16 ms")


def _watched(home: Path, mode: str) -> list[float]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "GATEPOST_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.fluid", mode],
        env=environment, capture_output=True, text=True, timeout=180, check=True,
    )  # fmt: skip
    return [float(word) for word in done.stdout.split()]


def main(mode: str) -> None:
    """Prints by how many milliseconds each look at the clock was late."""
    from PySide6.QtCore import Qt, QTimer

    from app.settings import Home
    from ui.main import show
    from ui.program import Program

    home = Home.find(os.environ["GATEPOST_HOME"])
    app, window = show(home)
    program = Program(app, home, window)
    program.begin()
    post = program._post
    assert post is not None
    looks: list[float] = []
    clock = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=TICK)
    clock.timeout.connect(lambda: looks.append(time.perf_counter()))
    pages = QTimer(interval=round(PAGE * 1000))
    if mode == "pages":
        pages.timeout.connect(post.read_page)
        pages.start()
    QTimer.singleShot(round(SETTLING * 1000), clock.start)
    QTimer.singleShot(round((SETTLING + WATCHED) * 1000), app.quit)
    app.exec()
    print(*(max(0.0, (after - before) * 1000 - TICK) for before, after in pairwise(looks)))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
