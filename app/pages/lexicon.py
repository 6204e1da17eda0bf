"""Known names, one after the other, in a strip of print: which of them it most likely spells, and how likely."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.pages.ctc import BLANK, FIRST, OTHER, Plane, Steps, cost

NEW = 0.02
"""What one more name costs: it must stand there, not only be possible."""
_AROUND, _WITHIN, _FLOOR = 0.2, 0.02, 1e-6

Named = tuple[tuple[int, bool], ...]
"""Names by number, each with whether a star stands behind it."""


@dataclass
class _Ways:
    """At one step the best way to every letter of every name, to the pause behind it, and to what stands around names.

    Every way has its history, a number; its names are looked up at the end.
    """

    letters: Plane
    pauses: Plane
    before: float = 1.0
    star: float = 0.0
    comma: float = 0.0
    after: float = 0.0


@dataclass(frozen=True)
class Lexicon:
    """names: those that may stand there. stars, commas: letters that mark a name, and that part two of them."""

    names: tuple[str, ...]
    alphabet: str
    stars: str
    commas: str

    @cached_property
    def column(self) -> NDArray[np.intp]:
        """Of every letter of every name, one after the other."""
        return np.array([self.alphabet.index(one) for name in self.names for one in name])

    @cached_property
    def first(self) -> NDArray[np.bool_]:
        starts = np.cumsum([0, *(len(name) for name in self.names)])
        found = np.zeros(starts[-1] + 1, bool)
        found[starts] = True
        return found

    def marks(self, letters: str) -> NDArray[np.bool_]:
        """(letters of the alphabet): which of them are among `letters`."""
        return np.array([one in letters for one in self.alphabet])

    def likeliest(self, steps: Steps) -> Named:
        """The names that the best of all ways spells; none where nothing is likelier."""
        search = _Search(self)
        for step in steps.astype(np.float64):
            search.take(step)
        return search.ended()

    def chance(self, steps: Steps, named: Named) -> float:
        """Log likelihood of exactly these names, all ways to spell them added up; 0 where they are clearly there."""
        rows: list[NDArray[np.bool_]] = []
        for at, (number, star) in enumerate(named):
            if at:
                rows.append(self.marks(self.commas))
            rows += [self.marks(one) for one in self.names[number]]
            if star:
                rows.append(self.marks(self.stars))
        pauses: list[None] = [None] * (len(rows) - 1)
        return -cost(steps, np.array(rows), pauses)


class _Search:
    """Token passing (Young, Russell, Thornton 1989) over all names at once, the best way to each state kept."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words = lexicon
        size = len(lexicon.column)
        self.first, self.last = lexicon.first[:-1], lexicon.first[1:]
        self.twice = np.concatenate(([False], lexicon.column[1:] == lexicon.column[:-1]))
        self.number = np.repeat(np.arange(len(lexicon.names)), [len(name) for name in lexicon.names])
        self.letter, self.pause = np.zeros(size), np.zeros(size)
        self.letter_from, self.pause_from = np.zeros(size, np.intp), np.zeros(size, np.intp)
        self.around = {"before": (1.0, 0), "star": (0.0, 0), "comma": (0.0, 0), "after": (0.0, 0)}
        self.history: list[Named] = [()]
        self.star, self.comma = lexicon.marks(lexicon.stars), lexicon.marks(lexicon.commas)

    def take(self, step: Plane) -> None:
        """One more step of the strip."""
        letters = np.maximum(step[FIRST:], _FLOOR)
        quiet = max(step[BLANK], _FLOOR) + _WITHIN * step[OTHER]
        outside = max(step[BLANK], _FLOOR) + _AROUND * step[OTHER] + _WITHIN * letters.sum()
        ended, starred = self._ended()
        enter = max(self.around["before"], self.around["comma"])
        self._advance(letters[self.words.column], quiet, enter)
        whole = max(ended, starred)
        around = self.around
        self.around = {
            "before": (around["before"][0] * outside, 0),
            "star": max((around["star"][0] * max(letters[self.star].sum(), quiet), around["star"][1]),
                        (ended[0] * letters[self.star].sum(), self._marked(ended[1]))),
            "comma": max((around["comma"][0] * max(letters[self.comma].sum(), quiet), around["comma"][1]),
                         (whole[0] * letters[self.comma].sum(), whole[1])),
            "after": max((around["after"][0] * outside, around["after"][1]), (whole[0] * outside, whole[1])),
        }  # fmt: skip
        self._scale()

    def _ended(self) -> tuple[tuple[float, int], tuple[float, int]]:
        """The best way that has just ended a name, and the best that has read its star too."""
        best = np.where(self.last, np.maximum(self.letter, self.pause), 0.0)
        at = int(best.argmax())
        came = self.letter_from[at] if self.letter[at] >= self.pause[at] else self.pause_from[at]
        if best[at] <= 0:
            return (0.0, 0), self.around["star"]
        self.history.append((*self.history[came], (int(self.number[at]), False)))
        return (float(best[at]), len(self.history) - 1), self.around["star"]

    def _marked(self, history: int) -> int:
        known = self.history[history]
        if not known:
            return history
        self.history.append((*known[:-1], (known[-1][0], True)))
        return len(self.history) - 1

    def _advance(self, said: Plane, quiet: float, enter: tuple[float, int]) -> None:
        before = np.concatenate(([0.0], np.where(self.twice[1:], 0.0, self.letter[:-1])))
        silent = np.concatenate(([0.0], self.pause[:-1]))
        entering = np.where(self.first, enter[0] * NEW, 0.0)
        before, silent = np.where(self.first, 0.0, before), np.where(self.first, 0.0, silent)
        ways = np.stack([self.letter, before, silent, entering])
        came = np.stack([
            self.letter_from, np.roll(self.letter_from, 1), np.roll(self.pause_from, 1),
            np.full(len(said), enter[1], np.intp),
        ])  # fmt: skip
        best, every = ways.argmax(axis=0), np.arange(len(said))
        stay = self.pause >= self.letter
        self.pause_from = np.where(stay, self.pause_from, self.letter_from)
        self.pause = np.where(stay, self.pause, self.letter) * quiet
        self.letter, self.letter_from = ways[best, every] * said, came[best, every]

    def _scale(self) -> None:
        total = max(float(self.letter.max()), float(self.pause.max()), *(one for one, _ in self.around.values()))
        self.letter, self.pause = self.letter / total, self.pause / total
        self.around = {name: (one / total, came) for name, (one, came) in self.around.items()}

    def ended(self) -> Named:
        """The names on the best way to the end; it must have read one."""
        ended, starred = self._ended()
        return self.history[max(ended, starred, self.around["after"])[1]]
