"""The medical duty room over every station: whoever rests, waits, is kept or was released, by their steps as they
arrive."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple

from app.clock import campus_day
from app.medical.state import Patient, patient_of
from app.medical.step import KIND, Step, step_of
from app.server.counts.following import Following
from app.server.sql.port import Engine

KEPT = timedelta(days=60)
"""As long as posts keep such records."""


class Room(NamedTuple):
    """waiting: referred, and nobody has taken them over, the longest first. taken, kept: with the medical officer.
    released: today, the last one first. resting: before a second measurement. stations: where each step was written, by
    its id."""

    waiting: tuple[Patient, ...]
    taken: tuple[Patient, ...]
    kept: tuple[Patient, ...]
    released: tuple[Patient, ...]
    resting: tuple[Patient, ...]
    stations: Mapping[str, str]

    @property
    def everybody(self) -> tuple[Patient, ...]:
        """All of them, whoever has to be seen first."""
        return (*self.waiting, *self.taken, *self.kept, *self.resting, *self.released)


class MedicalBoard:
    """Use it from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._following, self._lock = Following(engine), Lock()
        self._steps: dict[str, dict[str, Step]] = {}
        self._made: dict[str, Patient] = {}
        self._stations: dict[str, str] = {}

    def look(self, now: datetime) -> Room:
        """With everything that has arrived by now."""
        with self._lock:
            self._read_on(now)
            for key, steps in self._steps.items():
                if key not in self._made:
                    self._made[key] = patient_of(steps.values())
            return _room(list(self._made.values()), dict(self._stations), now)

    def _read_on(self, now: datetime) -> None:
        news = self._following.news(now, {KIND: now - KEPT})
        if news.anew:
            self._steps, self._made, self._stations = {}, {}, {}
        for entry in news.entries:
            step = step_of(entry.fact)
            if step and step.key:
                self._steps.setdefault(step.key, {})[step.id] = step
                self._stations[step.id] = entry.station
                self._made.pop(step.key, None)


def _room(found: list[Patient], stations: dict[str, str], now: datetime) -> Room:
    since = sorted(found, key=lambda one: (one.came or one.last, one.key))
    today = [one for one in found if one.phase == "released" and campus_day(one.last) == campus_day(now)]
    return Room(
        waiting=tuple(one for one in since if one.phase == "referred"),
        taken=tuple(one for one in since if one.phase == "taken"),
        kept=tuple(sorted((one for one in since if one.phase == "kept"), key=lambda one: one.until or one.last)),
        released=tuple(sorted(today, key=lambda one: one.last, reverse=True)),
        resting=tuple(one for one in since if one.rests(now)),
        stations=stations,
    )
