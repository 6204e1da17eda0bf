"""Tells what a scanner gun or card reader typed from what a hand typed, by nothing but when each character came.

Guns and readers are keyboards to the PC ("keyboard wedge"): they type 2 to 30 ms a character and mostly end with Enter
or Tab. A hand takes 80 ms and more.
"""

import math
from dataclasses import dataclass
from typing import TypeAlias

from app.capture.items import Scan
from app.capture.keyed import Doubt, code_of

ENDS = "\r\n\t"
CLOCK = 1e-6  # seconds; sums of floating point times differ by less


@dataclass(frozen=True)
class Gun:
    """What a gun is set to, and how fast it is.

    prefix, suffix: what it types around a code, besides Enter or Tab; neither is part of the code.
    average: seconds between two characters, at most; as a mean, since a wireless gun starts slowly and stutters.
    least: characters of a code. pause: seconds after which a character belongs to something new.
    line: seconds for which a code may go on after an Enter or Tab within it.
    late: seconds for which a lone Enter after a code still is the gun's, not the guard's.
    """

    prefix: str = ""
    suffix: str = ""
    average: float = 0.035
    least: int = 4
    pause: float = 0.2
    line: float = 0.07
    late: float = 0.5


@dataclass(frozen=True, slots=True)
class Typed:
    """What a hand typed: text may be empty (a lone Enter: the next person, please).

    end: the Enter or Tab that ended it; empty when a code came in between.
    hasty: it came as fast as from a device, but is too short for a code: nobody can say which, so it means nothing.
    """

    text: str
    end: str
    hasty: bool = False


@dataclass(frozen=True, slots=True)
class Garbled:
    """A device typed something whose bytes nobody can know, and why."""

    doubt: Doubt


Outcome: TypeAlias = Scan | Typed | Garbled


class Wedge:
    """Feed it every character with the time of its key press, in steady seconds: the event's own time, since a busy
    window handles all at once what was typed slowly. Leave out what a held key repeats, where the system tells.
    """

    def __init__(self, gun: Gun = Gun()) -> None:
        self._gun = gun
        self._hand = ""  # no code, and parted from the newest run by a pause
        self._hand_hasty = False  # it is one run that was too fast
        self._run: list[str] = []
        self._first = self._last = 0.0  # of the run's characters
        self._ends = ""  # came after the run: its end, or a line's end inside it
        self._ended = 0.0
        self._caps = False
        self._trailing = -math.inf  # until then, a lone Enter is the end of the last code

    @property
    def pending(self) -> str:
        """What was typed and not ended yet, for the screen; a code stands in it while it arrives."""
        return self._hand + "".join(self._run)

    @property
    def ending(self) -> bool:
        """Whether a code has come to an Enter, and is complete unless it goes on within the gun's `line`."""
        return bool(self._ends)

    def firing(self, at: float) -> bool:
        """Whether a device is in the middle of typing, so that a key at this moment is its, not the guard's."""
        return bool(self._run) and at - self._last <= self._gun.average + CLOCK

    def clear(self) -> None:
        """Forget what is pending (Esc)."""
        self._hand, self._ends, self._caps = "", "", False
        self._run.clear()

    def back(self) -> None:
        """Take the last character back (Backspace): a hand corrects itself, a gun does not."""
        if self._run:
            self._run.pop()
        else:
            self._hand = self._hand[:-1]

    def key(self, character: str, at: float, *, caps: bool = False) -> list[Outcome]:
        """One character; what became certain by it, in order. Keys without a character (Shift) do not matter.

        caps: it is not what its key and Shift make, so that caps lock must be on.
        """
        found = self.tick(at)
        if not character:
            return found
        if character in ENDS:
            return found + self._end(character, at)
        if not self._run:
            self._first = at
        self._run += [*self._ends, character]
        self._ends, self._last = "", at
        self._caps |= caps
        if self._has_suffix() and self._is_burst():
            found += self._scan(at + self._gun.late)
        return found

    def tick(self, at: float) -> list[Outcome]:
        """Time passed without a key: a code without an Enter is complete. Call it some 0.3 s after the last key, and
        0.1 s after it where a code is `ending`."""
        if self._ends and at - self._ended > self._gun.line:
            return self._scan(self._ended + self._gun.pause)
        if not self._run or at - self._last <= self._gun.pause:
            return []
        if self._is_burst():
            return self._scan(self._last + self._gun.late)
        self._hand_hasty = self._is_hasty()
        self._hand = self.pending
        self._run.clear()
        return []

    def _end(self, end: str, at: float) -> list[Outcome]:
        if self._ends or self._is_burst():
            self._ends, self._ended = self._ends + end, at
            return []
        if not self.pending and at <= self._trailing:
            return []
        typed = Typed(self.pending, end, self._is_hasty())
        self.clear()
        return [typed]

    def _scan(self, trailing: float) -> list[Outcome]:
        """The run as a code, after what a hand had left unfinished before it."""
        self._trailing = trailing
        found: list[Outcome] = [Typed(self._hand, "", self._hand_hasty)] if self._hand else []
        text = "".join(self._run).removeprefix(self._gun.prefix).removesuffix(self._gun.suffix)
        code = code_of(text, caps=self._caps)
        self.clear()
        if isinstance(code, Doubt):
            return [*found, Garbled(code)]
        return [*found, Scan(code, self._last, self._last)] if code else found

    def _has_suffix(self) -> bool:
        suffix = self._gun.suffix
        return bool(suffix) and "".join(self._run[-len(suffix) :]) == suffix

    def _is_burst(self) -> bool:
        """Whether the run is a device's. One and the same character over and over is a held key."""
        return len(self._run) >= self._gun.least and self._is_fast() and len(set(self._run)) > 1

    def _is_hasty(self) -> bool:
        """Whether all that is pending came at a device's speed; what stands on both sides of a pause did not."""
        if self._hand:
            return self._hand_hasty and not self._run
        return len(self._run) > 1 and self._is_fast()

    def _is_fast(self) -> bool:
        return self._last - self._first <= self._gun.average * (len(self._run) - 1) + CLOCK
