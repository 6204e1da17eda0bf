"""What several frames showed of one symbol, added up; a frame that shows another symbol begins anew."""

from collections import deque
from dataclasses import dataclass

import numpy as np

from app.decode.grid import correct, layout
from app.decode.grid.layout import Soft
from app.decode.grid.reading import Sight

MEMORY = 3.0
"""Seconds after which what a frame showed no longer counts."""
MOST = 40
"""Frames joined."""
OTHER = 0.15
"""Contradiction, beyond what the frame's own noise explains, that means another symbol."""
NOISE = 1.5
"""Contradiction of the data for one of the function patterns, which are larger and so clearer."""
CHANCE = 0.35
"""Contradiction that says nothing: chance brings half, and symbols of one issuer have parts in common."""
PLAIN = 0.9
"""Fit of a sight that is laid out rightly beyond doubt."""
PATIENCE = 3
"""Frames between two attempts to read what has gathered, once there are more than that."""


@dataclass(frozen=True, slots=True)
class _Seen:
    at: float
    modules: Soft
    weight: float
    noise: float
    """Contradiction of the function patterns."""


class Evidence:
    """The sights of one symbol."""

    def __init__(self) -> None:
        self._version = 0
        self._seen: deque[_Seen] = deque(maxlen=MOST)
        self._since = 0

    def __len__(self) -> int:
        """How many frames are joined."""
        return len(self._seen)

    def clear(self) -> None:
        self._seen.clear()
        self._since = 0

    def add(self, sight: Sight, at: float) -> bool:
        """Joins what a frame at `at` seconds showed; it begins anew with it when it shows another symbol.

        False where it shows neither, and so is left out.
        """
        known = layout.function_patterns(sight.version)
        noise = correct.contradiction(np.where(known != 0, sight.modules, 0).astype(np.float32), known)
        seen = _Seen(at, sight.modules, max(sight.fit, 0.05) ** 2, noise)
        while self._seen and not 0 <= at - self._seen[0].at <= MEMORY:
            self._seen.popleft()
        if self._seen and (sight.version != self._version or not _agree(seen, self.joined())):
            if sight.fit < PLAIN:
                return False  # laid out wrongly rather than another symbol
            self.clear()
        self._version = sight.version
        self._seen.append(seen)
        self._since += 1
        return True

    def joined(self) -> Soft:
        """The soft values of all frames, from -1 to 1."""
        total = np.sum([seen.modules * seen.weight for seen in self._seen], axis=0, dtype=np.float32)
        usual = float(np.percentile(np.abs(total), 80))
        return np.asarray(np.clip(total / max(usual, 1e-6), -1, 1), np.float32)

    @property
    def ready(self) -> bool:
        """Whether there is so much more than at the last attempt that another one is worth while."""
        return 0 < len(self._seen) <= PATIENCE or self._since >= PATIENCE

    def symbol(self) -> Soft | None:
        """The symbol as it was printed, once the evidence is enough; what the last frame showed must agree with it."""
        self._since = 0
        result = correct.printed(self.joined(), self._version)
        return result if result is not None and _agree(self._seen[-1], result) else None


def _agree(seen: _Seen, symbol: Soft) -> bool:
    """Whether one frame and `symbol`, or what is known of it, may be the same."""
    weighed = seen.modules * np.abs(symbol)
    return correct.contradiction(weighed, symbol) < min(OTHER + NOISE * seen.noise, CHANCE)
