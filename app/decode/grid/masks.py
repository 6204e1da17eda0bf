"""The eight masks that are laid over the codewords' modules (ISO/IEC 18004:2015, 7.8.2)."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.decode.grid.layout import data_modules


@lru_cache(maxsize=32)
def mask_signs(version: int, mask: int) -> NDArray[np.float32]:
    """-1 for each data module, in the codewords' order, that the mask turns over, else +1."""
    i, j = data_modules(version)
    patterns = (
        (i + j) % 2,
        i % 2,
        j % 3,
        (i + j) % 3,
        (i // 2 + j // 3) % 2,
        i * j % 2 + i * j % 3,
        (i * j % 2 + i * j % 3) % 2,
        ((i + j) % 2 + i * j % 3) % 2,
    )
    return np.where(patterns[mask] == 0, -1, 1).astype(np.float32)
