"""Comparing what was read with what may have stood there, some characters of which OCR has misread."""

from collections.abc import Iterable, Sequence

ENOUGH = 0.55
"""Part of the characters of a long text that must be right for it to count as found."""


_LONG = 6
"""Characters of a word that is long enough to be looked for within a row."""


_DENIALS = "不未非无禁勿否"
"""What before a word makes its contrary."""
_AHEAD = 0.05
"""How much nearer the best word must be than the second."""
_SECOND = 0.4
"""What a character costs that the OCR held for possible, where another that it did not even think of costs 1."""


def distance(read: str, meant: str, others: Sequence[str] = ()) -> float:
    """Characters to change, add or take out of `read` to make it `meant` (Levenshtein).

    others: for every character of `read` what else it may be, if that is known.
    """
    row = [float(one) for one in range(len(meant) + 1)]
    for i, one in enumerate(read, 1):
        possible = others[i - 1] if len(others) >= i else ""
        last, row[0] = row[0], float(i)
        for j, other in enumerate(meant, 1):
            changed = 0.0 if one == other else _SECOND if other in possible else 1.0
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + changed)
    return row[-1]


def alike(read: str, meant: str, others: Sequence[str] = ()) -> float:
    """0 to 1: 1 for the same text."""
    return 1 - distance(read, meant, others) / max(len(read), len(meant), 1)


def find(text: str, meant: str) -> tuple[float, int, int]:
    """The part of `text` that is most like `meant`: how alike, 0 to 1, where it starts and where it ends."""
    exact = text.find(meant)
    if exact >= 0:
        return 1.0, exact, exact + len(meant)
    # Sellers' algorithm: the distance to the best part that ends at each place, and where that part starts.
    row = [(j, 0) for j in range(len(meant) + 1)]
    best = (len(meant), 0, 0)
    for end, one in enumerate(text, 1):
        last, row[0] = row[0], (0, end)
        for j, other in enumerate(meant, 1):
            changed = (last[0] + (one != other), last[1])
            skipped, added = (row[j][0] + 1, row[j][1]), (row[j - 1][0] + 1, row[j - 1][1])
            last, row[j] = row[j], min(changed, skipped, added)
        best = min(best, (row[-1][0], row[-1][1], end))
    return 1 - best[0] / max(len(meant), 1), best[1], best[2]


def needed(meant: str) -> float:
    """How alike a text must be to count as `meant`: short ones hold too little to spare much of it."""
    return 0.6 if len(meant) <= 3 else ENOUGH if len(meant) < 10 else 0.45


def first_of(text: str, wanted: Iterable[str]) -> tuple[float, int, int] | None:
    """How alike the likeliest of `wanted` is, and from where to where in `text` it stands; None where none does."""
    found = [(find(text, one), one) for one in wanted]
    good = [(score, start, end) for (score, start, end), one in found if score >= needed(one)]
    if not good:
        return None
    return max(good)


def word(read: str, words: Iterable[str], others: Sequence[str] = ()) -> tuple[str, float]:
    """The one of `words` that `read` is nearest to, and how alike; an empty one where none is, or two equally."""
    ranked = sorted(((_like(read, one, others), one) for one in words), reverse=True)
    if not ranked or ranked[0][0] < 0.5 or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _AHEAD):
        return "", 0.0
    return ranked[0][1], ranked[0][0]


def _like(read: str, meant: str, others: Sequence[str]) -> float:
    """A long word may stand within more that was read, such as a label that was not recognised; not behind a denial."""
    whole = alike(read, meant, others)
    if len(meant) < _LONG:
        return whole
    within, start, _ = find(read, meant)
    return 0.0 if start and read[start - 1] in _DENIALS else max(whole, within)
