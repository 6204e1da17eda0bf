"""Delivers what lies in the outbox, by one clock, beside everything else the centre does.

A message is taken by moving its own next try into the future: of two couriers over one database one gets it, and if
that one dies it is tried again. So a receiver may get a message twice, and knows it by its id.
"""

import asyncio
import logging
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple, TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from app.clock import Clock
from app.errors import UserError
from app.log import nameless
from app.server.hooks.events import PING
from app.server.hooks.outbox import DONE, GIVEN_UP, WAITING, Happened, made
from app.server.hooks.pace import TRIES, pause
from app.server.hooks.sending import PATIENCE, Outcome, send
from app.server.hooks.signing import HEADER, signature
from app.server.sql.port import Connection, Engine
from app.store.chain import moment

LOOK = 1.0
"""Seconds between two looks into the outbox while nothing is under way."""
_LEASE = timedelta(seconds=2 * PATIENCE)
_KEPT = timedelta(days=30)
"""How long what is done or given up can be looked at."""
_DUE = """SELECT id, event, body, tries FROM delivery WHERE hook = ? AND state = ? AND due_at <= ?
    ORDER BY due_at, id LIMIT 1"""
_SOME = """SELECT id FROM hook WHERE EXISTS
    (SELECT 1 FROM delivery WHERE delivery.hook = hook.id AND state = ? AND due_at <= ?)"""
_TAKE = "UPDATE delivery SET due_at = ?, tries = tries + 1 WHERE hook = ? AND id = ? AND state = ? AND tries = ?"
_NOTE = "UPDATE delivery SET state = ?, due_at = ?, said = ? WHERE hook = ? AND id = ?"
_OVER = "DELETE FROM delivery WHERE hook = ? AND state <> ? AND due_at < ?"
T = TypeVar("T")


class _Message(NamedTuple):
    """tries: with the one that is under way."""

    hook: str
    id: str
    event: str
    body: str
    tries: int
    address: str
    secret: bytes


class Courier:
    """One centre's. clock: the centre's; rng: for the pauses. A hook gets one message at a time, so that one whose
    receiver is slow keeps nobody else waiting."""

    def __init__(self, engine: Engine, clock: Clock, rng: random.Random | None = None) -> None:
        self._engine, self._clock = engine, clock
        self._rng = rng or random.Random()  # noqa: S311 - pauses, nothing secret
        self._threads = CapacityLimiter(1)
        self._busy: set[str] = set()
        self._free = asyncio.Event()

    async def run(self) -> None:
        """Deliver until it is cancelled. A database that does not answer is looked at again."""
        under_way: set[asyncio.Task[None]] = set()
        try:
            while True:
                for message in await self._due():
                    task = asyncio.create_task(self._hand_over(message))
                    under_way.add(task)
                    task.add_done_callback(under_way.discard)
                    task.add_done_callback(_told)
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK):
                        await self._free.wait()
                self._free.clear()
        finally:
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def round(self) -> int:
        """Try what is due once, of every hook the oldest message; how many there were."""
        due = await self._due()
        await asyncio.gather(*(self._hand_over(one) for one in due))
        return len(due)

    async def _due(self) -> list[_Message]:
        """The next message of every hook that is not busy, taken so that nobody else has it. Its hook is busy now."""
        busy, now = frozenset(self._busy), self._clock()
        try:
            waiting = await run_sync(partial(self._engine.read, partial(_waiting, now=now)), limiter=self._threads)
            found = await self._written(partial(_taken, busy=busy, now=now)) if waiting - busy else []
        except UserError as error:
            _log(error)
            return []
        self._busy.update(one.hook for one in found)
        return found

    async def _hand_over(self, message: _Message) -> None:
        try:
            outcome = await send(message.address, message.body.encode(), _headers(message, self._clock()))
            await self._written(partial(self._noted, message=message, outcome=outcome))
        except UserError as error:
            _log(error)  # it is tried again when its lease is over
        finally:
            self._busy.discard(message.hook)
            self._free.set()

    def _noted(self, connection: Connection, message: _Message, outcome: Outcome) -> None:
        now = self._clock()
        over = outcome.for_good or message.tries >= TRIES
        state = DONE if outcome.taken else GIVEN_UP if over else WAITING
        next_ = now if state != WAITING else now + pause(message.tries, self._rng)
        connection.execute(_NOTE, (state, moment(next_), outcome.said, message.hook, message.id))
        connection.execute(_OVER, (message.hook, WAITING, moment(now - _KEPT)))

    async def _written(self, work: Callable[[Connection], T]) -> T:
        return await run_sync(partial(self._engine.write, work), limiter=self._threads)


def _waiting(connection: Connection, now: datetime) -> set[str]:
    """The hooks that have something due. Mostly there is nothing, and so nothing to write."""
    return {row[0] for row in connection.rows(_SOME, (WAITING, moment(now)))}


def _taken(connection: Connection, busy: frozenset[str], now: datetime) -> list[_Message]:
    """Of each hook that is not busy the message that is due longest."""
    found = []
    for hook, address, secret in connection.rows("SELECT id, address, secret FROM hook ORDER BY id"):
        row = None if hook in busy else connection.row(_DUE, (hook, WAITING, moment(now)))
        if row is None:
            continue
        id_, event, body, tries = row
        if tries >= TRIES:  # its last try ended with the process, or in a bug of ours
            connection.execute(_NOTE, (GIVEN_UP, moment(now), "broken", hook, id_))
        elif connection.execute(_TAKE, (moment(now + _LEASE), hook, id_, WAITING, tries)):
            found.append(_Message(hook, id_, event, body, tries + 1, address, bytes(secret)))
    return found


async def ping(address: str, secret: bytes, now: datetime) -> Outcome:
    """Try a receiver at once, beside the outbox."""
    id_, body = made(Happened(PING, {}), now)
    message = _Message("", id_, PING, body, 1, address, secret)
    return await send(address, body.encode(), _headers(message, now))


def _headers(message: _Message, now: datetime) -> dict[str, str]:
    return {
        "Content-Type": "application/json", "User-Agent": "Gatepost", "Gatepost-Event": message.event,
        "Gatepost-Delivery": message.id, HEADER: signature(message.secret, message.body.encode(), now),
    }  # fmt: skip


def _told(task: asyncio.Task[None]) -> None:
    """A bug of ours in one delivery stops no other."""
    error = None if task.cancelled() else task.exception()
    if error:
        logging.getLogger(__name__).error("hooks: %s", nameless(error))


def _log(error: UserError) -> None:
    logging.getLogger(__name__).warning("hooks: %s", type(error).__name__)
