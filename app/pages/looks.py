"""What the row of a field looks like, held against letters that are drawn: a second witness beside the recogniser."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.capture.items import Image
from app.pages import laid, layouts, shapes, written
from app.pages.digits import Chances
from app.pages.drawn import EM
from app.pages.forms import Form
from app.pages.strip import Cut
from app.pages.template import Field
from app.pages.tone import Plane
from app.pages.values import SURNAMES
from app.pages.written import Block

_LIKE = 0.4
"""Correlation of a row with the best drawn one below which it is not what was drawn."""
_HIGHER = 0.3
"""Paper above and below a row, as a part of its height, that is looked at too."""
_EDGE = 0.05
"""Part of the page's width at its edges in which nothing is printed: the phone's frame is there."""
_CLEAR = 5.0
"""What one letter's width of evidence counts, in nats."""
_DIGITS = "0123456789X"


@dataclass(frozen=True)
class Looks:
    """One row of a page. dark: it and some paper around, 0 for white to 1 for black. tall: pixels of its print. label:
    what may stand before the value."""

    dark: Plane
    tall: float
    label: str

    def digits(self, form: Form) -> Chances | None:
        """How likely each digit is at each place; None where the row is not of that form."""
        for printed in layouts.of(form, self.label):
            choices = {one.text: one for one in printed}
            found = laid.find(self.dark, self.tall, choices)
            if found is not None and found.alike >= _LIKE:
                return self._digits(form, found, choices[found.text].places)
        return None

    def name(self) -> tuple[Chances, Chances] | None:
        """How likely each of SURNAMES is, and one asterisk and two behind it; None where the row is no such name, or
        its label is not known."""
        shown = (*self.label, SURNAMES, "*")
        found = laid.find(self.dark, self.tall, [shown]) if self.label else None
        if found is None or found.alike < _LIKE:
            return None
        at = len(self.label)
        surnames = shapes.chances(found, [at])[0]
        known = replace(found, text=(*self.label, SURNAMES[int(surnames.argmax())], "*"))
        return surnames, shapes.endings(known, at + 1, ("*", "**"))

    def word(self, words: Sequence[str]) -> Chances | None:
        """How likely each of `words` is; None where the row looks like none of them."""
        found = [laid.find(self.dark, self.tall, [tuple(one)]) for one in words]
        if max((one.alike for one in found if one), default=0.0) < _LIKE:
            return None
        evidence = np.array([one.evidence if one else 0.0 for one in found])
        chances = np.exp(_CLEAR * (evidence - evidence.max()))
        return np.asarray(chances / chances.sum())

    def _digits(self, form: Form, found: laid.Laid, places: tuple[int, ...]) -> Chances:
        chances = np.zeros((len(form.allowed), len(_DIGITS)))
        for at, (place, each) in enumerate(zip(places, shapes.chances(found, places), strict=True)):
            for one, chance in zip(found.text[place], each, strict=True):
                chances[at, _DIGITS.index(one)] = chance
        return chances


def block(
    page: Image, place: tuple[int, int, int, int], tall: float, field: Field, note: Sequence[str]
) -> Block | None:
    """The list behind the field's label somewhere in `place`; None where the label is
    not found. tall: pixels of a row's print."""
    _, top, _, low = place
    edge = int(page.shape[1] * _EDGE)
    strip = page[top:low, edge : page.shape[1] - edge]
    dark = np.asarray(1 - strip.min(axis=2).astype(np.float32) / 255, np.float32)
    label = laid.find(dark, tall, [tuple(one) for one in field.label])
    if label is None or label.alike < _LIKE:
        return None
    # Rows end about as far from the page's right edge as they begin from its left.
    wide = page.shape[1] / label.canvas.em - 2 * (edge / label.canvas.em + label.left)
    return written.block(label, wide * EM, note[0] if note else "")


def of(page: Image, cut: Cut, air: float, label: str) -> Looks:
    """The row that `cut`, with that much air above and below its print, was cut from; over the page's width."""
    rows = cut[0]
    tall = (rows.stop - rows.start) / (1 + 2 * air)
    more = round(tall * _HIGHER)
    wide = page.shape[1]
    strip = page[max(0, rows.start - more) : rows.stop + more, int(wide * _EDGE) : int(wide * (1 - _EDGE))]
    return Looks(np.asarray(1 - strip.min(axis=2).astype(np.float32) / 255, np.float32), tall, label)
