"""The parcels of a ledger as they stand now: read once, then only what was written since."""

from collections.abc import Callable
from datetime import timedelta
from threading import Lock

from app.clock import Clock
from app.parcels.state import Parcel, parcel_of
from app.parcels.step import KIND, Step, step_of
from app.store.following import Following
from app.store.ledger import Ledger

KEPT = timedelta(days=30)
"""As long as such records are kept."""


class Board:
    """Use it from any thread. ledger: gives the one that is open now."""

    def __init__(self, ledger: Callable[[], Ledger], clock: Clock) -> None:
        self._following = Following(ledger, (KIND,), KEPT, clock)
        self._lock = Lock()
        self._steps: dict[str, list[Step]] = {}
        self._made: dict[str, Parcel] = {}

    def all(self) -> list[Parcel]:
        """All of the last days, by the time they came; also as another window or command has just left them."""
        with self._lock:
            self._read_on()
            found = [self._parcel(key) for key in self._steps]
        return sorted(found, key=lambda one: (one.arrived_at, one.steps[0].id, one.key))

    def present(self) -> list[Parcel]:
        """Those that are still here, by the time they came."""
        return [one for one in self.all() if one.present]

    def of(self, key: str) -> Parcel | None:
        """The one of that key."""
        with self._lock:
            self._read_on()
            return self._parcel(key) if key in self._steps else None

    def _parcel(self, key: str) -> Parcel:
        """Computed anew where a step has come."""
        if key not in self._made:
            self._made[key] = parcel_of(key, self._steps[key])
        return self._made[key]

    def _read_on(self) -> None:
        news = self._following.news()
        if news.anew:
            self._steps, self._made = {}, {}
        for entry in news.entries:
            if step := step_of(entry.fact):
                for key in step.said.parcels:
                    self._steps.setdefault(key, []).append(step)
                    self._made.pop(key, None)
