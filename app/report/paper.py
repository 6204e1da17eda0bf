"""Forms to fill in by hand (A4, PDF): a head with the sheet's number, numbered lines, cells to write in and to tick."""

from collections.abc import Sequence
from contextlib import closing
from typing import NamedTuple

from app.i18n import tr
from app.report.sheet_code import boxes, fit
from app.report.sheet_pen import Pen

LONG, SHORT, MARGIN = 297.0, 210.0, 9.0
"""mm of an A4 page, and of its margin."""
CODE = 21.0
"""mm: the code of the sheet's number, for a scanner gun."""
TICK = 3.2
_HEAD, _TITLES = 27.0, 10.0


class Column(NamedTuple):
    """title: over the cells; width: mm; ticks: what stands beside the boxes to tick in each cell."""

    title: str
    width: float
    ticks: tuple[str, ...] = ()


class Line(NamedTuple):
    """label: its number, or what it is called; cells: what is printed in the first cells already. tall: of how many
    ordinary lines it takes the room. under: a heading above it."""

    label: str
    cells: tuple[str, ...] = ()
    ticks: tuple[str, ...] = ()
    tall: int = 1
    under: str = ""


class Page(NamedTuple):
    """One sheet. number: unique; head: what is printed or filled in beside it, with a blank of so many mm behind."""

    title: str
    number: str
    head: tuple[tuple[str, float], ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    foot: str
    landscape: bool = True


def render(pages: Sequence[Page]) -> bytes:
    """The sheets as one PDF; all of one direction."""
    landscape = pages[0].landscape
    with closing(Pen(pages[0].title, landscape=landscape)) as pen:
        for page in pages:
            pen.pdf.add_page()
            _head(pen, page)
            _table(pen, page)
        return pen.finish()


def _size(page: Page) -> tuple[float, float]:
    return (LONG, SHORT) if page.landscape else (SHORT, LONG)


def _head(pen: Pen, page: Page) -> None:
    width, _ = _size(page)
    how = fit(page.number, CODE, "QML")
    if how is not None:
        pen.fill(boxes(page.number, how, width - MARGIN - CODE, MARGIN - 2, CODE))
    pen.write(page.title, MARGIN, MARGIN - 1, 120, 17, bold=True)
    number = tr("纸单号 {number}", number=page.number)
    pen.write(number, width - MARGIN - CODE - 84, MARGIN, 82, 14, bold=True)
    x, y = MARGIN, MARGIN + 12.5
    for label, blank in page.head:
        pen.write(label, x, y, 130, 10.5)
        pen.pdf.set_font_size(10.5)
        x += pen.pdf.get_string_width(label) + 1.5
        if blank:
            pen.rule(x, y + 5, blank)
            x += blank
        x += 5


def _table(pen: Pen, page: Page) -> None:
    width, height = _size(page)
    top = MARGIN + _HEAD - 5
    high = (height - MARGIN - 6 - top - _TITLES) / sum(one.tall for one in page.lines)
    x = MARGIN
    for column in page.columns:
        pen.box(x, top, column.width, _TITLES)
        pen.write(column.title, x + 0.6, top + 1.6, column.width - 1.2, 8.5, bold=True, lines=2, centred=True)
        x += column.width
    y = top + _TITLES
    for line in page.lines:
        _line(pen, page, line, y, high * line.tall)
        y += high * line.tall
    pen.write(page.foot, MARGIN, height - MARGIN - 4.5, width - 2 * MARGIN, 8)


def _line(pen: Pen, page: Page, line: Line, y: float, high: float) -> None:
    """The cells of one line; the first holds its number."""
    x = MARGIN
    printed = (line.label, *line.cells)
    for at, column in enumerate(page.columns):
        pen.box(x, y, column.width, high)
        last = at == len(page.columns) - 1
        ticks = line.ticks if line.ticks and last else column.ticks
        if at < len(printed) and printed[at]:
            size = 9.5 if at else 11
            pen.write(printed[at], x + 1, y + min(high / 2 - 2.1, 3), column.width - 2, size, lines=2, centred=not at)
        if ticks:
            _ticks(pen, ticks, x, y + high / 2, column.width)
        x += column.width


def _ticks(pen: Pen, ticks: tuple[str, ...], x: float, middle: float, width: float) -> None:
    """Boxes side by side, each with its word behind it."""
    each = min(width / len(ticks), 34)
    start = x + (width - each) / 2 if len(ticks) == 1 else x
    for at, word in enumerate(ticks):
        left = start + at * each
        size = TICK if word else TICK + 0.8
        pen.box(left + (1.2 if word else (each - size) / 2), middle - size / 2, size, size, 0.3)
        if word:
            pen.write(word, left + size + 1.8, middle - 2, each - size - 2, 9)
