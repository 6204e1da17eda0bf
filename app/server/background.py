"""What the centre does by itself, as tasks of the server: each begins with the server, ends with it, and begins anew
after a bug of ours."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from app.log import nameless

AGAIN = 60.0
"""Seconds until it begins anew."""
Work = Callable[[], Awaitable[None]]
"""Goes on until it is cancelled."""


class Background:
    """One task. Nothing that goes wrong in it reaches the requests. name: for the log."""

    def __init__(self, name: str, work: Work) -> None:
        self._name, self._work = name, work
        self._task: asyncio.Future[None] | None = None
        self._ended = False

    def begin(self) -> None:
        """Work from now on."""
        if not self._ended:
            self._task = asyncio.ensure_future(self._work())
            self._task.add_done_callback(self._broken)

    async def end(self) -> None:
        """Stop; what is under way is left to the next server."""
        self._ended = True
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def _broken(self, task: "asyncio.Future[None]") -> None:
        error = None if task.cancelled() else task.exception()
        if error:
            logging.getLogger(__name__).error("%s: %s", self._name, nameless(error))
            asyncio.get_running_loop().call_later(AGAIN, self.begin)


@asynccontextmanager
async def working(**works: Work) -> AsyncIterator[None]:
    """While it is open, all of these go on, each by its name."""
    tasks = [Background(name, work) for name, work in works.items()]
    for task in tasks:
        task.begin()
    try:
        yield
    finally:
        for task in tasks:
            await task.end()
