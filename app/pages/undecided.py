"""Print that the network has seen and nobody has decided about yet: its steps, and the letters that they may spell."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.pages import misread
from app.pages.ctc import BLANK, FIRST, OTHER, Steps

_UNASKED = "□"
"""Stands in a text for a letter that is not in the alphabet."""


@dataclass(frozen=True)
class Print:
    """One row of print. steps: as in app.pages.ctc, their letters those of `alphabet`."""

    steps: Steps
    alphabet: str

    @cached_property
    def places(self) -> tuple[tuple[str, int], ...]:
        """The likeliest letters, each with the step at which it is read."""
        best = self.steps.argmax(axis=1)
        new = [at for at, one in enumerate(best) if one != BLANK and (at == 0 or best[at - 1] != one)]
        return tuple((_UNASKED if best[at] == OTHER else self.alphabet[best[at] - FIRST], at) for at in new)

    @property
    def text(self) -> str:
        return "".join(letter for letter, _ in self.places)

    def marks(self, letters: str) -> NDArray[np.bool_]:
        """(letters of the alphabet): which of them are among `letters`."""
        return np.array([one in letters for one in self.alphabet])

    def rows(self, text: str) -> NDArray[np.bool_]:
        """(letters of `text`, letters of the alphabet): what spells exactly that."""
        return np.array([self.marks(one) for one in text])

    def after(self, labels: Iterable[str]) -> "Print":
        """What stands behind the label that is found; all of it where none is."""
        place = misread.first_of(self.text, labels)
        return Print(self.steps[self._gap(place[2]) :], self.alphabet) if place else self

    def before(self, notes: Iterable[str]) -> "Print | None":
        """What stands before the first of `notes`; None where none is found."""
        starts = [start for score, start, _ in (misread.find(self.text, one) for one in notes) if score >= 0.6]
        return Print(self.steps[: self._gap(min(starts))], self.alphabet) if starts else None

    def _gap(self, letter: int) -> int:
        """The step between the letter before the given one and that one."""
        steps = [at for _, at in self.places]
        if letter <= 0 or not steps:
            return 0
        if letter >= len(steps):
            return min(steps[-1] + 2, len(self.steps) - 1)
        return (steps[letter - 1] + steps[letter] + 1) // 2


def joined(prints: list[Print]) -> Print:
    """Rows one after the other."""
    return Print(np.concatenate([one.steps for one in prints]), prints[0].alphabet)
