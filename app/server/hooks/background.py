"""The courier as a task of the server: it begins with the server, ends with it, and begins anew after a bug of ours."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from app.log import nameless
from app.server.hooks.courier import Courier

AGAIN = 60.0
"""Seconds until it begins anew."""


class Background:
    """One task. Nothing that goes wrong in it reaches the requests."""

    def __init__(self, courier: Courier) -> None:
        self._courier = courier
        self._task: asyncio.Task[None] | None = None
        self._ended = False

    def begin(self) -> None:
        """Deliver from now on."""
        if not self._ended:
            self._task = asyncio.get_running_loop().create_task(self._courier.run())
            self._task.add_done_callback(self._broken)

    async def end(self) -> None:
        """Stop; what is under way is tried again by the next server."""
        self._ended = True
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def _broken(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error:
            logging.getLogger(__name__).error("hooks: %s", nameless(error))
            asyncio.get_running_loop().call_later(AGAIN, self.begin)


@asynccontextmanager
async def delivering(courier: Courier) -> AsyncIterator[None]:
    """While it is open, what is to be told is told."""
    background = Background(courier)
    background.begin()
    try:
        yield
    finally:
        await background.end()
