"""Attempt after attempt, without a thread: what each came to, what the status line tells, and when the next one is.

Whatever happens in an attempt, another one follows: what is a bug of ours is logged, told, and waited out like bad
weather.
"""

import logging
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.caught import caught
from app.errors import UserError
from app.i18n import tr
from app.sync.result import Progress, SyncResult
from app.sync.schedule import Schedule
from app.sync.state import SyncState

if TYPE_CHECKING:
    from app.sync.client import SyncClient  # with httpx, a tenth of a second

_log = logging.getLogger(__name__)


class Rounds:
    """`connect` is called by the first attempt, so that the store's connection may belong to its thread; on_state is
    called after every batch and every attempt."""

    def __init__(
        self, connect: "Callable[[], SyncClient]", on_state: Callable[[SyncState], None], rng: random.Random
    ) -> None:
        self._connect = connect
        self._on_state = on_state
        self._rng = rng
        self._client: SyncClient | None = None
        self._last_success: datetime | None = None
        self._offset: timedelta | None = None
        self._left = 0
        self._seconds: float | None = None
        self.schedule = Schedule()

    def attempt(self, stop: Callable[[], bool]) -> None:
        """One attempt; afterwards `schedule` says when the next is due. Never raises."""
        results: list[SyncResult] = []
        error = caught(lambda: results.append(self._try(stop)))
        if error:
            _log.error("an attempt to sync broke off", exc_info=error)
            self.close()
            problem = tr("上传程序出错，已记入日志，稍后自动重试；记录都在本机。")
            results.append(SyncResult(sent=0, left=self._left, problem=problem))
        self.schedule = self.schedule.after(results[0], self._rng)
        self._tell(self._state(results[0]))

    def close(self) -> None:
        """Give the connections back; another attempt makes new ones."""
        client, self._client = self._client, None
        if client:
            client.close()

    def _try(self, stop: Callable[[], bool]) -> SyncResult:
        """A centre's address or a database that cannot be used is told, and tried again like any other."""
        try:
            self._client = self._client or self._connect()
        except UserError as error:
            return SyncResult(sent=0, left=self._left, problem=str(error))
        return self._client.run_once(stop=stop, progress=self._progress)

    def _progress(self, progress: Progress) -> None:
        self._left, self._seconds = progress.left, progress.seconds
        self._tell(
            SyncState(
                unsent=progress.left, last_success=self._last_success, offset=self._offset, sending=True,
                seconds_left=progress.seconds,
            )
        )  # fmt: skip

    def _state(self, result: SyncResult) -> SyncState:
        self._left = result.left
        self._offset = self._offset if result.offset is None else result.offset
        if not result.problem:
            self._last_success = result.at
        going_on = result.left > 0 and not result.problem
        return SyncState(
            unsent=result.left, last_success=self._last_success, problem=result.problem, paused=result.paused,
            forked=result.forked, quarantined=result.quarantined, offset=self._offset, next_in=self.schedule.delay,
            sending=going_on, seconds_left=self._seconds if going_on else None,
        )  # fmt: skip

    def _tell(self, state: SyncState) -> None:
        """A listener that fails must not end the upload."""
        error = caught(lambda: self._on_state(state))
        if error:
            _log.error("a listener to the sync failed", exc_info=error)
