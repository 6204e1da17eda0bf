"""The first reader: zxing-cpp, the best and the fastest on camera pictures."""

import zxingcpp

from app.capture.items import Image
from app.decode.symbol import Corners, Symbol, clockwise

_FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
"""Not Micro QR, which `QRCode` includes: its smallest form corrects nothing, and is seen where there is none."""


def read(image: Image, scale: float = 1.0) -> list[Symbol]:
    """The QR codes in `image`, grey (height, width) or blue-green-red (height, width, 3); colour not yet looked at.

    scale: how much larger `image` is than the picture that the corners shall fit.
    Try-downscale stays at its default: without it no code photographed from a monitor is read.
    """
    found = zxingcpp.read_barcodes(image, formats=_FORMATS)
    return [_symbol(one, scale) for one in found]


def glance(image: Image) -> tuple[list[Symbol], bool]:
    """As `read`, and whether something looked like a code and could not be read, which costs nothing more to know."""
    found = zxingcpp.read_barcodes(image, formats=_FORMATS, return_errors=True)
    read = [_symbol(one) for one in found if one.valid]
    return read, len(read) < len(found)


def _symbol(found: "zxingcpp.Barcode", scale: float = 1.0) -> Symbol:
    return Symbol("QRCode", found.bytes, _corners(found.position, scale))


def _corners(position: "zxingcpp.Position", scale: float) -> Corners:
    """A symbol seen in a mirror comes counter-clockwise."""
    points = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    first, second, third, fourth = ((point.x / scale, point.y / scale) for point in points)
    return clockwise((first, second, third, fourth))
