"""One sound per face, and one for a change of level. A machine without a sound device stays silent, and everything else
goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl, qInstallMessageHandler

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

NAMES = ("admit", "wait", "refuse", "undecided", "level")


class Sounds:
    """Loads the sounds once; `play` returns at once."""

    def __init__(self) -> None:
        self._effects: dict[str, QSoundEffect] = {}

    def load(self) -> None:
        """Bring the sounds into memory: after the window is visible, since multimedia is slow to come."""
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

        with _no_films():
            if not QMediaDevices.audioOutputs():
                return
            for name in NAMES:
                with as_file(files("resources") / "sounds" / f"{name}.wav") as path:
                    effect = QSoundEffect()
                    effect.setSource(QUrl.fromLocalFile(str(path)))
                    self._effects[name] = effect

    def turn(self, *, on: bool) -> None:
        """Have the sounds, or be silent from now on."""
        if not on:
            self._effects.clear()
        elif not self._effects:
            self.load()

    def play(self, name: str) -> None:
        """Play a sound; the last one wins."""
        for other in self._effects.values():
            other.stop()
        if name in self._effects:
            self._effects[name].play()


@contextmanager
def _no_films() -> Iterator[None]:
    """Qt's players of films (FFmpeg, and with it Qt Quick: 12 MB) stay on the disk: sounds need none of them. Qt says
    so itself, on standard error, where it finds none, and nobody has to read that."""
    paths, told = QCoreApplication.libraryPaths(), qInstallMessageHandler(lambda *_said: None)
    QCoreApplication.setLibraryPaths([])
    try:
        yield
    finally:
        QCoreApplication.setLibraryPaths(paths)
        qInstallMessageHandler(told)
