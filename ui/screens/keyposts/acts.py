"""What is done at the screen of key post staff, in the background: each act is answered by a signal."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.station.keyposts import KeyPosts, Way
from ui.threads import Jobs


class KeyPostActs(QObject):
    """listed: which day was asked for (None: today), and its shifts. signed: a Signed. exported: where to, how many
    lines. failed: a UserError."""

    listed = Signal(object, list)
    signed = Signal(object)
    exported = Signal(object, int)
    failed = Signal(object)

    def __init__(self, keyposts: KeyPosts, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keyposts, self._jobs = keyposts, jobs

    def list(self, day: date | None) -> None:
        self._run(lambda: self._keyposts.day(day), lambda found: self.listed.emit(day, found))

    def sign(self, text: str, way: Way | None = None) -> None:
        self._run(lambda: self._keyposts.sign(text, way), self.signed.emit)

    def export(self, path: Path, day: date | None) -> None:
        self._run(lambda: self._keyposts.export(path, day), lambda count: self.exported.emit(path, count))

    def _run(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self._jobs.run(work, then, self.failed.emit)
