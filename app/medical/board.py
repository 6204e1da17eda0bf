"""Everybody of whom the medical duty room has steps, as they stand now: read once, then only what was written since."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from app.clock import Clock, campus_day
from app.medical.state import HELD, Patient, Phase, patient_of
from app.medical.step import KIND, Step, step_of
from app.store.following import Following
from app.store.ledger import Ledger

KEPT = timedelta(days=60)
"""As long as such records are kept."""
_FIRST: dict[Phase, int] = {"referred": 0, "taken": 1, "kept": 2}


class Board:
    """Use it from any thread. ledger: gives the one that is open now."""

    def __init__(self, ledger: Callable[[], Ledger], clock: Clock) -> None:
        self._following, self._clock = Following(ledger, (KIND,), KEPT, clock), clock
        self._lock = Lock()
        self._steps: dict[str, list[Step]] = {}
        self._made: dict[str, Patient] = {}

    def of(self, key: str) -> Patient | None:
        """Somebody by their number, or by what tells them from another; also as another window has just left them."""
        with self._lock:
            self._read_on()
            return self._patient(key) if key in self._steps else None

    def everybody(self) -> list[Patient]:
        """All of them, whoever stands how."""
        with self._lock:
            self._read_on()
            return [self._patient(key) for key in self._steps]

    def worklist(self) -> list[Patient]:
        """Those who are held: who waits for a medical officer first, and the longest of them; then who is in hand, then
        who is kept, by when they are to be looked at again."""
        return sorted((one for one in self.everybody() if one.phase in HELD), key=_urgency)

    def released(self) -> list[Patient]:
        """Those who were let go today, the last one first."""
        today = campus_day(self._clock())
        found = [one for one in self.everybody() if one.phase == "released" and campus_day(one.last) == today]
        return sorted(found, key=lambda one: one.last, reverse=True)

    def resting(self) -> list[Patient]:
        """Those who rest before the second measurement, the first to come back first."""
        now = self._clock()
        return sorted((one for one in self.everybody() if one.rests(now)), key=lambda one: (one.due or now, one.key))

    def _patient(self, key: str) -> Patient:
        """Computed anew where a step has come."""
        if key not in self._made:
            self._made[key] = patient_of(self._steps[key])
        return self._made[key]

    def _read_on(self) -> None:
        news = self._following.news()
        if news.anew:
            self._steps, self._made = {}, {}
        for entry in news.entries:
            if step := step_of(entry.fact):
                self._steps.setdefault(step.key, []).append(step)
                self._made.pop(step.key, None)


def _urgency(one: Patient) -> tuple[int, datetime, str]:
    since = one.until if one.phase == "kept" and one.until else one.came
    assert since is not None  # whoever is held came at some time
    return _FIRST[one.phase], since, one.key
