"""One simulated station: attempts and waits as the real client makes them, with the protocol's own pieces (schedule,
receipt, seal), over batches that were made beforehand."""

import asyncio
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app import __version__
from app.server.reference.cursor import read
from app.sync.down.exchange import EVERY
from app.sync.down.protocol import REFERENCE, Page, seal_words
from app.sync.enrolment import Enrolment
from app.sync.link import KEPT
from app.sync.protocol import POSITION, RECORDS, TOKEN, Position, Refusal, TokenReply
from app.sync.receipt import check
from app.sync.renewal import request
from app.sync.result import SyncResult
from app.sync.schedule import Schedule
from app.sync.wire import unpack
from tests.bench.district.books import Books
from tests.bench.district.making import Chain, Made, begun, halves
from tests.bench.district.wire import Broken, Line, Reply

_UPLOADS = 25.0
"""Seconds of an attempt in which batches are begun: the rest is for what comes down (app.sync.client, exchange)."""


class Refused(Exception):
    """The centre did not take it, and said so. `str(error)`: how. back: see SyncResult."""

    def __init__(self, how: str, back: float = 0.0) -> None:
        super().__init__(how)
        self.back = back


class Station:
    """acknowledged: its chain as far as the centre has proved to have it; lines: the records up to there. waits: what
    part of the real client's waits it makes."""

    def __init__(self, bond: Enrolment, port: int, rng: random.Random, waits: float = 1.0) -> None:
        self.acknowledged: Chain = begun(bond.station)
        self.lines: list[bytes] = []
        self.version = 0
        self.books = Books()
        self._key = Ed25519PublicKey.from_public_bytes(bond.centre_key)
        self._bond, self._line = bond, Line(port, bond.token, KEPT)
        self._rng, self._cursor = rng, ""
        self._waits = waits
        self._asked = -EVERY
        self._waiting: deque[Made] = deque()
        self._woken = asyncio.Event()
        self._stopping = False
        self.schedule = Schedule()

    @property
    def unsent(self) -> int:
        return sum(len(one.seqs) for one in self._waiting)

    @property
    def opened(self) -> int:
        """How many connections it has opened."""
        return self._line.opened

    def write(self, *made: Made) -> None:
        """Records came into the ledger."""
        self._waiting += made
        self._woken.set()

    def drop(self) -> None:
        """What was made and not sent was never written."""
        self._waiting.clear()

    def stop(self) -> None:
        """End between two batches."""
        self._stopping = True
        self._woken.set()

    async def run(self, first: float) -> None:
        """Attempts until it is stopped, the first in so many seconds."""
        self.schedule = Schedule(delay=first)
        await self._wait()
        while not self._stopping:
            result = await self.attempt()
            self.schedule = self.schedule.after(result, self._rng)
            await self._wait()
        self._line.close()

    async def attempt(self) -> SyncResult:
        """As app.sync.down.exchange: facts up, the position where nothing went up, reference down."""
        before, problem, back = self.acknowledged.seq, "", 0.0
        try:
            sent = await self._drain()
            if not sent:
                await self._position()
        except (Broken, Refused) as error:
            problem, back = str(error), error.back
        try:
            if time.monotonic() - self._asked >= EVERY * self._waits:
                await self._reference()
                self._asked = time.monotonic()
        except (Broken, Refused) as error:
            problem, back = problem or str(error), back or error.back
        sent = self.acknowledged.seq - before
        return SyncResult(sent=sent, left=self.unsent, problem=problem, back=back)

    async def _wait(self) -> None:
        until = time.monotonic() + self.schedule.delay * self._waits
        while (left := until - time.monotonic()) > 0 and not self._stopping:
            try:
                async with asyncio.timeout(left):
                    await self._woken.wait()
            except TimeoutError:
                return
            self._woken.clear()
            if self.schedule.written().delay < self.schedule.delay:
                return

    async def _drain(self) -> int:
        sent, until = 0, time.monotonic() + _UPLOADS
        self._woken.clear()
        while self._waiting and time.monotonic() < until and not self._stopping:
            made = self._waiting[0]
            try:
                reply = await self._told("records", partial(self._line.post, RECORDS, made.body))
            except Broken as error:
                if str(error) == "timed out" and len(made.seqs) > 1:
                    self._waiting.popleft()
                    self._waiting.extendleft(reversed(halves(made)))
                raise
            receipt = check(reply.body, made.batch, list(made.seqs))
            if len(receipt.taken(list(made.seqs))) < len(made.seqs):
                raise Refused("not all taken")
            if self._waiting:  # nothing is left of what was dropped meanwhile
                self._waiting.popleft()
            self.acknowledged = made.after
            self.lines.append(made.lines)
            self.books.records += len(made.seqs)
            sent += len(made.seqs)
        return sent

    async def _position(self) -> None:
        path = f"{POSITION}?incarnation={self.acknowledged.incarnation}"
        reply = await self._told("position", partial(self._line.get, path))
        place = msgspec.json.decode(reply.body, type=Position)
        if place.seq < self.acknowledged.seq:
            raise Refused("acknowledged, and lost")

    async def _reference(self) -> None:
        while True:
            nonce = self._rng.randbytes(16)
            says = f"after={self._cursor}&nonce={nonce.hex()}&version={__version__}&unsent={self.unsent}"
            reply = await self._told("reference", partial(self._line.get, f"{REFERENCE}?{says}"))
            page = msgspec.json.decode(unpack(reply.body), type=Page)
            self._cursor = page.cursor
            if page.seal:
                self._key.verify(page.seal.signature, seal_words(page.seal))
                assert page.seal.nonce == nonce
                place = read(page.cursor)
                assert place
                self.version = place.version
                return

    async def _told(self, what: str, ask: Callable[[], Awaitable[Reply]]) -> Reply:
        """The reply of a request, entered into the books; Refused for anything but a 200. A token that has ended is
        renewed, and the request made once more, as app.sync.renewal does."""
        reply, refusal = await self._answer(what, ask)
        if renewal := request(self._bond, refusal):
            assert refusal
            self.books.renewed(f"{what}: {refusal.detail}")
            await self._renew(renewal)
            reply, refusal = await self._answer(what, ask)
        if reply.status == 200:
            return reply
        why = refusal.refused if refusal else "busy" if "retry-after" in reply.headers else "other"
        self.books.failed(f"{what}: {reply.status} {why}")
        raise Refused(f"{reply.status} {why}", float(reply.headers.get("retry-after", 0)))

    async def _answer(self, what: str, ask: Callable[[], Awaitable[Reply]]) -> tuple[Reply, Refusal | None]:
        began = time.monotonic()
        try:
            reply = await ask()
        except Broken as error:
            self.books.failed(f"{what}: {error}")
            raise
        if reply.status == 200:
            self.books.took(what, time.monotonic() - began)
            return reply, None
        return reply, _refusal(reply)

    async def _renew(self, renewal: bytes) -> None:
        """Another token, by the station's key."""
        reply = await self._line.post(TOKEN, renewal, "identity")
        if reply.status == 200:
            self._line.show(msgspec.json.decode(reply.body, type=TokenReply).token)


def _refusal(reply: Reply) -> Refusal | None:
    try:
        return msgspec.json.decode(reply.body, type=Refusal)
    except ValueError:
        return None
