"""Parcels and takeaway over every station: what lies where, and what left today."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple

from app.clock import campus_day
from app.parcels.board import KEPT
from app.parcels.state import Parcel, parcel_of
from app.parcels.step import KIND, Step, step_of
from app.server.counts.following import Following
from app.server.sql.port import Engine


class Shelf(NamedTuple):
    """One post. lying: the longest first. returned: today, the last one first; picked: how many were, today."""

    post: str
    lying: tuple[Parcel, ...]
    returned: tuple[Parcel, ...]
    picked: int

    def older(self, now: datetime, least: timedelta, most: timedelta = timedelta.max) -> int:
        """How many have lain here for so long, and for less than `most`."""
        return sum(least <= now - one.lies_since < most for one in self.lying)


class Shelves(NamedTuple):
    """every: by the number that lie there, of posts where something lies or left today. stations: where each step was
    written, by its id."""

    every: tuple[Shelf, ...]
    stations: Mapping[str, str]

    def of(self, post: str) -> Shelf | None:
        """The one of that post."""
        return next((one for one in self.every if one.post == post), None)


class ParcelBoard:
    """Use it from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._following, self._lock = Following(engine), Lock()
        self._steps: dict[str, dict[str, Step]] = {}
        self._made: dict[str, Parcel] = {}
        self._stations: dict[str, str] = {}

    def look(self, now: datetime) -> Shelves:
        """With everything that has arrived by now."""
        with self._lock:
            self._read_on(now)
            for key, steps in self._steps.items():
                if key not in self._made:
                    self._made[key] = parcel_of(key, steps.values())
            return Shelves(_shelves(self._made.values(), now), dict(self._stations))

    def _read_on(self, now: datetime) -> None:
        news = self._following.news(now, {KIND: now - KEPT})
        if news.anew:
            self._steps, self._made, self._stations = {}, {}, {}
        for entry in news.entries:
            if step := step_of(entry.fact):
                self._stations[step.id] = entry.station
                for key in step.said.parcels:
                    self._steps.setdefault(key, {})[step.id] = step
                    self._made.pop(key, None)


def _shelves(parcels: Iterable[Parcel], now: datetime) -> tuple[Shelf, ...]:
    by_post: dict[str, list[Parcel]] = {}
    for one in parcels:
        if one.present or (one.over_at and campus_day(one.over_at) == campus_day(now)):
            by_post.setdefault(one.post, []).append(one)
    shelves = [_shelf(post, some) for post, some in by_post.items()]
    return tuple(sorted(shelves, key=lambda one: (-len(one.lying), one.post)))


def _shelf(post: str, some: list[Parcel]) -> Shelf:
    lying = sorted((one for one in some if one.present), key=lambda one: (one.lies_since, one.key))
    returned = [one for one in some if one.phase == "returned"]
    last = sorted(returned, key=lambda one: (one.over_at or one.arrived_at, one.key), reverse=True)
    return Shelf(post, tuple(lying), tuple(last), sum(one.phase == "picked" for one in some))
