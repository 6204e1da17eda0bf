"""What the characters typed at the gate mean: a code, a temperature, a number, or the next person. Without Qt."""

from dataclasses import dataclass
from typing import TypeAlias

from app.capture.items import Scan
from app.capture.temperature import typed_temperature
from app.capture.wedge import Typed, Wedge

PAUSE = 0.3
"""Seconds after the last character when what stands there is settled."""
SAME_ENTER = 1.5
"""Seconds in which the Enter after a temperature that settled itself belongs to it, and calls nobody forward."""


@dataclass(frozen=True)
class Code:
    """What a scanner gun or card reader typed, or a number written by hand: exact bytes."""

    data: bytes


@dataclass(frozen=True)
class Celsius:
    """A temperature in °C."""

    value: float


@dataclass(frozen=True)
class NextPerson:
    """Enter, and nothing before it."""


@dataclass(frozen=True)
class Unclear:
    """Too fast for a hand and too short for a code."""


Meant: TypeAlias = Code | Celsius | NextPerson | Unclear


class Typing:
    """Feed it characters with the time of their key press, in steady seconds, and `pause` PAUSE after the last one."""

    def __init__(self, wedge: Wedge | None = None) -> None:
        self._wedge = wedge or Wedge()
        self._last = 0.0
        self._settled = float("-inf")

    @property
    def figure(self) -> str:
        """What is being typed as the temperature it is going to be ("36._"); as it is where it will be none."""
        text = self._wedge.pending
        if not text.isdigit() or len(text) > 3:
            return text
        padded = text.ljust(3, "_")
        return f"{padded[:2]}.{padded[2]}"

    @property
    def pending(self) -> bool:
        """Whether something was typed that is not settled yet."""
        return bool(self._wedge.pending)

    def key(self, character: str, at: float) -> list[Meant]:
        """One character; what became certain by it."""
        self._last = at
        return [meant for outcome in self._wedge.key(character, at) for meant in self._means(outcome, at)]

    def pause(self) -> list[Meant]:
        """PAUSE has passed since the last character: three digits that make a temperature are one."""
        at = self._last + PAUSE
        found = [meant for outcome in self._wedge.tick(at) for meant in self._means(outcome, at)]
        text = self._wedge.pending
        celsius = typed_temperature(text) if len(text) >= 3 else None
        if celsius is None:
            return found
        self._wedge.clear()
        self._settled = at
        return [*found, Celsius(celsius)]

    def clear(self) -> None:
        """Forget what was typed."""
        self._wedge.clear()

    def _means(self, outcome: Scan | Typed, at: float) -> list[Meant]:
        if isinstance(outcome, Scan):
            return [Code(outcome.data)]
        if outcome.celsius is not None:
            return [Celsius(outcome.celsius)]
        if outcome.hasty:
            return [Unclear()]
        if outcome.text:
            return [Code(outcome.text.encode())] if outcome.end else []
        late = at - self._settled <= SAME_ENTER
        self._settled = float("-inf")
        return [NextPerson()] if outcome.end != "\t" and not late else []
