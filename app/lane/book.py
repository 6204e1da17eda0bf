"""Writing a lane's records: in order, durably, and again and again while the disk takes nothing."""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from app.clock import Clock
from app.errors import UserError
from app.lane.post import Post
from app.store.fact import Draft, Entry
from app.store.ledger import TooLate

Done = Callable[[Entry], None]
RETRY = timedelta(seconds=5)


class Book:
    """What cannot be written is owed, not lost: nobody sees a verdict for it, and it is tried again.

    on_problem is told each time that writing failed.
    """

    def __init__(self, post: Post, clock: Clock, on_problem: Callable[[UserError], None]) -> None:
        self._post, self._clock, self._on_problem = post, clock, on_problem
        self._owed: deque[tuple[Draft, Done]] = deque()
        self._failed_at: datetime | None = None

    @property
    def owed(self) -> int:
        """How many records are not on the disk yet."""
        return len(self._owed)

    def write(self, draft: Draft, done: Done) -> None:
        """Write `draft` behind what is owed already; `done` is called with its entry after the commit, now or later."""
        self._owed.append((draft, done))
        self._pay()

    def tick(self) -> None:
        """Try again what failed a while ago."""
        if self._failed_at is None or abs(self._clock() - self._failed_at) >= RETRY:
            self._pay()

    def _pay(self) -> None:
        while self._owed:
            draft, done = self._owed.popleft()  # a bug in it goes to the log, and not before every record after it
            try:
                entry = self._post.append(draft)
            except TooLate:  # what it corrects was forgotten: it stands for itself, and blocks nothing behind it
                self._owed.appendleft((_alone(draft), done))
                continue
            except UserError as error:
                self._owed.appendleft((draft, done))
                self._failed_at = self._clock()
                self._on_problem(error)
                return
            done(entry)
        self._failed_at = None


def _alone(draft: Draft) -> Draft:
    return msgspec.structs.replace(
        draft, body={name: value for name, value in draft.body.items() if name != "corrects"}
    )
