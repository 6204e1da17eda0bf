"""Starting: when the window is visible and when it is ready to scan, beside a bare PySide6 window."""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.cli.main import main as gatepost
from tests.bench.row import Row

TIMES = 5
BARE = """
import time; begin = time.perf_counter()
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([]); window = QWidget(); window.resize(1366, 768); window.show(); app.processEvents()
print("visible", (time.perf_counter() - begin) * 1000)
"""


OURS = "from tests.bench.window import main; main()"


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        gatepost(["--home", str(home), "demo"])
        bare, ours = [], []
        for n in range(TIMES + 1):
            before, after = _run(BARE, home)["visible"], _run(OURS, home)
            if n:  # the first start of an installation compiles
                bare.append(before)
                ours.append(after)
    beside = statistics.median(bare)
    yield Row("window visible (a bare window)", _median(ours, "visible"), "ms", beside, "≤ 1.5")
    yield Row("window ready to scan (a bare window)", _median(ours, "ready"), "ms", beside, "≤ 2.5")
    yield Row("memory when idle", _median(ours, "memory"), "MB", None, "≤ 200")


def _median(runs: list[dict[str, float]], name: str) -> float:
    return statistics.median(run[name] for run in runs)


def _run(code: str, home: Path) -> dict[str, float]:
    """The figures a fresh process prints, by name."""
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "offscreen", "GATEPOST_HOME": str(home),
        "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(home.parent / "compiled"),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=120, check=True
    )
    return {name: float(value) for name, value in (line.split() for line in done.stdout.splitlines())}
