"""Format and version information: the words a symbol may carry, and the likeliest (ISO/IEC 18004:2015, 7.9 and 7.10).

All words are compared with what was sampled at once: the closest is what a BCH decoder would find, and it may be found
though half of the modules are covered.
"""

from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from app.decode.grid import layout
from app.decode.grid.layout import Soft

Level: TypeAlias = Literal["L", "M", "Q", "H"]
"""How much may be damaged: 7, 15, 25 or 30 %."""
LEVELS: tuple[Level, ...] = get_args(Level)
_FORMAT_POLYNOMIAL, _FORMAT_MASK, _VERSION_POLYNOMIAL = 0x537, 0x5412, 0x1F25
_LEVEL_BITS: dict[Level, int] = {"L": 1, "M": 0, "Q": 3, "H": 2}


class Format(NamedTuple):
    """Format information: the level of error correction, and which of the eight masks."""

    level: Level
    mask: int


FORMATS = tuple(Format(level, mask) for level in LEVELS for mask in range(8))


def likely_formats(modules: Soft, version: int) -> list[tuple[Format, float]]:
    """All 32 formats, the likeliest first, each with its agreement: 1 as certain as can be, 0 by chance."""
    copies = np.concatenate([modules[tuple(places)] for places in layout.format_modules(version)])
    agreement = np.tile(format_words(), 2) @ copies / max(len(copies), 1)
    return [(FORMATS[n], float(agreement[n])) for n in np.argsort(-agreement)]


def version_agreement(modules: Soft, version: int) -> float:
    """How well the version information fits `version`, -1 to 1; 0 where it carries none."""
    copies = layout.version_modules(version)
    if not copies:
        return 0.0
    word = version_words()[version - layout.VERSIONED]
    return float(np.mean([word @ modules[tuple(places)] for places in copies])) / len(word)


@lru_cache(maxsize=1)
def format_words() -> NDArray[np.float32]:
    """(32, 15), +1 for a dark module, in the order of FORMATS."""
    data = [_LEVEL_BITS[level] << 3 | mask for level, mask in FORMATS]
    return _signs([_word(bits, 10, _FORMAT_POLYNOMIAL) ^ _FORMAT_MASK for bits in data], 15)


@lru_cache(maxsize=1)
def version_words() -> NDArray[np.float32]:
    """(34, 18), +1 for a dark module, versions 7 to 40."""
    versions = range(layout.VERSIONED, layout.LARGEST + 1)
    return _signs([_word(version, 12, _VERSION_POLYNOMIAL) for version in versions], 18)


def _word(data: int, parity: int, polynomial: int) -> int:
    """`data` with its BCH remainder of `parity` bits behind it."""
    rest = data << parity
    while (above := rest.bit_length() - polynomial.bit_length()) >= 0:
        rest ^= polynomial << above
    return data << parity | rest


def _signs(words: list[int], width: int) -> NDArray[np.float32]:
    bits = [[(word >> bit & 1) * 2 - 1 for bit in range(width - 1, -1, -1)] for word in words]
    return np.array(bits, np.float32)
