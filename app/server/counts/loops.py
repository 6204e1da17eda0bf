"""Deliveries over every station: a loop is open from the release until a store has taken everything over."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple

from app.goods.state import Delivery, delivery_of
from app.goods.step import KINDS, Step, by_delivery, step_of
from app.server.counts.following import Following
from app.server.sql.port import Engine

KEPT = timedelta(days=60)
"""A loop that is open for longer has been looked at on every day of them."""


class Loops(NamedTuple):
    """open: the longest first. every: by number. stations: where each step was written, by its id."""

    open: tuple[Delivery, ...]
    every: Mapping[str, Delivery]
    stations: Mapping[str, str]


class GoodsBoard:
    """Use it from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._following, self._lock = Following(engine), Lock()
        self._steps: dict[str, Step] = {}
        self._stations: dict[str, str] = {}
        self._made: dict[str, Delivery] = {}
        self._known: dict[str, int] = {}

    def look(self, now: datetime) -> Loops:
        """With everything that has arrived by now."""
        with self._lock:
            news = self._following.news(now, dict.fromkeys(KINDS, now - KEPT))
            if news.anew:
                self._steps, self._stations, self._made, self._known = {}, {}, {}, {}
            for entry in news.entries:
                if step := step_of(entry.fact):
                    self._steps[step.id] = step
                    self._stations[step.id] = entry.station
            self._compute()
            open_ = [one for one in self._made.values() if one.loop_open]
            waiting = sorted(open_, key=lambda one: one.decided_at or one.began_at)
            return Loops(tuple(waiting), dict(self._made), dict(self._stations))

    def _compute(self) -> None:
        """Those anew of which a step has come."""
        if len(self._steps) == sum(self._known.values()):
            return
        parted = by_delivery(self._steps.values())
        self._made = {
            number: self._made[number] if len(steps) == self._known.get(number) else delivery_of(steps)
            for number, steps in parted.items()
        }
        self._known = {number: len(steps) for number, steps in parted.items()}
