"""The station's upload: drains the ledger into batches, and believes nothing but a receipt."""

import random
import time
import uuid
from collections.abc import Callable

import httpx
import msgspec

from app.clock import Clock, system
from app.errors import UserError
from app.i18n import tr
from app.store.fact import Entry
from app.sync import aside
from app.sync.again import Again
from app.sync.attempt import Attempt, paused
from app.sync.batches import batch_of, run_of
from app.sync.enrolment import Enrolment
from app.sync.link import BusyError, LinkError, RefusedError, TimedOutError, not_the_centre
from app.sync.pace import Pace
from app.sync.ports import Outbox
from app.sync.protocol import RECORDS, Batch
from app.sync.receipt import NotAReceiptError, Receipt, check
from app.sync.renewal import StationLink
from app.sync.result import Progress, SyncResult
from app.sync.standing import Standing
from app.sync.wire import TooLargeError, pack

_HEAVY = 64 * 1024
"""Bytes of a record from which on a proxy's 413 is believed; for less it is the proxy that is out of order."""

_LAST_START = 10.0
"""Seconds before an attempt's end after which no batch is begun, so that none is cut off by it."""

_UNKNOWN = ("token", "station")
"""The centre's own words for a station that is not, or no longer, its own."""


def _never() -> bool:
    return False


def _untold(_: Progress) -> None:
    return None


class SyncClient:
    """Sends what the centre of `identity` has not acknowledged. Nothing is marked sent without a receipt."""

    def __init__(
        self, outbox: Outbox, identity: Enrolment, transport: httpx.BaseTransport | None = None,
        clock: Clock = system, rng: random.Random | None = None, monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._outbox = outbox
        self._station = identity.station
        self._link = StationLink(identity, transport, monotonic)
        self._clock = clock
        self._rng = rng or random.SystemRandom()
        self._monotonic = monotonic
        self._pace = Pace()
        self._standing = Standing(outbox, self._link, self._send, clock, monotonic)
        self._again = Again(outbox, self._send, self._rng, clock, monotonic)
        self._left = 0

    def close(self) -> None:
        """Give the connections back."""
        self._link.close()

    def run_once(
        self, within: float = 50.0, stop: Callable[[], bool] = _never, progress: Callable[[Progress], None] = _untold
    ) -> SyncResult:
        """One attempt of at most `within` seconds, ended early between two batches when `stop()` says so; `progress`
        is told after every batch.

        Never raises for trouble on the network, at the centre or in the store: the result says what happened.
        """
        attempt = Attempt(until=self._monotonic() + within)
        try:
            self._left = self._outbox.count()
            self._drain(attempt, stop, progress)
            if self._time_for_more(attempt, stop) and self._standing.unsure(attempt):
                self._standing.compare(attempt)
                self._drain(attempt, stop, progress)
                self._again.try_again(attempt)
        except RefusedError as error:
            attempt.paused = error.refusal is not None and error.refusal.refused in _UNKNOWN
            attempt.problem = paused() if attempt.paused else str(error) if error.refusal else not_the_centre()
        except (LinkError, UserError) as error:
            attempt.problem = str(error)
            attempt.back = error.back if isinstance(error, BusyError) else 0.0
        return attempt.result(self._remaining(attempt), self._clock())

    def _remaining(self, attempt: Attempt) -> int:
        try:
            self._left = self._outbox.count()
        except UserError as error:  # the database is locked or gone; what was left before is left
            attempt.problem = attempt.problem or str(error)
        return self._left

    def _time_for_more(self, attempt: Attempt, stop: Callable[[], bool]) -> bool:
        return self._monotonic() + _LAST_START < attempt.until and not stop()

    def _drain(self, attempt: Attempt, stop: Callable[[], bool], progress: Callable[[Progress], None]) -> None:
        while self._time_for_more(attempt, stop):
            entries = run_of(self._outbox.unsent(self._pace.size))
            if not entries:
                return
            begun = self._monotonic()
            try:
                self._settle(attempt, entries, self._send(attempt, entries))
            except (TimedOutError, TooLargeError) as error:
                self._shrink(attempt, entries, error)
            except RefusedError as error:
                self._refused(attempt, entries, error)
            else:
                self._pace.went(len(entries), self._monotonic() - begun)
                left = self._outbox.count()
                progress(Progress(left, self._pace.seconds_for(left)))

    def _send(self, attempt: Attempt, entries: list[Entry], held_back: frozenset[str] | None = None) -> Receipt:
        before = self._outbox.hash_at(entries[0].incarnation, entries[0].seq - 1)
        if before is None:
            raise LinkError(tr("本机台账不连续，不能上传。请运行 gatepost verify 检查；记录都在本机。"))
        name = str(uuid.UUID(int=self._rng.getrandbits(128), version=4))
        kept = aside.held_back(self._outbox) if held_back is None else held_back
        sent_at = self._clock()
        batch = batch_of(entries, id=name, before=before, sent_at=sent_at, held_back=kept)
        body = self._posted(batch, attempt.until)
        try:
            receipt = check(body, batch, [entry.seq for entry in entries])
        except NotAReceiptError as error:
            raise LinkError(not_the_centre()) from error
        attempt.heard(receipt.answer.server_time, sent_at, self._clock())
        attempt.epoch = receipt.answer.epoch
        return receipt

    def _posted(self, batch: Batch, until: float) -> bytes:
        try:
            return self._link.post(RECORDS, pack(msgspec.json.encode(batch)), until, packed=True)
        except RefusedError as error:
            if error.refusal and error.refusal.batch not in ("", batch.id):
                raise LinkError(not_the_centre()) from error
            raise

    def _settle(self, attempt: Attempt, entries: list[Entry], receipt: Receipt) -> None:
        """Mark what the receipt proves; what was set aside first, so that a crash in between cannot hide it."""
        taken = receipt.taken([entry.seq for entry in entries])
        done = entries[: len(taken)]
        for entry in done:
            status = receipt.statuses.get(entry.seq)
            if status and status.status == "quarantined":
                aside.at_centre(self._outbox, entry, status.why, self._clock())
                attempt.quarantined += 1
        if done:
            self._outbox.acknowledge(done[-1].incarnation, done[-1].seq, done[-1].chain_hash)
            attempt.sent += len(done)
            attempt.problem = ""
        if len(done) < len(entries):
            waiting = receipt.statuses[entries[len(done)].seq]
            if waiting.status != "conflict":
                raise LinkError(tr("指挥中心请稍后再传；记录留在本机，稍后自动重试。"))
            self._standing.part(attempt, entries[0].incarnation)

    def _shrink(self, attempt: Attempt, entries: list[Entry], error: LinkError | TooLargeError) -> None:
        """Half as many next time; a single record that is still too large is set aside, one that is late waits."""
        if len(entries) > 1:
            self._pace.too_many(len(entries))
            attempt.problem = str(error) if isinstance(error, TimedOutError) else ""
        elif isinstance(error, TimedOutError):
            raise error
        else:
            self._set_aside(attempt, entries[0], "large")

    def _refused(self, attempt: Attempt, entries: list[Entry], error: RefusedError) -> None:
        refusal = error.refusal
        if error.status == 409 and refusal and refusal.refused in ("gap", "fork"):
            self._standing.follow(attempt, entries[0].incarnation, refusal.seq, refusal.hash)
        elif error.status == 413 or (error.status in (400, 422) and refusal):
            if len(entries) > 1:
                self._pace.too_many(len(entries))
            elif refusal or _heavy(entries[0]):
                self._set_aside(attempt, entries[0], refusal.refused if refusal else "large")
            else:
                raise error
        else:
            raise error

    def _set_aside(self, attempt: Attempt, entry: Entry, why: str) -> None:
        """The one record the centre cannot take stays here; its hash goes, so that the chain goes on without it.

        Only when the centre takes the hash is the record the culprit; otherwise nothing is marked.
        """
        receipt = self._send(attempt, [entry], frozenset({entry.fact.id}))
        if not receipt.taken([entry.seq]):
            raise LinkError(tr("指挥中心请稍后再传；记录留在本机，稍后自动重试。"))
        aside.here(self._outbox, entry, why, self._clock())
        attempt.quarantined += 1
        self._outbox.acknowledge(entry.incarnation, entry.seq, entry.chain_hash)


def _heavy(entry: Entry) -> bool:
    return len(msgspec.json.encode(entry.fact)) > _HEAVY
