"""When the centre forgets: once a day, one of its processes, beside everything else it does.

A kind that does not get through (a lock, a full disk, a bug of ours) keeps no other from its turn; it is tried again,
the later the oftener it failed, and the log and the dashboard say so.
"""

import asyncio
import logging
import random
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from app.clock import Clock
from app.errors import UserError
from app.log import nameless
from app.server.meter import Meter
from app.server.retention import forgetting, standing
from app.server.retention.forgetting import Step
from app.server.retention.standing import Standing
from app.server.sql.port import Connection, Engine

EVERY = 60.0
"""Seconds between two looks at the calendar."""
LONGEST = 4 * 3600.0
"""Seconds of one run; the rest is forgotten the next day."""
T = TypeVar("T")
_log = logging.getLogger(__name__)


class Daily:
    """One centre's. meter: is told how many were forgotten. rng: for the pauses between tries."""

    def __init__(self, engine: Engine, clock: Clock, meter: Meter, rng: random.Random | None = None) -> None:
        self._engine, self._clock, self._meter = engine, clock, meter
        self._rng = rng or random.SystemRandom()
        self._threads = CapacityLimiter(1)
        self._owed: tuple[Standing, Standing] | None = None

    async def run(self) -> None:
        """Look at the calendar until it is cancelled."""
        while True:
            await self.round()
            await asyncio.sleep(EVERY)

    async def round(self) -> int:
        """Today's work, where it is still to be done; how many records were forgotten."""
        try:
            if self._owed:
                await self._write(partial(standing.settle, taken=self._owed[0], came=self._owed[1]))
                self._owed = None
            taken = await self._write(partial(standing.take, now=self._clock()))
        except UserError as error:  # the database is away; the next look is soon
            _log.warning("retention: %s", nameless(error))
            return 0
        return await self._work(taken) if taken else 0

    async def _work(self, taken: Standing) -> int:
        count, failed = await self._through(taken)
        came = self._told(taken, failed) if failed else taken.done()
        try:
            await self._write(partial(standing.settle, taken=taken, came=came))
        except UserError as error:  # said again as soon as it can be
            _log.warning("retention: %s", nameless(error))
            self._owed = taken, came
        return count

    async def _through(self, taken: Standing) -> tuple[int, list[Step]]:
        """How many were forgotten, and the steps that failed. It takes at most half of the time that it lasts, so that
        batches come between its steps."""
        count, failed, until = 0, list[Step](), time.monotonic() + LONGEST
        work = forgetting.steps(self._engine, self._clock(), taken.left)
        began = time.monotonic()
        while began < until and (step := await self._thread(partial(_next, work))) is not None:
            count += step.forgotten
            self._meter.forgot(step.forgotten)
            failed += [step] if step.error else []
            await asyncio.sleep(time.monotonic() - began)
            began = time.monotonic()
        return count, failed

    def _told(self, taken: Standing, failed: list[Step]) -> Standing:
        kinds = tuple(step.kind for step in failed)
        left, problem = taken.left if "" in kinds else kinds, type(failed[-1].error).__name__
        came = taken.failed(left, problem, self._clock(), self._rng)
        for step in failed:
            level = logging.WARNING if isinstance(step.error, UserError) else logging.ERROR
            about = step.kind or "everything"
            _log.log(level, "retention: %s, try %d, again at %s: %s", about, came.tries, came.again,
                     nameless(step.error))  # fmt: skip
        return came

    async def _write(self, work: Callable[[Connection], T]) -> T:
        return await self._thread(partial(self._engine.write, work))

    async def _thread(self, work: Callable[[], T]) -> T:
        return await run_sync(work, limiter=self._threads)


def _next(work: Iterator[Step]) -> Step | None:
    return next(work, None)
