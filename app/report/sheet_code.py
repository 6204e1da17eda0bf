"""A QR code on a printed sheet: as sturdy as its place allows, and never with modules too small for a webcam."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple, TypeAlias

import qrcode
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q

Box: TypeAlias = tuple[float, float, float, float]
SMALLEST = 0.5
"""mm: a module's least side. An office printer and a webcam a hand's breadth away manage it."""
QUIET = 4
"""Modules of white on every side (ISO/IEC 18004)."""
_LEVELS = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M, "Q": ERROR_CORRECT_Q, "H": ERROR_CORRECT_H}
_MASK = 3
"""Any of the eight does: what is drawn is signed and so as good as random, and to compare them takes five times as
long as all the rest."""


class Fit(NamedTuple):
    """How a payload is drawn: its level of error correction and its modules a side, without the quiet zone."""

    level: str
    modules: int


def fit(payload: str, side: float, levels: str) -> Fit | None:
    """The first of `levels` ("QML") at which `payload` goes into `side` mm, quiet zone included; None at none."""
    for level in levels:
        modules = 17 + 4 * _code(payload, level).best_fit()
        if side / (modules + 2 * QUIET) >= SMALLEST:
            return Fit(level, modules)
    return None


def boxes(payload: str, how: Fit, x: float, y: float, side: float) -> Iterator[Box]:
    """The dark stretches of the code as (x, y, width, height) in mm, in the square of `side` mm at x, y that holds its
    quiet zone too."""
    code = _code(payload, how.level)
    code.make()
    size = side / (how.modules + 2 * QUIET)
    left, top = x + QUIET * size, y + QUIET * size
    for at, row in enumerate(code.modules):
        for start, length in _runs(row):
            yield left + start * size, top + at * size, length * size, size


def _code(payload: str, level: str) -> "qrcode.QRCode[qrcode.image.base.BaseImage]":
    code = qrcode.QRCode(error_correction=_LEVELS[level], mask_pattern=_MASK)
    code.add_data(payload, optimize=0)
    return code


def _runs(row: list[bool]) -> Iterator[tuple[int, int]]:
    """Where the dark stretches of a row start, and how long they are."""
    start = 0
    for dark, stretch in groupby(row):
        length = sum(1 for _ in stretch)
        if dark:
            yield start, length
        start += length
