"""Makes a running post's daily backup, in a thread of its own: a stick or a share may take minutes, or never answer."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from app.errors import UserError
from app.i18n import tr
from app.station.backups import Backups
from app.station.safely import OnProblem, safely
from app.store.copies.shelf import Shelf

FIRST, EVERY = 60.0, 60.0
"""Seconds after the start, which has other things to do, and between two looks whether a stick was plugged in."""
AGAIN = 3600.0
"""Seconds until the next try after one that failed, if nobody unplugs the stick meanwhile."""
REMIND = 86_400.0
"""Seconds until the same is told again."""
AWAY = timedelta(days=2)
_PATIENCE = 5.0


class Stopped(Exception):
    """Raised in the middle of a backup when the post ends: no error, and nobody is told."""


class BackupClock:
    """Between `start` and `stop` it looks once a minute; `look` is one such look."""

    def __init__(
        self, backups: Backups, on_problem: OnProblem, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._backups, self._on_problem, self._monotonic = backups, on_problem, monotonic
        self._not_before = self._told_at = float("-inf")
        self._told = ""
        self._worked = time.monotonic()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="backup", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End, also in the middle of a backup. A share that does not answer is not waited for."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE)

    def look(self) -> None:
        """Make a backup if one is due and its folder is there. What goes wrong is told, once a day."""
        try:
            shelf = self._backups.shelf()
            if shelf is None:
                return
            if not shelf.there:
                self._away(shelf)
            elif self._monotonic() >= self._not_before and shelf.due(self._backups.post.clock()):
                self._not_before = self._monotonic() + AGAIN
                self._worked = time.monotonic()
                self._backups.make_daily(shelf, self._step)
                self._not_before, self._told = float("-inf"), ""
        except UserError as error:
            self._tell("failed", error)
        except OSError:
            self._not_before = float("-inf")  # pulled out while we looked

    def _run(self) -> None:
        wait = FIRST
        while not self._stop.wait(wait):
            safely(self._look_or_stop, self._on_problem)
            wait = EVERY

    def _look_or_stop(self) -> None:
        with suppress(Stopped):
            self.look()

    def _step(self, *_how_far: int) -> None:
        """Work half of the time at most: the lane and the window come first."""
        if self._stop.wait(min(time.monotonic() - self._worked, 1.0)):
            raise Stopped
        self._worked = time.monotonic()

    def _away(self, shelf: Shelf) -> None:
        """Nothing is said of a stick that lies in the safe overnight."""
        self._not_before = float("-inf")
        away = self._backups.post.clock() - self._backups.last()
        if away > AWAY:
            self._tell(
                "away",
                UserError(
                    tr("备份文件夹 {path} 不在，已有 {days} 天没有备份。请插好U盘或接通网络，插上后自动备份。",
                       path=shelf.folder, days=away.days)
                ),
            )  # fmt: skip

    def _tell(self, about: str, error: UserError) -> None:
        if about == self._told and self._monotonic() - self._told_at < REMIND:
            return
        self._told, self._told_at = about, self._monotonic()
        self._on_problem(error)
