"""A list of places held against drawn letters: row by row, as a page writes it behind its label."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from app.pages import regions
from app.pages.cells import Cells
from app.pages.drawn import EM, letter
from app.pages.laid import Laid
from app.pages.lexicon import Named

_SMALL = 0.5
"""What a comma or an asterisk counts, which is mostly paper."""
_NEW = -6.0
"""What one more name costs, in nats: there are hundreds."""
_BEAM, _PROVINCES, _MOST = 5, 4, 6
_PITCHES, _NEARER = (1.3, 1.36, 1.42, 1.48, 1.54, 1.6, 1.67, 1.74), 0.03
"""Distances of rows, in heights of their letters; and by how much each may be off."""
_COMMA, _BLANK, _STAR = "，", " ", "*"
"""A full comma is as wide as 、 or a full blank, which look much like it beside the names."""


@dataclass(frozen=True)
class Pen:
    """Where the next letter is written: pixels from the label's start, and rows below it."""

    x: float
    row: int


@dataclass(frozen=True)
class Written:
    """A list. score: how much likelier than blank paper it is, in nats."""

    names: Named
    pen: Pen
    score: float


@dataclass(frozen=True)
class Block:
    """The rows behind a label. wide: pixels of a row from the label's start. pitch: of rows. note: what stands behind
    the list where a place has a star. comma: what parts two places."""

    cells: Cells
    wide: float
    pitch: float
    note: str
    comma: str = _COMMA

    @cached_property
    def lists(self) -> list[Written]:
        """The lists that explain the print best, the best one first."""
        ends: list[Written] = []
        begun = [Written((), Pen(sum(self.cells.label.row.advances), 0), 0.0)]
        for _ in range(_MOST):
            further = [one for each in begun for one in self._continued(each)]
            ends += map(self._ended, further)
            begun = sorted(further, key=lambda one: -one.score)[:_BEAM]
        return sorted(ends, key=lambda one: -one.score)

    def score(self, names: Named) -> float:
        """How much likelier that list is than blank paper, in nats."""
        pen, total = Pen(sum(self.cells.label.row.advances), 0), 0.0
        for at, (number, star) in enumerate(names):
            text = self.comma * (at > 0) + regions.names()[number] + _STAR * star
            pen, said = self._text(pen, text)
            total += said + _NEW
        return self._ended(Written(names, pen, total)).score

    def _ended(self, one: Written) -> Written:
        if not any(star for _, star in one.names):
            return one
        pen, score = self._text(one.pen, self.note)
        return Written(one.names, pen, one.score + score)

    def _continued(self, before: Written) -> Iterator[Written]:
        """The likeliest names to stand next, each with a star and without."""
        pen, comma = self._text(before.pen, self.comma) if before.names else (before.pen, 0.0)
        for number, name in self._names(pen):
            behind, said = self._text(pen, name)
            score = before.score + comma + said + _NEW
            yield Written((*before.names, (number, False)), behind, score)
            starred, star = self._text(behind, _STAR)
            yield Written((*before.names, (number, True)), starred, score + star)

    def _names(self, pen: Pen) -> list[tuple[int, str]]:
        """The few known names that the print at `pen` looks most like."""
        first = sorted(regions.provinces(), key=lambda one: -self._text(pen, one)[1])[:_PROVINCES]
        whole = [name for one in first for name in regions.within(one)]
        best = sorted(whole, key=lambda one: -self._text(pen, one)[1])[:_BEAM]
        return [(regions.names().index(name), name) for name in best]

    def _text(self, pen: Pen, text: str) -> tuple[Pen, float]:
        """Where the pen is behind `text`, and how much likelier that stands there than nothing."""
        score, x, row = 0.0, pen.x, pen.row
        for one in text:
            wide = letter(one, self.cells.label.face).advance
            if x + wide > self.wide and x > 0:
                x, row = 0.0, row + 1
            weight = _SMALL if one in _COMMA + _STAR else 1.0
            score += weight * self.cells.score(one, x, row * self.pitch) if one != _BLANK else 0.0
            x += wide
        return Pen(x, row), score


def block(label: Laid, wide: float, note: str) -> Block:
    """The rows behind `label`, as far apart as explains the print best. wide: pixels of a row, about."""
    alphabet = "".join(dict.fromkeys("".join((*regions.names(), _COMMA, _STAR, note))))
    rough, fine = Cells(label, alphabet, stride=2), Cells(label, alphabet)

    def good(way: tuple[float, float]) -> float:
        across, pitch = way
        return Block(rough, across, pitch * EM, note).lists[0].score

    across, pitch = max(product((wide - EM / 2, wide + EM / 2), _PITCHES), key=good)
    across, pitch = max(((across, pitch + more) for more in (-_NEARER, 0.0, _NEARER)), key=good)
    found = [Block(rough, across, pitch * EM, note, comma) for comma in (_COMMA, _BLANK)]
    return replace(max(found, key=lambda one: one.lists[0].score), cells=fine)
