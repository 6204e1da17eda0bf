"""One line of the table, and the figures it is made of."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """ours and beside in `unit`; budget: what the ratio (or ours itself, without beside) should be."""

    what: str
    ours: float
    unit: str
    beside: float | None = None
    budget: str = ""

    def line(self) -> str:
        beside = f"{self.beside:10.2f} {self.unit}" if self.beside is not None else ""
        ratio = f"{self.ours / self.beside:7.2f}" if self.beside else ""
        return f"{self.what:<52} {self.ours:>9.2f} {self.unit:<2} {beside:>12} {ratio:>7}  {self.budget}"


def p95(values: Sequence[float]) -> float:
    return _percentile(values, 0.95)


def p99(values: Sequence[float]) -> float:
    return _percentile(values, 0.99)


def _percentile(values: Sequence[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each of `times` calls."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begin) * 1000)
    return taken


def paired(ours: Callable[[], object], beside: Callable[[], object], times: int) -> tuple[float, float]:
    """Medians in ms of two works done in turn, so that a drift of the machine meets both."""
    pairs = [(timed(ours, 1)[0], timed(beside, 1)[0]) for _ in range(times)]
    return statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs)
