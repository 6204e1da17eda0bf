"""A symbol's modules drawn as a clean picture and read by zxing-cpp, which makes the payload's bytes of them."""

import numpy as np
import zxingcpp

from app.decode.grid.layout import Soft

PIXELS, QUIET = 3, 4
"""Pixels of a module, modules of the quiet zone."""
_FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def payload(symbol: Soft) -> bytes | None:
    """The bytes that `symbol`, with every module known, holds; None where its codewords make no payload."""
    modules = np.pad(np.where(symbol > 0, 0, 255).astype(np.uint8), QUIET, constant_values=255)
    picture = np.ascontiguousarray(modules.repeat(PIXELS, 0).repeat(PIXELS, 1))
    found = zxingcpp.read_barcodes(picture, formats=_FORMATS, is_pure=True)
    return found[0].bytes if len(found) == 1 else None
