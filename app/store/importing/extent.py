"""How far the sheets of a workbook reach, without opening it: two cells in opposite corners of one are 17 billion."""

import re
from collections.abc import Iterator
from zipfile import ZipFile

_CELL = re.compile(rb"""\br\s*=\s*["']([A-Z]{0,3})([0-9]{1,7})["']""")
"""Where a row or a cell stands: r="12" of a row, r="B12" of a cell (ECMA-376-1, 18.3.1.4)."""
_PIECE, _OVERLAP = 1 << 20, 64


def most_cells(workbook: ZipFile) -> int:
    """The cells of the rectangle from A1 to the last row and column, of the largest sheet; 0 where this is no XLSX.

    A sheet may be any part of the workbook, so that all are looked at.
    """
    parts = [name for name in workbook.namelist() if name.startswith("xl/") and name.endswith(".xml")]
    return max((_area(workbook, name) for name in parts), default=0)


def _area(workbook: ZipFile, name: str) -> int:
    columns, last = {b"A"}, 1
    for piece in _pieces(workbook, name):
        found = _CELL.findall(piece)
        columns.update(column for column, _ in found)
        last = max(last, max((int(row) for _, row in found), default=0))
    return last * max(map(_number, columns))


def _pieces(workbook: ZipFile, name: str) -> Iterator[bytes]:
    """The content in pieces that overlap, so that no place is cut in two."""
    with workbook.open(name) as file:
        before = b""
        while piece := file.read(_PIECE):
            yield before + piece
            before = piece[-_OVERLAP:]


def _number(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
