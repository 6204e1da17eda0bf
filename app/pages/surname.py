"""A masked name in undecided print: a surname, and one asterisk or two."""

from collections.abc import Callable, Sequence

import numpy as np

from app.pages import ctc
from app.pages.ctc import Plane
from app.pages.undecided import Print
from app.pages.values import SURNAMES, Reading

_ONE, _TWO = "*×xX·'’`^°.", '”“"'
"""What one asterisk is read as, and what two are."""
ALPHABET = SURNAMES + _ONE + _TWO
_SHAPES = ((1, (_ONE,), 1.0), (1, (_TWO,), 0.3), (2, (_TWO,), 0.7), (2, (_ONE + _TWO, _ONE + _TWO), 1.0))
"""How many asterisks, what they may be read as, one after the other, and how readily."""
_SHORTEST = 4
"""Steps of a strip that holds a name and its label."""
_NOBODY = 6.0
"""What a masked name may cost, in nats, before it is held for something else: a rare surname, another row."""


_LONELY = 0.8
"""How sure it is at most that there is only one asterisk, in a row that had to be read on its own."""
_ALONE = 0.99
"""How sure the row's looks must be of a single asterisk to be believed that there is none beside it: of 90 hard pages
drawn for this, none looked otherwise than it was."""
_COMMON = 20
"""Rank among surnames up to which one is about as common as another; then they get rarer as their rank grows."""
_RARER = 1 / (_COMMON + np.arange(len(SURNAMES)))


_UNTOLD = 0.002
"""What a surname that the recogniser did not think of is given, so that its looks may speak for it."""
_BY_LOOKS = 0.6
"""How sure something is at most for which its looks speak and not the recogniser."""


def read(prints: Sequence[Print], looks: Callable[[], tuple[Plane, Plane] | None]) -> Reading | None:
    """The surname and its asterisks that all of `prints`, cuts of the same row, show together.

    looks: how likely each surname, and one asterisk and two, are by the row's looks; they may change what was read, and
    make it less certain.
    """
    found = [_one(one) for one in prints if len(one.steps) >= _SHORTEST]
    if not found:
        return None
    surnames = np.mean([one for one, _, _ in found], axis=0)
    stars = np.mean([one for _, one, _ in found], axis=0)
    believed = float(np.mean([one for _, _, one in found]))
    seen = looks()
    surname, named = _decided(surnames * believed, seen and seen[0], _UNTOLD)
    count, counted = _decided(stars * believed, seen and seen[1], _UNTOLD)
    seen_alone = seen is not None and float(seen[1][0]) >= _ALONE
    if count == 0 and not seen_alone:  # glare takes a second asterisk before anything else, and leaves no trace of it
        counted = min(counted, _LONELY)
    return Reading(SURNAMES[surname] + "*" * (count + 1), (named, *[counted] * (count + 1)))


def _decided(told: Plane, looks: Plane | None, untold: float) -> tuple[int, float]:
    """Which is likeliest by the recogniser and by its looks, and how sure that is."""
    best = int(told.argmax())
    if looks is None:
        return best, float(told[best])
    both = (told + untold) * looks
    together = int(both.argmax())
    chance = min(float(both[together] / max(both.sum(), 1e-300)), _BY_LOOKS)
    return together, max(float(told[best]) if best == together else 0.0, chance)


def _one(one: Print) -> tuple[Plane, Plane, float]:
    """How likely each surname is, how likely one asterisk and two are, and that it is such a name at all."""
    columns = [one.alphabet.index(surname) for surname in SURNAMES]
    first = one.marks(SURNAMES)
    fits = [
        ctc.fit(one.steps, np.array([first, *map(one.marks, shape)]), [None] * len(shape)) for _, shape, _ in _SHAPES
    ]
    chances = np.array([readily * np.exp(-fit.cost) for fit, (_, _, readily) in zip(fits, _SHAPES, strict=True)])
    chances /= max(chances.sum(), 1e-300)
    surnames = sum((chance * fit.slots[0, columns] for chance, fit in zip(chances, fits, strict=True)), _RARER * 0)
    surnames = surnames * _RARER
    stars = np.array([sum(chance for chance, (many, _, _) in zip(chances, _SHAPES, strict=True) if many == count)
                      for count in (1, 2)])  # fmt: skip
    believed = 1 / (1 + np.exp(min(fit.cost for fit in fits) - _NOBODY))
    return surnames / max(surnames.sum(), 1e-300), stars, float(believed)
