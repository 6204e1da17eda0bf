"""The morning's clock. Nobody waits for it: it is turned. The centre reads the same one, from a file's time."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.clock import CAMPUS

START = datetime(2022, 4, 10, 6, 30, tzinfo=CAMPUS)


class Steady:
    """Seconds as a person at the keyboard lives them: so much passes between two keys, and before the first one."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


class MorningClock:
    """path: a file whose time of change is the morning's. steady: the seconds of whoever stands there."""

    def __init__(self, path: Path) -> None:
        self.path, self._now, self.steady = path, START, Steady()
        path.touch()
        self.turn(0)

    def __call__(self) -> datetime:
        return self._now

    def turn(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        self.steady.now += seconds
        at = self._now.timestamp()
        os.utime(self.path, (at, at))


def told_by(path: Path) -> datetime:
    """The morning's time, in another process."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
