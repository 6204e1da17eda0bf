"""How the codewords of a symbol fall into blocks (ISO/IEC 18004:2015, 7.5.1, table 9; interleaved as in 7.6)."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.decode.grid.information import Level
from app.decode.grid.layout import data_modules

_PARITY: dict[Level, bytes] = {
    "L": bytes([7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
                28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30]),
    "M": bytes([10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
                26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28]),
    "Q": bytes([13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
                28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30]),
    "H": bytes([17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
                30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30]),
}  # fmt: skip
"""Error correction codewords of each block, versions 1 to 40."""
_COUNT: dict[Level, bytes] = {
    "L": bytes([1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8,
                8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25]),
    "M": bytes([1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
                17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49]),
    "Q": bytes([1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20,
                23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68]),
    "H": bytes([1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
                25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81]),
}  # fmt: skip
"""Blocks, versions 1 to 40."""


def parity_of(version: int, level: Level) -> int:
    """Error correction codewords in each block."""
    return _PARITY[level][version - 1]


@lru_cache(maxsize=32)
def blocks_of(version: int, level: Level) -> tuple[NDArray[np.intp], ...]:
    """For each block the places of its codewords in the symbol's sequence: its data, then its error correction."""
    total, count, parity = data_modules(version).shape[1] // 8, _COUNT[level][version - 1], parity_of(version, level)
    short = total // count - parity
    longer = total % count  # that many blocks, the last ones, have one more
    shared = np.arange(short * count).reshape(short, count)
    extra = short * count + np.arange(longer)
    check = short * count + longer + np.arange(parity * count).reshape(parity, count)
    first = count - longer
    return tuple(
        np.concatenate([shared[:, n], extra[n - first : n - first + 1] if n >= first else extra[:0], check[:, n]])
        for n in range(count)
    )
