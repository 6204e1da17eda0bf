"""A symbol's modules drawn as a clean picture and read by zxing-cpp, which makes the payload's bytes of them."""

from dataclasses import replace

import numpy as np

from app.decode import zxing
from app.decode.grid.layout import Soft
from app.decode.symbol import Corners, Symbol

PIXELS, QUIET = 3, 4
"""Pixels of a module, modules of the quiet zone."""


def read(modules: Soft, corners: Corners) -> list[Symbol]:
    """The symbol whose every module is known, and that lies at `corners`; none where its codewords make no payload."""
    dark = np.pad(np.where(modules > 0, 0, 255).astype(np.uint8), QUIET, constant_values=255)
    found = zxing.read(np.ascontiguousarray(dark.repeat(PIXELS, 0).repeat(PIXELS, 1)))
    return [replace(found[0], corners=corners)] if len(found) == 1 else []
