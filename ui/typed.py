"""What the characters typed at the gate mean: a code, a temperature, a number, or the next person. Without Qt."""

from dataclasses import dataclass
from typing import TypeAlias

from app.capture.items import Scan
from app.capture.keyed import SENTENCES, narrow
from app.capture.temperature import typed_temperature
from app.capture.wedge import Garbled, Gun, Typed, Wedge
from app.i18n import mark

PAUSE = 0.3
"""Seconds after the last character when what stands there is settled."""
LINE = 0.08
"""Seconds after a gun's Enter when its code is settled: until then it may be a line's end inside the code."""
SAME_ENTER = 1.5
"""Seconds in which the Enter after a temperature that settled itself belongs to it, and calls nobody forward."""
_SHOWN = 12
"""Characters shown of what is being typed; a code that arrives is longer, and nobody could read it."""
_LONGEST = 256
"""Characters of anything that a hand types."""
HASTY = mark("键入太快，没有采用。请重新键入体温，或再扫一次。")


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
    """Nobody can say what it was meant to be; why, and what to do, marked for translation."""

    why: str = HASTY


Meant: TypeAlias = Code | Celsius | NextPerson | Unclear


class Typing:
    """Feed it characters with the time of their key press, in steady seconds, and `pause` when `patience` has passed
    since the last one."""

    def __init__(self, wedge: Wedge | None = None) -> None:
        self._wedge = wedge or Wedge()
        self.last = 0.0  # when the newest key was pressed
        self._settled = float("-inf")

    def use(self, gun: Gun) -> None:
        """From now on for a gun that is set like this; what was typed is forgotten."""
        self._wedge = Wedge(gun)

    @property
    def figure(self) -> str:
        """What is being typed as the temperature it is going to be ("36._"); as it is where it will be none."""
        text = _plain(self._wedge.pending)
        if not text.isdigit() or len(text) > 3:
            return text if len(text) <= _SHOWN else "…"
        padded = text.ljust(3, "_")
        return f"{padded[:2]}.{padded[2]}"

    @property
    def pending(self) -> bool:
        """Whether something was typed that is not settled yet."""
        return bool(self._wedge.pending)

    @property
    def patience(self) -> float:
        """Seconds to wait after the last character until what stands there is settled."""
        return LINE if self._wedge.ending else PAUSE

    def firing(self, at: float) -> bool:
        """Whether a device is in the middle of typing."""
        return self._wedge.firing(at)

    def key(self, character: str, at: float, *, caps: bool = False) -> list[Meant]:
        """One character; what became certain by it. caps: caps lock changed it."""
        self.last = at
        if character == "\b":
            self._wedge.back()
            return []
        found = self._wedge.key(character, at, caps=caps)
        return [meant for outcome in found for meant in self._means(outcome, at)]

    def pause(self) -> list[Meant]:
        """`patience` has passed since the last character: three digits that make a temperature are one."""
        at = self.last + self.patience
        found = [meant for outcome in self._wedge.tick(at) for meant in self._means(outcome, at)]
        text = _plain(self._wedge.pending)
        celsius = typed_temperature(text) if len(text) >= 3 else None
        if celsius is None:
            return found
        self._wedge.clear()
        self._settled = at
        return [*found, Celsius(celsius)]

    def clear(self) -> None:
        """Forget what was typed."""
        self._wedge.clear()

    def _means(self, outcome: Scan | Typed | Garbled, at: float) -> list[Meant]:
        if isinstance(outcome, Scan):
            return [Code(outcome.data)]
        if isinstance(outcome, Garbled):
            return [Unclear(SENTENCES[outcome.doubt])]
        if outcome.hasty:
            return [Unclear()]
        text = _plain(outcome.text)
        celsius = typed_temperature(text)
        if celsius is not None:
            return [Celsius(celsius)]
        if text:
            return [Code(text.encode())] if outcome.end else []
        late = at - self._settled <= SAME_ENTER
        self._settled = float("-inf")
        return [NextPerson()] if outcome.end != "\t" and not late and not outcome.text else []


def _plain(text: str) -> str:
    """Half-width, without what is no character: a hand's Ctrl and a letter, say."""
    return "".join(letter for letter in narrow(text[:_LONGEST]) if letter.isprintable())
