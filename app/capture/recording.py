"""What films and folders of pictures have in common: they have an end, and a time of their own."""

from pathlib import Path

from app.capture.session import REAL_TIME, Timing
from app.capture.source import Source


class Recording(Source):
    """paced: played in real time rather than as fast as it is taken. loop: from the beginning again at its end."""

    live = False
    recorded = True

    def __init__(self, path: Path, *, paced: bool = False, loop: bool = False, timing: Timing = REAL_TIME) -> None:
        super().__init__(timing)
        self.path = path
        self._paced = paced
        self._loop = loop
