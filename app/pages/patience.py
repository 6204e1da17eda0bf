"""How long an answer of the OCR's process is waited for: as its own answers so far let expect."""

from dataclasses import dataclass, field

UNKNOWN = 60.0
"""Seconds before anything was measured, and the most that is ever waited."""
LEAST = 20.0
TIMES = 12.0
"""Times the slowest answer so far: a clear page takes a second of one machine, ten hard frames as many more."""


@dataclass
class Patience:
    """least: seconds that are waited in any case."""

    least: float = LEAST
    _slowest: dict[str, float] = field(default_factory=dict)

    def limit(self, work: str) -> float:
        """Seconds after which a process that has not answered counts as dead."""
        slowest = self._slowest.get(work)
        return UNKNOWN if slowest is None else min(max(self.least, TIMES * slowest), UNKNOWN)

    def took(self, work: str, seconds: float) -> None:
        """An answer came."""
        self._slowest[work] = max(seconds, self._slowest.get(work, 0.0))

    def in_vain(self, work: str) -> None:
        """No answer came in time: the next one may take twice as long, should the machine only have been busy."""
        self.took(work, 2 * self.limit(work) / TIMES)
