"""When the centre forgets: once a day, one of its processes, beside everything else it does.

A clock that jumped must not empty the centre: days count only while they follow each other. The first time, after a
longer gap, or when the clock went back, nothing is forgotten until the next day agrees.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from app.clock import Clock, campus_day
from app.errors import UserError
from app.log import nameless
from app.server.meter import Meter
from app.server.retention import forgetting
from app.server.sql.port import Connection, Engine

EVERY = 600.0
"""Seconds between two looks at the calendar."""
GAP = 3
"""Days; a centre that was off over a weekend goes on."""
LONGEST = 4 * 3600.0
"""Seconds of one run; the rest is forgotten the next day."""
_NAME = "forgotten-on"
_FIRST = "INSERT INTO centre (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING"
_NEXT = "UPDATE centre SET value = ? WHERE name = ? AND value = ?"
T = TypeVar("T")


class Daily:
    """One centre's. meter: is told how many were forgotten."""

    def __init__(self, engine: Engine, clock: Clock, meter: Meter) -> None:
        self._engine, self._clock, self._meter = engine, clock, meter
        self._threads = CapacityLimiter(1)

    async def run(self) -> None:
        """Look at the calendar until it is cancelled."""
        while True:
            await self.round()
            await asyncio.sleep(EVERY)

    async def round(self) -> int:
        """Today's work, where it is still to be done; how many records were forgotten. It takes at most half of the
        time that it lasts, so that batches come between its steps."""
        count, until = 0, time.monotonic() + LONGEST
        try:
            if not await self._thread(partial(self._engine.write, self._begun)):
                return 0
            work = forgetting.steps(self._engine, self._clock())
            began = time.monotonic()
            while began < until and (done := await self._thread(partial(_next, work))) is not None:
                count += done
                self._meter.forgot(done)
                await asyncio.sleep(time.monotonic() - began)
                began = time.monotonic()
        except UserError as error:  # the database is away; tomorrow is another day
            logging.getLogger(__name__).warning("retention: %s", nameless(error))
        return count

    def _begun(self, connection: Connection) -> bool:
        """Whether today's work is ours: of several processes the first one has it."""
        today = campus_day(self._clock())
        new = today.isoformat().encode()
        row = connection.row("SELECT value FROM centre WHERE name = ?", (_NAME,))
        if row is None:
            connection.execute(_FIRST, (_NAME, new))
            return False
        old = bytes(row[0])
        if old == new or not connection.execute(_NEXT, (new, _NAME, old)):
            return False
        return 0 < (today - date.fromisoformat(old.decode())).days <= GAP

    async def _thread(self, work: Callable[[], T]) -> T:
        return await run_sync(work, limiter=self._threads)


def _next(work: Iterator[int]) -> int | None:
    return next(work, None)
