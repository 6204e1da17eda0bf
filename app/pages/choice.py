"""Which of a few known words stands in undecided print."""

from collections.abc import Callable, Sequence

import numpy as np

from app.pages import ctc
from app.pages.ctc import Plane
from app.pages.undecided import Print
from app.pages.values import Reading

_SHARP = 0.5
"""The network is surer than it should be: its log likelihoods count half."""
_NEITHER = 2.5
"""What a letter of none of the words would cost: a word that costs more is not believed."""


_AT_A_LOSS, _UNTOLD, _BY_LOOKS = 0.3, 0.05, 0.6
"""How likely all words together are where the row's looks are asked; what each is given then, that its looks may speak
for it; and how sure it is at most."""


def read(
    words: dict[str, str], prints: Sequence[Sequence[Print]], looks: Callable[[Sequence[str]], Plane | None]
) -> Reading | None:
    """What the likeliest word means. prints: for every way to cut the row, how it looks in several tones.

    A word seldom stands anywhere by accident, so the way that shows one best decides: in the others the row may be
    another one. looks: how likely each word is by the row's looks; asked only where the recogniser is at a loss, and
    then in doubt.
    """
    known = list(words)
    best, chances = 0.0, np.zeros(len(known))
    for tones in prints:
        found = np.mean([_chances(known, one) for one in tones], axis=0)
        if found.sum() > best:
            best, chances = float(found.sum()), found
    if chances.sum() < _AT_A_LOSS and (seen := looks(known)) is not None:
        chances = (chances + _UNTOLD) * seen
        chances *= _BY_LOOKS / max(float(chances.sum()), 1e-300)
    means: dict[str, float] = {}
    for word, chance in zip(known, chances, strict=True):
        means[words[word]] = means.get(words[word], 0.0) + float(chance)
    value = max(means, key=lambda one: means[one])
    return Reading(value, (means[value],)) if means[value] > 0 else None


def _chances(words: list[str], one: Print) -> Plane:
    """How likely each word is, none of them being possible too."""
    costs = np.array([ctc.cost(one.steps, one.rows(word), [None] * (len(word) - 1)) if len(one.steps) >= len(word)
                      else np.inf for word in words])  # fmt: skip
    lengths = np.array([len(word) for word in words])
    likely = np.exp(-_SHARP * costs.clip(0))
    neither = np.exp(-_SHARP * _NEITHER * lengths[int(costs.argmin())])
    return np.asarray(likely / max(float(likely.sum() + neither), 1e-300))
