"""Sampled modules to the symbol that was printed: format, codewords, their correction, and the modules they make.

What is least certain is taken as erased, which costs the code half of what an error costs. A block is believed only
when what is left of its error correction says more than chance could: see `_evidence`.
"""

from collections.abc import Iterator
from math import comb, log2

import numpy as np
from numpy.typing import NDArray

from app.decode.grid import information, layout
from app.decode.grid.blocks import blocks_of, parity_of
from app.decode.grid.information import Format
from app.decode.grid.layout import Soft
from app.decode.grid.masks import mask_signs
from app.decode.grid.reedsolomon import corrected

FORMATS_TRIED = 2
FORMAT_AGREEMENT = 0.25
"""Below this the format information is chance."""
EVIDENCE = 30.0
"""Bits: a block of noise passes once in 2**30 trials."""
CONTRADICTION = 0.2
"""Part of the certainty that may speak against the result; noise brings half."""


def printed(modules: Soft, version: int) -> Soft | None:
    """The whole symbol as it was printed, every module +1 or -1; None where `modules` do not say surely enough."""
    for form, agreement in information.likely_formats(modules, version)[:FORMATS_TRIED]:
        if agreement < FORMAT_AGREEMENT:
            return None
        result = _with_format(modules, version, form)
        if result is not None and contradiction(modules, result) < CONTRADICTION:
            return result
    return None


def contradiction(modules: Soft, symbol: Soft) -> float:
    """The part of the certainty in `modules` that speaks against `symbol`: 0 all agrees, 0.5 chance."""
    weight = np.abs(modules)
    return float(weight[modules * symbol < 0].sum() / max(weight.sum(), 1e-6))


def _with_format(modules: Soft, version: int, form: Format) -> Soft | None:
    places, signs = layout.data_modules(version), mask_signs(version, form.mask)
    bits = modules[tuple(places)] * signs
    whole = len(bits) // 8
    soft = bits[: whole * 8].reshape(whole, 8)
    words = _words(soft, version, form)
    if words is None:
        return None
    rest = np.zeros(len(bits) - whole * 8, np.uint8)
    sent = np.where(np.concatenate([np.unpackbits(words), rest]) > 0, 1, -1)
    symbol = blank(version, form)
    symbol[tuple(places)] = sent * signs
    return symbol


def _words(soft: NDArray[np.float32], version: int, form: Format) -> NDArray[np.uint8] | None:
    """The symbol's codewords, corrected, from (codewords, 8) soft bits."""
    doubt = np.exp(-5 * np.abs(soft)).sum(axis=1)
    words = np.packbits(soft > 0, axis=1)[:, 0]
    parity = parity_of(version, form.level)
    blocks = sorted(blocks_of(version, form.level), key=lambda block: -float(doubt[block].mean()))
    for block in blocks:  # the worst first: where one fails the others are not tried
        found = _block(words[block].tobytes(), parity, np.argsort(-doubt[block]).tolist())
        if found is None:
            return None
        words[block] = np.frombuffer(found, np.uint8)
    return words


def _block(block: bytes, parity: int, doubtful: list[int]) -> bytes | None:
    """`block` corrected, with none, then more and more of its most `doubtful` codewords erased."""
    for erased in _erasures(parity):
        chosen = doubtful[:erased]
        found = corrected(block, parity, chosen)
        if found is not None:
            wrong = sum(a != b for n, (a, b) in enumerate(zip(found, block, strict=True)) if n not in chosen)
            if _evidence(len(block), parity, erased, wrong) >= EVIDENCE:
                return found
    return None


def _erasures(parity: int) -> Iterator[int]:
    most = parity - int(EVIDENCE / 8)
    yield from range(0, most, 2 if parity > 8 else 1)


def _evidence(length: int, parity: int, erased: int, wrong: int) -> float:
    """Bits of parity left over: against each of them a block of noise has one chance in two."""
    return 8 * (parity - erased - wrong) - log2(comb(length - erased, wrong))


def blank(version: int, form: Format) -> Soft:
    """A symbol without its data, which is 0: function patterns, format and version information."""
    symbol = layout.function_patterns(version).copy()
    word = information.format_words()[information.FORMATS.index(form)]
    for places in layout.format_modules(version):
        symbol[tuple(places)] = word
    for places in layout.version_modules(version):
        symbol[tuple(places)] = information.version_words()[version - layout.VERSIONED]
    return symbol
