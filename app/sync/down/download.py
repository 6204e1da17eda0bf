"""The post's download: takes pages until the centre seals them, and believes nothing but the seal."""

import random
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.clock import Clock
from app.i18n import tr
from app.store.database import Database
from app.store.reference.staging.alone import alone
from app.store.reference.staging.gentle import gentle
from app.store.reference.staging.progress import InUse
from app.store.reference.staging.rows import Change
from app.store.reference.staging.staging import Staging, UnfitPageError
from app.sync.down.protocol import REFERENCE, Page, Row, Seal, seal_words
from app.sync.down.rest import Rest, sharing
from app.sync.link import Link, LinkError, not_the_centre
from app.sync.wire import DamagedError, TooLargeError, unpack


@dataclass
class Fetched:
    """received: changes that came into use. unfinished: time was up, go on soon. elsewhere: somebody else is at it, in
    this program or another. problem: a sentence for the user. back: see SyncResult."""

    received: int = 0
    unfinished: bool = False
    elsewhere: bool = False
    problem: str = ""
    back: float = 0.0


class Download:
    """Brings a post's database to the centre's state. link: to the centre whose public key is `centre_key`. says: how
    the post is, for the centre's people."""

    def __init__(
        self, database: Database, link: Link, centre_key: bytes, clock: Clock, rng: random.Random | None = None,
        rest: Callable[[], None] | None = None, says: Callable[[], Mapping[str, str]] = dict,
    ) -> None:  # fmt: skip
        self._database, self._link, self._clock = database, link, clock
        self._rest, self._settle = rest or Rest(), _nothing
        self._says = says
        self._staging = Staging(database, self._give_way)
        self._key = Ed25519PublicKey.from_public_bytes(centre_key)
        self._rng = rng or random.SystemRandom()

    def run(self, fetched: Fetched, until: float, stop: Callable[[], bool] = lambda: False) -> None:
        """Go on until the post has what the centre has, `until` on the link's clock, or `stop()` between two steps;
        `fetched` is told what came of it. Leaves it unfinished while another thread or process downloads.

        LinkError: nothing is lost, and the next run goes on from there.
        """
        fetched.unfinished = True
        with alone(self._database.path) as only:
            fetched.elsewhere = not only
            if only:
                with gentle(self._database) as self._settle, sharing():
                    self._run(fetched, until, stop)

    def _run(self, fetched: Fetched, until: float, stop: Callable[[], bool]) -> None:
        for received in self._steps(until):
            fetched.received += received
            self._give_way()
            if stop() or self._link.now() >= until:
                return
        fetched.unfinished = False

    def _give_way(self) -> None:
        self._settle()
        self._rest()

    def _steps(self, until: float) -> Iterator[int]:
        """Yields behind every step the changes that it put into use."""
        yield from self._staging.steps()
        sealed = False
        while not sealed:
            sealed = yield from self._page(until)
        yield from self._staging.steps()

    def _page(self, until: float) -> Generator[int, None, bool]:
        """One page; returns whether it was the last."""
        asked_at, nonce = self._clock(), self._rng.randbytes(16)
        before = self._staging.cursor()
        page = self._asked(before, nonce, until)
        if page.fresh:
            self._staging.drop()
            yield from self._staging.steps()
        elif not page.seal and page.cursor == before:
            raise LinkError(not_the_centre())
        becomes = page.seal and self._believed(page.seal, page.cursor, nonce, asked_at)
        try:
            if page.rows or page.fresh:
                self._staging.take([_change(row) for row in page.rows], page.cursor, fresh=page.fresh)
        except UnfitPageError as error:
            raise LinkError(not_the_centre()) from error
        if becomes and page.seal and not self._staging.seal(becomes, page.seal.digest):
            raise LinkError(tr("收到的资料与指挥中心的不一致，没有启用；原来的照用，稍后重新下载。"))
        yield 0
        return page.seal is not None

    def _asked(self, after: str, nonce: bytes, until: float) -> Page:
        body = self._link.get(REFERENCE, {"after": after, "nonce": nonce.hex(), **self._says()}, until)
        try:
            return msgspec.json.decode(unpack(body), type=Page)
        except (DamagedError, TooLargeError, ValueError, RecursionError) as error:
            raise LinkError(not_the_centre()) from error

    def _believed(self, seal: Seal, cursor: str, nonce: bytes, asked_at: datetime) -> InUse:
        """Only the centre's own seal over exactly this ends a download; looked at before its page is taken, since a
        cursor that is kept tells the centre what this post has."""
        try:
            self._key.verify(seal.signature, seal_words(seal))
        except InvalidSignature as error:
            raise LinkError(not_the_centre()) from error
        if seal.nonce != nonce or seal.token != cursor:
            raise LinkError(not_the_centre())
        return InUse(token=seal.token, total=b"", counts=seal.counts, asked_at=asked_at, seal=msgspec.json.encode(seal))


def _nothing() -> None:
    return None


def _change(row: Row) -> Change:
    value = bytes(row.value)
    return Change(row.section, row.key, None if value == b"null" else value)
