"""What the stations met: how long each answer took, and what went wrong, by kind."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.row import p95, p99


class Books:
    """Of one phase."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, list[float]] = defaultdict(list)
        self.errors: Counter[str] = Counter()
        self.renewals: Counter[str] = Counter()
        self.records = 0
        self._clocks = time.time() - time.monotonic()
        self._began = time.monotonic()
        self._ended: float | None = None
        self._jumped = 0.0

    def took(self, what: str, seconds: float) -> None:
        """A 200 came."""
        self.seconds[what].append(seconds)

    def failed(self, why: str) -> None:
        self.errors[why] += 1

    def renewed(self, why: str) -> None:
        """A token did not open, and the station asked for another one."""
        self.renewals[why.partition(" 20")[0]] += 1  # not until when

    def end(self) -> None:
        self._jumped = time.time() - time.monotonic() - self._clocks
        self._ended = time.monotonic()

    @property
    def lasted(self) -> float:
        return (self._ended or time.monotonic()) - self._began

    @property
    def answers(self) -> int:
        return sum(map(len, self.seconds.values())) + sum(self.errors.values())

    def lines(self) -> Iterator[str]:
        for what, seconds in sorted(self.seconds.items()):
            ms = [one * 1000 for one in seconds]
            middle = sorted(ms)[len(ms) // 2]
            yield (
                f"  {what:<10} {len(ms):>7,} answers {len(ms) / self.lasted:>7.1f}/s   "
                f"p50 {middle:>7.1f}  p95 {p95(ms):>7.1f}  p99 {p99(ms):>7.1f}  max {max(ms):>8.1f} ms"
            )
        yield f"  records    {self.records:>7,}         {self.records / self.lasted:>7.1f}/s   in {self.lasted:.1f} s"
        if self.renewals:
            yield f"  renewals   {', '.join(f'{number} × {why}' for why, number in self.renewals.most_common(5))}"
        if abs(self._jumped) > 1:
            yield f"  the machine's clock jumped by {self._jumped:.0f} s"
        yield f"  errors     {', '.join(f'{number} × {why}' for why, number in self.errors.most_common()) or 'none'}"


@contextmanager
def written() -> Iterator[Books]:
    """The books of a phase, which ends with the block."""
    books = Books()
    try:
        yield books
    finally:
        books.end()
