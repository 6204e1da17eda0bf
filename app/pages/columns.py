"""The columns of a table on a page: where each lies, by the texts at its head, and whose every piece of text is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.pages import misread
from app.pages.line import Line, grouped, row_of
from app.pages.template import Field, Template

_VALUE = re.compile(r"[0-9]{4}")
"""What stands in no head: a row with it is a row of values, or a label with its value."""
_HALF = 0.6
"""Of a letter's width, as a part of the height of its line's box."""
_LEAST = 2
"""Heads that must stand side by side, where the template has so many: a single one is often another row's text."""


@dataclass(frozen=True)
class Column:
    """From where to where on the page, in its pixels, a column's head stands, or all of the column.

    field: empty where the template does not ask for it. head: the text found there; empty where `across` says where.
    """

    field: str
    head: str
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def shared(self, line: Line) -> float:
        """Pixels of `line` that stand over or under it."""
        return min(self.right, line.right) - max(self.left, line.left)


@dataclass(frozen=True)
class Heads:
    """The columns of a table from left to right. low: where its first row may begin."""

    columns: tuple[Column, ...]
    low: float

    def of(self, field: str) -> Column | None:
        return next((one for one in self.columns if one.field == field), None)

    def pieces(self, lines: Iterable[Line]) -> list[tuple[str, Line]]:
        """`lines`, parted where one reaches over several columns, each with the field whose column it stands in."""
        return [(self._owner(part).field, part) for line in lines for part in self._parted(line)]

    def _owner(self, line: Line) -> Column:
        def near(one: Column) -> tuple[float, float]:
            return max(one.shared(line), 0.0), -abs(one.middle - (line.left + line.right) / 2)

        return max(self.columns, key=near)

    def _parted(self, line: Line) -> list[Line]:
        """Between the middles of two columns that `line` reaches over it is parted at its widest pause."""
        places = line.places
        met = [one for one in self.columns if one.shared(line) > 0.5 * min(one.right - one.left, line.height)]
        cuts = [0]
        for one, after in pairwise(met):
            pauses = [(places[at] - places[at - 1], at) for at in range(cuts[-1] + 1, len(places))
                      if places[at] > one.middle and places[at - 1] < after.middle]  # fmt: skip
            if pauses:
                cuts.append(max(pauses)[1])
        ends = [*cuts[1:], len(line.text)]
        return [part(line, start, end) for start, end in zip(cuts, ends, strict=True)]


def listed(template: Template) -> list[Field]:
    """The fields that the template describes as columns."""
    return [one for one in template.field if one.column or one.across]


def find(template: Template, lines: list[Line], width: float) -> Heads | None:
    """The heads of the template's table; None where the page shows none of them. width: of the page, in pixels."""
    wanted = listed(template)
    needed = min(_LEAST, sum(bool(one.column) for one in wanted))
    best: Heads | None = None
    for group in grouped(lines):
        row = row_of(group)
        found = [] if _VALUE.search(row.text) else _heads(wanted, row)
        if len(found) >= max(needed, 1) and (best is None or len(found) > len(_named(best))):
            named = {one.field for one in found}
            told = [_told(one, width) for one in wanted if one.across and one.name not in named]
            best = _ordered([*found, *told, *_others(found, group)], row.bottom)
    return best or _without_heads(template, wanted, lines, width)


def _without_heads(template: Template, wanted: Sequence[Field], lines: list[Line], width: float) -> Heads | None:
    """The columns as the template says where they lie, below the text that the template says stands above them."""
    above = [line for line in lines if template.table and misread.first_of(line.text, template.table.below)]
    told = [_told(one, width) for one in wanted if one.across]
    return _ordered(told, min(line.bottom for line in above)) if above and told else None


def _heads(wanted: Sequence[Field], row: Line) -> list[Column]:
    """The likeliest heads first, so that no place is two columns': 检测时间 is much like 采样时间."""
    ranked = sorted(((place, one, head) for one in wanted for head in one.column
                     if (place := misread.first_of(row.text, [head]))),
                    key=lambda found: (found[0][0], len(found[2])), reverse=True)  # fmt: skip
    taken: list[tuple[int, int]] = []
    found: dict[str, Column] = {}
    for (_, start, end), field, head in ranked:
        if field.name in found or any(start < other_end and other < end for other, other_end in taken):
            continue
        taken.append((start, end))
        here = part(row, start, end)
        found[field.name] = Column(field.name, head, here.left, here.right)
    return list(found.values())


def _others(found: Sequence[Column], group: Sequence[Line]) -> list[Column]:
    """Columns whose heads the template does not ask for: what stands in them is none of its cells."""
    rest = [Column("", line.text, line.left, line.right) for line in group]
    return [one for one in rest if not any(one.left < other.middle < one.right for other in found)]


def _told(field: Field, width: float) -> Column:
    left, right = field.across or (0.0, 0.0)
    return Column(field.name, "", left * width, right * width)


def _named(heads: Heads) -> list[Column]:
    return [one for one in heads.columns if one.field and one.head]


def _ordered(columns: Iterable[Column], low: float) -> Heads:
    return Heads(tuple(sorted(columns, key=lambda one: one.middle)), low)


def part(line: Line, start: int, end: int) -> Line:
    """`line` from character `start` to before `end`, its box with it."""
    if (start, end) == (0, len(line.text)):
        return line
    places, wide, most = line.places, max(line.right - line.left, 1.0), _HALF * line.height
    # Behind a pause a letter's box begins at the letter, and not in the middle of the pause.
    first = max(places[start] - most, (places[start - 1] + places[start]) / 2) if start else line.left
    last = min(places[end - 1] + most, (places[end - 1] + places[end]) / 2) if end < len(places) else line.right
    shares = ((first - line.left) / wide, (last - line.left) / wide)
    (a, b, c, d) = line.box
    corners = [(one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)
               for one, other in ((a, b), (d, c)) for share in shares]  # fmt: skip
    cut = line.cut(start, end)
    return Line(cut.text, cut.sure, (corners[0], corners[1], corners[3], corners[2]), cut.others, cut.at)
