"""Draws every screen and state to docs/screenshots, without a display: `python -m tests.screenshots [FOLDER]`."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.shots import dashboard
from tests.shots.scenes import SCENES
from tests.shots.stage import Stage

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"


def main(folder: Path = FOLDER, only: str = "") -> None:
    """One picture a scene."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    for name, scene in SCENES.items():
        if only in name:
            stage = Stage(app)
            scene(stage)
            stage.draw(folder / f"{name}.png")
            stage.close()
    dashboard.draw(folder, only)


if __name__ == "__main__":
    main(*(Path(one) for one in sys.argv[1:2]), *sys.argv[2:3])
