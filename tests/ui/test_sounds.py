"""The sounds cost no more memory than sounds need, and leave Qt as it was."""

import subprocess
import sys
from pathlib import Path

import pytest

LOAD = """
from pathlib import Path
from PySide6.QtCore import QLoggingCategory
from PySide6.QtWidgets import QApplication
from ui.widgets.sounds import Sounds
QLoggingCategory.setFilterRules("qt.multimedia*=false")
app = QApplication([])
before = app.libraryPaths()
sounds = Sounds()
sounds.load()
sounds.play("admit")
print(app.libraryPaths() == before, "ffmpegmediaplugin" in Path("/proc/self/maps").read_text())
"""


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="only Linux tells which libraries a process has")
def test_no_player_of_films_is_loaded_for_the_sounds() -> None:
    done = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["True", "False"]
    assert done.stderr == ""
