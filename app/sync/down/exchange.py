"""One attempt both ways: facts up, then reference down."""

import dataclasses
import random
import time
from collections.abc import Callable
from functools import partial

import httpx

from app import __version__
from app.clock import Clock, system
from app.errors import UserError
from app.store.database import Database
from app.store.others import OtherRecords
from app.sync.client import SyncClient
from app.sync.down.download import Download, Fetched
from app.sync.down.others import OthersDownload
from app.sync.enrolment import Enrolment
from app.sync.link import BusyError, LinkError
from app.sync.ports import Outbox
from app.sync.result import Progress, SyncResult

EVERY = 15.0
"""Seconds between two questions whether there is something new: a passage a second must not ask every second."""
_KEPT_BACK = 15.0
"""Seconds of an attempt that the upload leaves: a change of level does not wait behind 100,000 records."""


class Exchange(SyncClient):
    """The upload, and behind it the download. on_reference: told how many changes came into use, in the same thread."""

    def __init__(
        self, outbox: Outbox, database: Database, identity: Enrolment, on_reference: Callable[[int], None],
        transport: httpx.BaseTransport | None = None, clock: Clock = system, rng: random.Random | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        super().__init__(outbox, identity, transport, clock, rng, monotonic)
        self._download = Download(database, self._link, identity.centre_key, clock, rng, says=partial(_says, outbox))
        self._others = OthersDownload(OtherRecords(database), self._link)
        self._on_reference = on_reference
        self._now = monotonic
        self._asked: float | None = None

    def run_once(
        self, within: float = 50.0, stop: Callable[[], bool] = lambda: False,
        progress: Callable[[Progress], None] = lambda _: None,
    ) -> SyncResult:  # fmt: skip
        """See SyncClient. What is wrong with the download does not hold up the upload, nor the other way round."""
        until = self._now() + within
        sent = super().run_once(max(within - _KEPT_BACK, within / 2), stop, progress)
        if sent.paused or stop() or (self._asked is not None and self._now() < self._asked + EVERY):
            return sent
        fetched = self._fetched(until, stop)
        if fetched.received:
            self._on_reference(fetched.received)
        return dataclasses.replace(
            sent, received=fetched.received, unfinished=fetched.unfinished, elsewhere=fetched.elsewhere,
            problem=sent.problem or fetched.problem, back=sent.back or fetched.back,
        )  # fmt: skip

    def _fetched(self, until: float, stop: Callable[[], bool]) -> Fetched:
        fetched = Fetched()
        both: tuple[Callable[[], None], ...] = (
            partial(self._download.run, fetched, until, stop), partial(self._others.run, until, stop),
        )  # fmt: skip
        for work in both:
            try:
                work()
            except (LinkError, UserError) as error:
                fetched.problem = str(error)
                fetched.back = error.back if isinstance(error, BusyError) else 0.0
        self._asked = None if fetched.unfinished or fetched.problem else self._now()
        return fetched


def _says(outbox: Outbox) -> dict[str, str]:
    """The version of this program, and how much is not acknowledged."""
    return {"version": __version__, "unsent": str(outbox.count())}
