"""Reads the pages that are held before the camera, one at a time, beside everything else that the post does."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from threading import RLock
from typing import Any, Protocol

from app.capture.items import Frame, Image
from app.codes.campus_seal import SCHEME
from app.codes.claim import Claim
from app.decode.symbol import Symbol
from app.errors import UserError
from app.lane.lane import Lane
from app.lane.view import LaneView
from app.pages.engine import LABELS, State
from app.pages.template import Template, of
from app.settings import Home
from app.station.held import sight
from app.station.pagestate import IDLE, NO_PICTURE, NOBODY, NOTHING, PageState
from app.station.pagewatch import Job, PageWatch
from app.station.safely import OnProblem, safely

STALE = 2.0
"""Seconds after which the last picture says nothing of what is before the camera now."""
_NETWORKS = ("rapidocr", "onnxruntime")


def installed() -> bool:
    """Whether what reads pages is on this machine; whether it also runs is seen at the first page."""
    return all(find_spec(name) is not None for name in _NETWORKS)


def templates(home: Home, complain: OnProblem) -> tuple[Template, ...]:
    """What pages look like: as the school's own files in the home say, then the shipped ones."""
    return of(home.path / "pages", complain)


class PageOcr(Protocol):
    """app.pages.engine.Engine, or a test's."""

    state: State

    def page(self, images: Sequence[Image], templates: tuple[Template, ...]) -> Claim | None: ...

    def end(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Done:
    """A job that was done, and what the page in it says; None where nothing was recognised."""

    job: Job
    claim: Claim | None


class PageReader:
    """see, serve and ask may be called from any thread and return at once; what was read comes through `on_done`, in a
    thread of this reader, and is to be given back to `settle` in the thread of the lane.

    So a page can only reach the person in whose time all its frames were taken: whether they are still the one in the
    lane is asked where the lane changes.
    """

    def __init__(
        self, ocr: PageOcr, templates: Callable[[OnProblem], tuple[Template, ...]], *, automatic: bool,
        on_done: Callable[[Done], None], on_state: Callable[[PageState], None], on_problem: OnProblem,
        executor: Executor | None = None,
    ) -> None:  # fmt: skip
        self._ocr, self._templates = ocr, templates
        self._on_done, self._on_state, self._on_problem = on_done, on_state, on_problem
        self._executor = executor or ThreadPoolExecutor(max_workers=2, thread_name_prefix="pages")
        self._lock = RLock()  # an executor may do the work at once
        self._watch = PageWatch(automatic=automatic)
        self._looking = self._reading = self._stopped = False
        self._complaints: set[str] = set()
        self._newest: float | None = None

    def use(self, *, automatic: bool) -> None:
        """Whether pages are read by themselves from now on; on the guard's key they always are."""
        with self._lock:
            self._watch.automatic = automatic

    def serve(self, view: LaneView) -> None:
        """Who is in the lane now; in the thread of the lane."""
        with self._lock:
            turn = self._watch.turn
            self._watch.serve(view)
            left = turn != self._watch.turn
        if left:
            self._on_state(IDLE)

    def see(self, frame: Frame, symbols: list[Symbol]) -> None:
        """A picture, and the codes found in it."""
        with self._lock:
            if self._stopped:
                return
            self._newest = frame.taken
            self._watch.keep(frame)
            look = not self._looking and self._watch.look_due(frame.at)
            self._looking = self._looking or look
        if look:
            self._submit(partial(self._look, frame, symbols))
        else:
            self._begin()

    def ask(self, now: float) -> None:
        """The guard wants the page read that is before the camera; `now` in `time.monotonic()` seconds."""
        with self._lock:
            notice = self._refusal(now)
            if not notice:
                self._watch.ask()
            waiting = not self._reading
        if notice:
            self._on_state(PageState("failed", notice=notice))
        elif waiting:
            self._on_state(PageState("waiting"))

    def settle(self, done: Done, lane: Lane | None) -> None:
        """In the thread of the lane: the page goes to whom it belongs, if they are still there. lane: None where nobody
        is on duty."""
        with self._lock:
            self._reading = False
            theirs = done.job.turn == self._watch.turn
            told = self._watch.read(done.job, done.claim)
        if not theirs:
            return
        if done.claim is not None and lane is not None:
            lane.page(done.claim, done.job.frames[-1].taken)
        self._on_state(self._outcome(done.claim, told=told))

    def stop(self) -> None:
        """Let everything go, also in the middle of a page; waits for the threads."""
        with self._lock:
            self._stopped = True
            self._watch.clear()
        self._ocr.end()
        self._executor.shutdown(wait=True, cancel_futures=True)

    # In the reader's threads

    def _submit(self, work: Callable[[], None]) -> None:
        with self._lock:
            if not self._stopped:
                self._executor.submit(partial(safely, work, self._on_problem))

    def _look(self, frame: Frame, symbols: list[Symbol]) -> None:
        ours = any(symbol.data.startswith(SCHEME) for symbol in symbols)
        seen = None
        try:
            seen = None if ours else sight(frame.image)
        finally:
            with self._lock:
                self._looking = False
                self._watch.looked(seen, frame.at)
                if self._reading:
                    self._on_state(PageState("reading", seen.corners if seen else None))
        self._begin()

    def _begin(self) -> None:
        with self._lock:
            job = None if self._reading or self._stopped else self._watch.next_job()
            if job is None:
                return
            self._reading = True
        self._submit(partial(self._read, job))

    def _read(self, job: Job) -> None:
        claim = None
        try:
            seen = job.sight or sight(job.frames[-1].image)
            self._on_state(PageState("reading", seen.corners if seen else None))
            claim = self._ocr.page([frame.image for frame in job.frames], self._templates(self._complain))
        finally:
            self._on_done(Done(job, claim))

    # What is said of it

    def _complain(self, error: UserError) -> None:
        """A template cannot be used: told once, and not at every page."""
        if str(error) not in self._complaints:
            self._complaints.add(str(error))
            self._on_problem(error)

    def _refusal(self, now: float) -> str:
        """Why nothing can be read now; empty where it can."""
        if not self._watch.somebody:
            return NOBODY
        if self._newest is None or now - self._newest > STALE:
            return NO_PICTURE
        return ""

    def _outcome(self, claim: Claim | None, *, told: bool) -> PageState:
        state = self._ocr.state
        if claim is not None:
            return PageState("read", kind=claim.kind)
        if state == "unavailable":
            self.use(automatic=False)
            return PageState("missing", notice=LABELS[state] if told else "")
        if state in ("crashed", "busy"):
            return PageState("failed", notice=LABELS[state])
        return PageState("failed", notice=NOTHING) if told else IDLE


class AtOnce(Executor):
    """Does the work where it is handed over: for a recording, whose time stands still meanwhile."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done
