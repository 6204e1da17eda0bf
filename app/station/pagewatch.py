"""Which frames of a page are read, when, and for whom. It has no clock, no thread and no OCR: time is the source's."""

from collections import deque
from dataclasses import dataclass

from app.capture.items import Frame
from app.codes.claim import Claim
from app.lane.view import LaneView
from app.policy.evidence import Item
from app.station.held import Held, Sight, alike, same_place

PAGES: frozenset[Item] = frozenset({"health-code", "travel-card", "test-report", "vaccination"})
"""What a page can show of the things that a level asks for."""
KEPT, GAP = 5, 0.2
"""Frames that are read together, and seconds between two. An odd number within a second: of two readings of a clock
that runs on the page, one is on most of them."""
STILL = 0.8
"""Seconds for which a page has to be held still before it is read by itself."""
RARELY, OFTEN = 0.5, 0.4
"""Seconds between two looks while no page is in view, and while one may be coming to rest."""
AGAIN = 4.0
"""Seconds before a page that looks like the one just read is read by itself, after it moved."""
SECOND_LOOK = 3.0
"""Seconds after which a page whose clock should run is read once more."""
_FOREIGN = 4
"""Things that were no page are remembered by their place: a poster, the screen of the next desk."""
_SLACK = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """Frames to be read together, all taken while one person was in the lane: that of `turn`. sight, rest: of the page
    in view and how it is held, where that is known."""

    turn: int
    frames: tuple[Frame, ...]
    sight: Sight | None
    rest: int
    asked: bool
    second: bool = False

    @property
    def at(self) -> float:
        """Of the newest frame."""
        return self.frames[-1].at


class PageWatch:
    """turn: counts the people in the lane; what was kept of one is gone with the next.

    automatic: pages are also read by themselves, when the level asks for one.
    """

    def __init__(self, *, automatic: bool) -> None:
        self.automatic = automatic
        self.turn = 0
        self._person = ""
        self._wanted = False
        self._asked = False
        self._frames: deque[Frame] = deque(maxlen=KEPT)
        self._held, self._looked = Held(), float("-inf")
        self._last: Job | None = None
        self._ticks = False
        self._foreign: deque[Sight] = deque(maxlen=_FOREIGN)

    @property
    def somebody(self) -> bool:
        """Whether a person is in the lane, for whom a page can be read."""
        return bool(self._person)

    def serve(self, view: LaneView) -> None:
        """Who is in the lane now, and what is still asked of them."""
        person = view.person.number if view.person and view.phase != "waiting" else ""
        if person != self._person:
            self._person, self._asked, self._ticks = person, False, False
            self.turn += 1
            self._frames.clear()
        self._wanted = bool(person) and not PAGES.isdisjoint(view.decision.needed)

    def ask(self) -> None:
        """Read what is before the camera, as soon as there are frames enough; what came before counts only of a page
        that is held still."""
        self._asked = True
        if not self._is_still:
            self._frames.clear()

    def keep(self, frame: Frame) -> None:
        """A frame came; of a source that began again nothing older is kept."""
        if self._frames and frame.at < self._frames[-1].at:
            self._frames.clear()
        if not self._active:
            self._frames.clear()
        elif not self._frames or frame.at - self._frames[-1].at >= GAP - _SLACK:
            self._frames.append(frame)

    def look_due(self, at: float) -> bool:
        """Whether the frame of `at` is to be looked at. A page in view is followed until it is gone, so that one that
        stays there is not taken for the next person's."""
        if not (self.automatic and (self._active or self._held.sight)):
            return False
        pause = OFTEN if self._held.sight else RARELY
        return at < self._looked or at - self._looked >= pause - _SLACK

    def looked(self, seen: Sight | None, at: float) -> None:
        """What the look at the frame of `at` found."""
        self._held.see(seen, at)
        self._looked = at
        if self._held.sight is None or (self._last and self._last.rest != self._held.number):
            self._ticks = False

    def next_job(self) -> Job | None:
        """What is to be read now, if anything is."""
        if self._asked:
            return self._job(self._held.since if self._is_still else float("-inf"), asked=True)
        if not (self.automatic and self._active and self._frames):
            return None
        second = self._second_due()
        if self._is_still and (second or self._is_new()):
            return self._job(self._held.since, second=second)
        return None

    def read(self, job: Job, claim: Claim | None) -> bool:
        """The job is done; whether somebody is to be told even if nothing was recognised: the guard asked for it."""
        asked, self._asked = job.asked or self._asked, False
        self._last = job
        self._ticks = claim is not None and claim.ticks and not job.second and job.turn == self.turn
        if claim is None and job.sight is not None:
            self._foreign.append(job.sight)
        return asked

    def clear(self) -> None:
        """Keep nothing."""
        self._frames.clear()

    @property
    def _active(self) -> bool:
        return self._asked or (self.automatic and (self._wanted or self._ticks))

    @property
    def _is_still(self) -> bool:
        """Whether the page in view has been held still long enough to be read."""
        return bool(self._frames) and self._held.still(self._frames[-1].at) >= STILL - _SLACK

    def _job(self, since: float, *, asked: bool = False, second: bool = False) -> Job | None:
        frames = [frame for frame in self._frames if frame.at >= since - _SLACK]
        if not frames or frames[-1].at - frames[0].at < (KEPT - 1) * GAP - KEPT * _SLACK:
            return None
        odd = frames[1 - len(frames) % 2 :]
        return Job(self.turn, tuple(odd), self._held.sight, self._held.number, asked, second)

    def _second_due(self) -> bool:
        """Whether the clock of the page that was just read is to be looked at once more."""
        last = self._last
        if last is None or not self._ticks or last.turn != self.turn or self._frames[0].at < last.at:
            return False
        return self._frames[-1].at - last.at >= SECOND_LOOK

    def _is_new(self) -> bool:
        """Whether the page in view is another than the one just read, or may be."""
        now, last = self._held.sight, self._last
        if now is None or not self._wanted:
            return False
        if any(alike(one, now) and same_place(one, now) for one in self._foreign):
            return False
        if last is None or last.sight is None:
            return True
        if last.rest == self._held.number:
            return False
        return last.turn != self.turn or not alike(last.sight, now) or self._frames[-1].at - last.at >= AGAIN
