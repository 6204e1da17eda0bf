"""The places of a travel card in undecided print: known names, whose they are, and whether one may be missing."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.pages import misread, regions
from app.pages.lexicon import Lexicon, Named
from app.pages.template import Field
from app.pages.undecided import Print, joined
from app.pages.values import Reading
from app.pages.written import Block

_STARS, _COMMAS = "*×xX”“'’`^°·", "，,、。."
_DEAR, _STEEP = 2.5, 2.0
"""What a letter of a list may cost, in nats, before it is held for something else; and how sharply that is meant."""
_HOLE = 2.1
"""Widths of a letter that two neighbours may lie apart: more, and something between them was not read."""
_DOUBT = 0.5
"""What is left of the certainty of a list that may lack something."""

_LIKELIEST = 8
"""Lists that are drawn of whom the recogniser is asked, too."""
_UNTOLD, _DULL, _BY_LOOKS = 0.01, 4.0, 0.6
"""What a list that the recogniser did not think of is given, so that its looks may speak for it; how little one nat of
its looks counts, since its letters suffer together; and how sure it is at most then."""


def alphabet(field: Field, note: Sequence[str]) -> str:
    """Everything that may stand there."""
    texts = [*regions.names(), _STARS, _COMMAS, *field.label, *note, *field.until, "：（"]
    return "".join(dict.fromkeys("".join(texts)))


def read(field: Field, note: Sequence[str], ways: Sequence[Sequence[Print]], drawn: Block | None) -> Reading | None:
    """The likeliest list. ways: the rows of the block from top to bottom, as each cut and tone shows them.

    drawn: the same held against drawn letters; it may change the list and make it less certain, never more certain than
    in doubt.
    """
    blocks = [one for one in (_Block(field, note, rows) for rows in ways if rows) if one.rows]
    if not blocks:
        return None
    lexicon = _lexicon(blocks[0].list.alphabet)
    noted = any(one.noted for one in blocks)
    found = {lexicon.likeliest(one.list.steps) for one in blocks} - {()}
    found |= {one.names for one in drawn.lists[:_LIKELIEST]} if drawn else set()
    lists = list(dict.fromkeys(variant for one in found for variant in _variants(one, noted)))
    if not lists:
        return None
    chances = np.array([[lexicon.chance(one.list.steps, named) for named in lists] for one in blocks])
    shares = np.exp(chances - chances.max(axis=1, keepdims=True))
    shares = (shares / shares.sum(axis=1, keepdims=True)).mean(axis=0)
    together = shares if drawn is None else _with_looks(shares, np.array([drawn.score(one) for one in lists]))
    best = int(together.argmax())
    certain = float(shares[best]) * _believed(lexicon, lists[best], chances[:, best])
    if sum(one.holed for one in blocks) * 2 > len(blocks):
        certain *= _DOUBT
    if noted != any(star for _, star in lists[best]):
        certain *= _DOUBT  # a star without its note, or a note without a star
    if drawn is not None:
        certain = max(certain if best == int(shares.argmax()) else 0.0, min(float(together[best]), _BY_LOOKS))
    value = "|".join(lexicon.names[number] + "*" * star for number, star in lists[best])
    return Reading(value, (certain,) * len(lists[best]))


def _with_looks(shares: NDArray[np.float64], looks: NDArray[np.float64]) -> NDArray[np.float64]:
    """(lists): how likely each is by the recogniser and by its looks together."""
    both = (shares + _UNTOLD) * np.exp((looks - looks.max()) / _DULL)
    return np.asarray(both / both.sum())


def _believed(lexicon: Lexicon, named: Named, chances: NDArray[np.float64]) -> float:
    """How far a list is to be believed at all. chances: of it in every way to see the block; half may be bad."""
    letters = sum(len(lexicon.names[number]) for number, _ in named)
    costs = np.sort(-chances)[: (len(chances) + 1) // 2] / letters
    return float(1 / (1 + np.exp(_STEEP * (costs.mean() - _DEAR))))


@cache
def _lexicon(letters: str) -> Lexicon:
    return Lexicon(regions.names(), letters, _STARS, _COMMAS)


def _variants(named: Named, noted: bool) -> list[Named]:
    """The list itself, and with each star taken away or put there; a note of a single place means that one."""
    if noted and len(named) == 1:
        return [((named[0][0], True),)]
    flipped = [(*named[:at], (number, not star), *named[at + 1 :]) for at, (number, star) in enumerate(named)]
    return [named, *flipped]


class _Block:
    """The rows of one way, from behind the label to the star's note, or to what ends the block."""

    def __init__(self, field: Field, note: Sequence[str], rows: Sequence[Print]) -> None:
        labelled = [place[0] if (place := misread.first_of(one.text, field.label)) else 0.0 for one in rows]
        start = int(np.argmax(labelled))
        self.rows: list[Print] = []
        for one in rows[start:]:
            if any(misread.find(one.text[: len(end) + 2], end)[0] >= misread.needed(end) for end in field.until):
                break
            self.rows.append(one)
        # The note may begin anywhere in a row, and go on in the next.
        ahead = joined(self.rows).before(note) if self.rows else None
        self.noted = ahead is not None
        if ahead is not None:
            self.rows = _cut(self.rows, len(ahead.steps))
        self.holed = _holed(self.rows)
        behind = [self.rows[0].after(field.label), *self.rows[1:]] if self.rows else []
        # Nothing may stand behind the label: its print is in another row, or lost.
        self.list = joined([one for one in behind if len(one.steps)] or list(rows[:1]))


def _cut(rows: Sequence[Print], steps: int) -> list[Print]:
    """The first so many steps of all rows together."""
    found = []
    for one in rows:
        if steps > 0:
            found.append(Print(one.steps[:steps], one.alphabet))
        steps -= len(one.steps)
    return found


def _holed(rows: Sequence[Print]) -> bool:
    """Whether letters of a row lie too far apart, or a row begins or ends too far inside, for all to have been read."""
    places = [[at for _, at in one.places] for one in rows]
    if not all(places):
        return True
    pitches = [after - one for row in places for one, after in pairwise(row)]
    if not pitches:
        return True
    wide = _HOLE * float(np.median(pitches))
    left, right = min(row[0] for row in places), max(row[-1] for row in places)
    inside = any(row[0] - left > wide for row in places[1:]) or any(right - row[-1] > wide for row in places[:-1])
    return max(pitches) > wide or inside
