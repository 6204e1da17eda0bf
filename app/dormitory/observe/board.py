"""Everybody who is or was observed, as they stand now: read once, then only what was written since."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from app.clock import Clock
from app.dormitory.observe.conditions import Reading
from app.dormitory.observe.stay import Stay, stays
from app.dormitory.observe.step import KIND, MEDICAL, Step, step_of
from app.store.fact import Entry
from app.store.following import Following
from app.store.ledger import Ledger

KEPT = timedelta(days=60)
"""As long as temperatures and the medical duty room's steps are kept."""
TEMPERATURE = "temperature"
IsHigh = Callable[[float, str], bool]
"""°C and site of a temperature → whether it is high."""


class Board:
    """Use it from any thread. ledger: gives the one that is open now.

    Temperatures are read only from the beginning of the earliest observation that is open: where nobody is observed,
    none are.
    """

    def __init__(self, ledger: Callable[[], Ledger], clock: Clock) -> None:
        self._ledger, self._clock, self._lock = ledger, clock, Lock()
        self._following = Following(ledger, (KIND, MEDICAL), KEPT, clock)
        self._steps: dict[str, list[Step]] = {}
        self._made: dict[str, tuple[Stay, ...]] = {}
        self._reading: tuple[timedelta, Following] | None = None
        self._first: dict[str, str] = {}
        self._temperatures: dict[str, Entry] = {}

    def everybody(self) -> list[Stay]:
        """All observations of the last days, those that are over too."""
        with self._lock:
            return self._all()

    def of(self, number: str) -> Stay | None:
        """The last observation of somebody; also as another window has just left it."""
        found = [one for one in self.everybody() if one.number == number]
        return found[-1] if found else None

    def readings(self, is_high: IsHigh) -> dict[str, list[Reading]]:
        """By number, of whoever is observed: every temperature since the earliest observation began that is open."""
        with self._lock:
            open_ = [one for one in self._all() if one.open]
            if not open_:
                self._reading = None
                return {}
            self._read_temperatures(min(one.since for one in open_))
            wanted = {one.number for one in open_}
            found: dict[str, list[Reading]] = {}
            for entry in self._temperatures.values():
                body = entry.fact.body or {}
                if body.get("person") in wanted:
                    celsius = float(body["celsius"])
                    reading = Reading(entry.fact.at, celsius, is_high(celsius, body.get("site", "forehead")))
                    found.setdefault(body["person"], []).append(reading)
            return found

    def _all(self) -> list[Stay]:
        news = self._following.news()
        if news.anew:
            self._steps, self._made = {}, {}
        for entry in news.entries:
            if step := step_of(entry.fact):
                self._steps.setdefault(step.number, []).append(step)
                self._made.pop(step.number, None)
        for number in self._steps.keys() - self._made.keys():
            self._made[number] = stays(self._steps[number])
        return [stay for some in self._made.values() for stay in some]

    def _read_temperatures(self, since: datetime) -> None:
        """A correction takes the place of what it corrects, whoever that was of."""
        now = self._clock()
        if self._reading is None or now - self._reading[0] > since:
            kept = now - since + timedelta(days=1)
            self._reading = kept, Following(self._ledger, (TEMPERATURE,), kept, self._clock)
            self._first, self._temperatures = {}, {}
        news = self._reading[1].news()
        if news.anew:
            self._first, self._temperatures = {}, {}
        for entry in news.entries:
            if (body := entry.fact.body) is not None:
                first = self._first.get(str(body.get("corrects", "")), entry.fact.id)
                self._first[entry.fact.id] = first
                self._temperatures[first] = entry
