"""What the centre did since it began, counted by all its processes together."""

import mmap
import time
from collections.abc import Iterator
from threading import Lock
from typing import get_args

from app.sync.protocol import Answer, Refused

Labels = dict[str, str]
Sample = tuple[str, Labels, float]

RECORDS, REFUSED, BATCH = "gatepost_records_total", "gatepost_refused_total", "gatepost_batch_seconds"
FORGOTTEN = "gatepost_forgotten_total"
STEPS = (0.01, 0.05, 0.1, 0.5, 1.0, 5.0)
"""Seconds a batch may have taken, as the histogram parts them."""

_BUCKET, _SUM, _COUNT = f"{BATCH}_bucket", f"{BATCH}_sum", f"{BATCH}_count"
_NAMES: tuple[tuple[str, str, str], ...] = (
    *((RECORDS, "status", one) for one in ("stored", "dup", "quarantined", "conflict", "later")),
    *((REFUSED, "why", one) for one in (*get_args(Refused), "busy")),
    (FORGOTTEN, "", ""),
    *((_BUCKET, "le", str(step)) for step in STEPS), (_BUCKET, "le", "+Inf"), (_SUM, "", ""), (_COUNT, "", ""),
)  # fmt: skip
"""Every counter: its name, and its one label with the label's value."""
_PLACE = {(name, value): place for place, (name, _, value) in enumerate(_NAMES)}
_WIDTH = len(_NAMES)


class Meter:
    """Counters in memory that forked processes share: each adds in a row of its own, and reads the sum of all."""

    def __init__(self, processes: int = 1) -> None:
        self._began = time.time()
        self._lock = Lock()
        self._counters = memoryview(mmap.mmap(-1, 8 * _WIDTH * processes)).cast("d")
        self._row = 0

    def count_as(self, process: int) -> None:
        """From now on this is the process of that number."""
        self._row = process * _WIDTH

    def took(self, answer: Answer, seconds: float) -> None:
        """A batch was filed."""
        with self._lock:
            self._add(RECORDS, "stored", answer.stored)
            for one in answer.statuses:
                self._add(RECORDS, one.status)
            for step in STEPS:
                self._add(_BUCKET, str(step), seconds <= step)
            self._add(_BUCKET, "+Inf")
            self._add(_SUM, "", seconds)
            self._add(_COUNT, "")

    def refused(self, why: str) -> None:
        """A request was refused."""
        with self._lock:
            self._add(REFUSED, why)

    def forgot(self, count: int) -> None:
        """The time of so many records was over."""
        with self._lock:
            self._add(FORGOTTEN, "", count)

    def samples(self) -> Iterator[Sample]:
        """What the counters of all processes come to. What never happened is left out, but for the histogram's."""
        yield "gatepost_process_start_time_seconds", {}, self._began
        for place, (name, label, value) in enumerate(_NAMES):
            number = sum(self._counters[place::_WIDTH])
            if number or name.startswith(BATCH):
                yield name, {label: value} if label else {}, number

    def _add(self, name: str, value: str, number: float = 1) -> None:
        self._counters[self._row + _PLACE[name, value]] += number
