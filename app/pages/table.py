"""A table of results on a page: its rows, each with a cell for every column that the template asks for.

Where a row ends no line says: a cell may go on in a second line, be missing, or stand higher than its neighbours. So of
all ways to part the lines into rows the one is taken whose cells make most sense.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.pages import columns, extract, misread
from app.pages.columns import Heads
from app.pages.complaints import TIMES
from app.pages.line import Line, chain, grouped
from app.pages.template import Field, Template

MOST = 8
"""Reports of one page that are looked at."""
_BANDS, _TALLEST = 40, 6
"""Lines of text below the heads that are looked at; how many of them one row may have."""
_EMPTY, _UNFIT, _ABOVE, _JOIN = 0.5, 0.5, 0.05, 0.02
"""What a row costs that says nothing by itself, a cell that cannot stand in its column, a row whose first line holds
only a laboratory, and each line that goes on a row."""
_FAR, _CLOSE = 0.5, 0.5
"""What a gap of a letter's height within a row costs, beyond that of two lines of one cell; or lines that overlap and
are of two rows."""

Band = tuple[float, float, list[tuple[str, Line]]]
"""Upper and lower edge of a line of text, and the pieces in it, each with its column's field."""


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a table. text: all its lines; lines: how many. place: left, top, right and lower edge
    of its text, in the page's pixels."""

    text: Line
    lines: int
    place: tuple[float, float, float, float]


Row = dict[str, Cell]
"""Cells by the name of their field; those without text are not there."""


@dataclass(frozen=True)
class Table:
    heads: Heads
    rows: list[Row]


def find(template: Template, lines: list[Line], width: float) -> Table | None:
    """The table that the template describes; None where there is none, or not a single result in it."""
    if not columns.listed(template):
        return None
    heads = columns.find(template, lines, width)
    if heads is None:
        return None
    rows = _rows(template, _bands(template, heads, lines))
    return Table(heads, rows[:MOST]) if rows else None


def _bands(template: Template, heads: Heads, lines: list[Line]) -> list[Band]:
    """The lines of text below the heads, up to one that ends the table, from top to bottom."""
    until = template.table.until if template.table else ()
    below = [line for line in lines if line.middle > heads.low]
    found: list[Band] = []
    for group in grouped(below):
        if misread.first_of("".join(one.text for one in group), until):
            break
        pieces = [(name, piece) for name, piece in heads.pieces(group) if name]
        if pieces:
            found.append((min(one.top for _, one in pieces), max(one.bottom for _, one in pieces), pieces))
    return found[:_BANDS]


def _rows(template: Template, bands: Sequence[Band]) -> list[Row]:
    """The way to part `bands` into rows that makes most sense: dynamic programming over where rows end."""
    fields = columns.listed(template)
    best: list[tuple[float, list[Row]]] = [(0.0, [])]
    for end in range(1, len(bands) + 1):
        choices = []
        for start in range(max(0, end - _TALLEST), end):
            row = _row(bands[start:end])
            says, worth = _worth(template, fields, row, bands[start][2])
            worth -= _parted(bands[start - 1], bands[start]) if start else 0.0
            worth -= sum(_joined(bands[at - 1], bands[at]) for at in range(start + 1, end))
            before = best[start]
            choices.append((before[0] + worth, start, [*before[1], row] if says else before[1]))
        score, _, rows = max(choices, key=lambda one: one[:2])
        best.append((score, rows))
    return best[-1][1]


def _row(bands: Sequence[Band]) -> Row:
    names = dict.fromkeys(name for _, _, pieces in bands for name, _ in pieces)
    return {name: _cell([one for _, _, pieces in bands for other, one in pieces if other == name], len(bands))
            for name in names}  # fmt: skip


def _cell(pieces: Sequence[Line], bands: int) -> Cell:
    edges = [(one.left, one.top, one.right, one.bottom) for one in pieces]
    left, top, right, bottom = zip(*edges, strict=True)
    lines = 1 if bands == 1 else len(grouped(list(pieces)))
    return Cell(chain(pieces), lines, (min(left), min(top), max(right), max(bottom)))


def _worth(template: Template, fields: Sequence[Field], row: Row, first: list[tuple[str, Line]]) -> tuple[bool, float]:
    """Whether the row says anything that no other text could, and how much sense its cells make."""
    strong = {one.name: one for one in fields if one.words or one.name in TIMES}
    worths = [_told(template, strong[name], cell.text) for name, cell in row.items() if name in strong]
    says = any(one > 0 for one in worths)
    alone = _ABOVE if not any(name in strong for name, _ in first) else 0.0
    return says, sum(worths) - (alone if says else _EMPTY)


def _told(template: Template, field: Field, text: Line) -> float:
    """How much of a cell's text is its value: two times, or two results, in one cell are those of two rows."""
    reading = extract.value(template, field, text)
    if reading is None:
        return -_UNFIT
    if field.words:
        return misread.word(text.text, field.words, text.others)[1]
    return len(reading.value) / len(re.findall(r"[0-9]", text.text))


def _gap(above: Band, below: Band) -> float:
    """Between two lines, in heights of the lower one; negative where they overlap."""
    return (below[0] - above[1]) / max(min(below[1] - below[0], above[1] - above[0]), 1.0)


def _parted(above: Band, below: Band) -> float:
    return _CLOSE * min(max(-_gap(above, below) - 0.2, 0.0), 1.0)


def _joined(above: Band, below: Band) -> float:
    return _JOIN + _FAR * max(_gap(above, below) - 0.5, 0.0)
