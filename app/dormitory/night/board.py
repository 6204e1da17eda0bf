"""The night checks' steps and the door's passages: read once, then only what was written since."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from threading import Lock

from app.clock import Clock
from app.dormitory.facts import Passed, facts
from app.dormitory.night.step import KIND, Step, step_of
from app.store.fact import Entry
from app.store.following import Following
from app.store.ledger import Ledger

STEPS_KEPT, PASSAGES_KEPT = timedelta(days=14), timedelta(days=3)
"""A case stays on the list for so long; passages say who is in tonight, and who was last night."""
PASSAGE = "passage"


class NightBoard:
    """Use it from any thread. ledger: gives the one that is open now."""

    def __init__(self, ledger: Callable[[], Ledger], clock: Clock) -> None:
        self._steps_followed = Following(ledger, (KIND,), STEPS_KEPT, clock)
        self._passages_followed = Following(ledger, (PASSAGE,), PASSAGES_KEPT, clock)
        self._lock = Lock()
        self._steps: dict[str, Step] = {}
        self._passages: dict[str, Entry] = {}
        self._passed: dict[str, list[Passed]] = {}

    def steps(self) -> Sequence[Step]:
        """All of the last days, in no order; also what another window has just written."""
        with self._lock:
            news = self._steps_followed.news()
            if news.anew:
                self._steps = {}
            for entry in news.entries:
                if step := step_of(entry.fact):
                    self._steps[step.id] = step
            return list(self._steps.values())

    def passed(self) -> Mapping[str, Sequence[Passed]]:
        """The passages of the last days of those who went through, by number."""
        with self._lock:
            news = self._passages_followed.news()
            if news.anew:
                self._passages = {}
            self._passages |= {entry.fact.id: entry for entry in news.entries}
            if news.anew or news.entries:
                self._passed = {}
                for one in facts(self._passages.values()).passed:
                    self._passed.setdefault(one.number, []).append(one)
            return self._passed
