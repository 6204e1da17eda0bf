"""How soon a typed temperature is painted beside its bed: 800 of them by the keyboard, on a real post that writes.

Run by itself (`main`) in a process of its own.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

from tests.bench.row import Row, p95, p99

FRAME = 1000 / 60
"""Milliseconds between two pictures of a usual screen."""
FLOORS, ROOMS = 6, 23


def rows() -> Iterator[Row]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.beds"], env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip
    taken = [float(word) for word in done.stdout.split()]
    yield Row("a key at the beds until it is painted, p95 (a frame)", p95(taken), "ms", FRAME, "≤ 1")
    yield Row("the same, p99", p99(taken), "ms", FRAME)


def main() -> None:
    """Prints the milliseconds of each key."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from tests.shots.dormitory import MapShot
    from tests.shots.stage import Stage
    from ui.threads import Jobs

    app = QApplication([])
    stage = Stage(app)
    stage.jobs.stop()
    stage.jobs = Jobs()
    made = MapShot(stage, FLOORS, ROOMS).open()
    screen = made.screen
    while screen.hand.page is None:
        app.processEvents()
    for n in range(800):
        for key in (*f"{360 + n % 13}", Qt.Key.Key_Return):
            painted, begin = screen.face.beds.painted, time.perf_counter()
            QTest.keyClick(screen, key)
            app.processEvents()
            assert screen.face.beds.painted > painted
            print((time.perf_counter() - begin) * 1000)
    while screen.hand.waiting:
        app.processEvents()
    stage.close()


if __name__ == "__main__":
    main()
