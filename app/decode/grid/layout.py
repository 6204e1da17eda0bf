"""Which modules of a QR symbol are known before it is read, and in which order the others hold the codewords' bits.

ISO/IEC 18004:2015, 6.3 (function patterns), 7.7.3 (placement), 7.9 and 7.10 (format and version information). A version
is a number from 1 to 40; a module is (row, column), counted from the symbol's own top left.
"""

from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Soft: TypeAlias = NDArray[np.float32]
"""(side, side) modules: +1 surely dark, -1 surely light, 0 unknown."""
Places: TypeAlias = NDArray[np.intp]
"""(2, n): the rows and the columns of n modules."""

SMALLEST, LARGEST = 1, 40
VERSIONED = 7
"""From this version on a symbol carries its version twice."""


def side_of(version: int) -> int:
    """Modules along one side."""
    return 17 + 4 * version


@lru_cache(maxsize=64)
def alignment_patterns(version: int) -> tuple[tuple[int, int], ...]:
    """The centre of each alignment pattern (annex E)."""
    if version == SMALLEST:
        return ()
    last, gaps = side_of(version) - 7, version // 7 + 1
    step = 26 if version == 32 else -(-(last - 6) // (2 * gaps)) * 2
    lines = [6, *range(last - step * (gaps - 1), last + 1, step)]
    finders = {(6, 6), (6, last), (last, 6)}
    return tuple((row, column) for row in lines for column in lines if (row, column) not in finders)


@lru_cache(maxsize=16)
def function_patterns(version: int) -> Soft:
    """+1 and -1 where finder, separator, timing and alignment patterns and the lone dark module lie, elsewhere 0."""
    side = side_of(version)
    known = np.zeros((side, side), np.float32)
    known[6, :] = known[:, 6] = np.where(np.arange(side) % 2, -1, 1)
    alignment = _rings(dark=(0, 2), reach=2)
    for row, column in alignment_patterns(version):
        known[row - 2 : row + 3, column - 2 : column + 3] = alignment
    finder = _rings(dark=(0, 1, 3), reach=4)
    known[:8, :8], known[:8, -8:], known[-8:, :8] = finder[1:, 1:], finder[1:, :-1], finder[:-1, 1:]
    known[-8, 8] = 1
    known.setflags(write=False)
    return known


@lru_cache(maxsize=16)
def data_modules(version: int) -> Places:
    """The modules of the codewords' bits in their order: two columns at a time from the right, up and down in turn."""
    side = side_of(version)
    free = function_patterns(version) == 0
    for places in (*format_modules(version), *version_modules(version)):
        free[tuple(places)] = False
    rows, columns = [], []
    for turn, right in enumerate([*range(side - 1, 6, -2), *range(5, 0, -2)]):
        for row in range(side) if turn % 2 else range(side - 1, -1, -1):
            for column in (right, right - 1):
                if free[row, column]:
                    rows.append(row)
                    columns.append(column)
    return np.array([rows, columns])


def format_modules(version: int) -> tuple[Places, Places]:
    """The two copies of the 15 bits of format information, the most significant bit first."""
    side = side_of(version)
    around = [*range(6), 7, 8], [*range(side - 8, side)]
    first = [(8, column) for column in around[0]] + [(row, 8) for row in (7, 5, 4, 3, 2, 1, 0)]
    second = [(side - 1 - n, 8) for n in range(7)] + [(8, column) for column in around[1]]
    return np.array(first).T, np.array(second).T


def version_modules(version: int) -> tuple[Places, ...]:
    """The two copies of the 18 bits of version information, the most significant bit first."""
    if version < VERSIONED:
        return ()
    side = side_of(version)
    first = np.array([(bit // 3, side - 11 + bit % 3) for bit in range(17, -1, -1)]).T
    return first, first[::-1]


def _rings(dark: tuple[int, ...], reach: int) -> Soft:
    """A square of modules, dark at these distances from its middle."""
    line = np.abs(np.arange(-reach, reach + 1))
    return np.where(np.isin(np.maximum(line[:, None], line), dark), 1, -1).astype(np.float32)
