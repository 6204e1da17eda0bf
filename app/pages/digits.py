"""Times, phone and ID numbers in undecided print: every digit weighed against the other digits that may stand there."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from app.pages import ctc
from app.pages.forms import PAIRS, PROVINCES, Form, forms
from app.pages.template import Field
from app.pages.undecided import Print
from app.pages.values import Reading

Chances = NDArray[np.float64]
"""(digits, 11): at every place of a number how likely each of 0 to 9 and X is."""
_SEPARATORS = ".-:：年月日/"
_STARS = "*×·.-xX”“\"'’"
ALPHABET = "0123456789" + "".join(dict.fromkeys("Xx" + _SEPARATORS + _STARS[:3] + _STARS[7:]))
_SHARP = 0.5
"""The network is surer than it should be: its log likelihoods count half."""
_UNTOLD = 0.02
"""What a digit that the recogniser did not think of is given, so that its looks may speak for it."""
_BY_LOOKS = 0.6
"""How sure a digit is at most for which its looks speak and not the recogniser: in doubt, but better than none."""


def read(field: Field, prints: Sequence[Print], looks: Callable[[Form], Chances | None]) -> Reading | None:
    """The value that all of `prints`, cuts of the same row, spell together; None where the page cannot show it so.

    looks: what the row looks like, held against drawn digits; None where it looks like no row of that form. It may
    change a digit, and make it less certain, never more certain than in doubt.
    """
    found = [(form, one) for form in forms(field) for one in [_of(form, prints)] if one is not None]
    if not found:
        return None
    form, (chances, least) = min(found, key=lambda one: one[1][1])
    share = 1 / float(sum(np.exp(_SHARP * (least - cost)) for _, (_, cost) in found))
    digits, sure = _with_looks(form, _eleven(chances), looks(form))
    before, stars = form.hidden
    if stars:
        digits = digits[:before] + "*" * stars + digits[before:]
        sure = [*sure[:before], *[1.0] * stars, *sure[before:]]
    return Reading(digits, tuple(one * share for one in sure))


def _with_looks(form: Form, told: Chances, looks: Chances | None) -> tuple[str, list[float]]:
    """The number, and how sure each digit is, by what the recogniser told and by its looks."""
    digits, sure = _best(form, told)
    if looks is None:
        return digits, sure
    both = (told + _UNTOLD) * looks
    both /= np.maximum(both.sum(axis=1, keepdims=True), 1e-300)
    together, chances = _best(form, both)
    merged = [max(before if one == other else 0.0, min(chance, _BY_LOOKS))
              for one, other, before, chance in zip(digits, together, sure, chances, strict=True)]  # fmt: skip
    return together, merged


def _eleven(chances: NDArray[np.float64]) -> Chances:
    """The last column, X, is what the ten digits leave."""
    return np.hstack([chances[:, :10], (1 - chances[:, :10].sum(axis=1, keepdims=True)).clip(0)])


def _of(form: Form, prints: Sequence[Print]) -> tuple[NDArray[np.float64], float] | None:
    """(digits, letters): mean of each letter's chance at each place; and how ill the form fits, in nats."""
    total, cost = [], []
    for one in prints:
        allowed = np.array([one.marks(letters) for letters in form.allowed])
        between = [one.marks(_STARS if form.hidden[1] else _SEPARATORS) if at in form.separated else None
                   for at in range(len(allowed) - 1)]  # fmt: skip
        if len(one.steps) < len(allowed):
            continue
        fit = ctc.fit(one.steps, allowed, between)
        total.append(fit.slots)
        cost.append(fit.cost)
    return (np.mean(total, axis=0), float(np.mean(cost))) if total else None


def _best(form: Form, digits: Chances) -> tuple[str, list[float]]:
    """The likeliest digits of which every pair makes sense, and how sure each is."""
    letters = ["0123456789X"[one] for one in digits.argmax(axis=1)]
    sure = [float(one) for one in digits.max(axis=1)]
    for at, kind in form.pairs:
        possible = PROVINCES if kind == "province" else [f"{one:02}" for one in PAIRS[kind]]
        both = np.array([digits[at, int(one[0])] * digits[at + 1, int(one[1])] for one in possible])
        pair, chance = possible[int(both.argmax())], float(both.max() / max(both.sum(), 1e-9))
        letters[at : at + 2] = pair
        # Not surer than the print itself: what makes no sense is a hint that the row is another.
        sure[at : at + 2] = [min(chance, float(both.max()) ** 0.5)] * 2
    return "".join(letters), sure
