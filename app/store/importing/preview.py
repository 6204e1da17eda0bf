"""What was understood of a table before it is taken over: which of its columns are which, and its first rows."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.store.importing.cells import words
from app.store.importing.tables import recognise, sheets_of

ROWS = 8


class Column(NamedTuple):
    """heading: as it stands in the file; field: what it was taken for, empty for a column that is left alone."""

    heading: str
    field: str


class Preview(NamedTuple):
    """The columns of the first sheet that has a header, its first rows with their numbers; many: the rows of all sheets
    under their headers."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    many: int


def look(content: bytes, name: str, columns: Mapping[str, Sequence[str]], needed: Sequence[str]) -> Preview:
    """See there. columns, needed: as tables.recognise takes them, which also raises NoTable."""
    found = recognise(sheets_of(content, name), columns, needed, name)
    table = found[0]
    by_index = {index: field for field, index in table.columns.items()}
    headings = [words(cell) for cell in table.heading]
    some = [(row, [words(cell) for cell in cells]) for row, cells in table.rows[:ROWS]]
    width = max([len(headings), *(len(cells) for _, cells in some)])
    padded = [*headings, *[""] * (width - len(headings))]
    rows = tuple((row, (*cells, *[""] * (width - len(cells)))) for row, cells in some)
    shown = tuple(Column(heading, by_index.get(at, "")) for at, heading in enumerate(padded))
    return Preview(shown, rows, sum(len(one.rows) for one in found))
