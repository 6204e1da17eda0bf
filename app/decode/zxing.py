"""The first reader: zxing-cpp, the best and the fastest on camera pictures."""

import zxingcpp

from app.capture.items import Image
from app.decode.eci import stated_text
from app.decode.symbol import Corners, Symbol, clockwise

_TEXT = zxingcpp.TextMode.HexECI
"""Its own text would be guessed; in this mode it tells, and only here, whether the symbol states an encoding."""
_FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
"""Not Micro QR, which `QRCode` includes: its smallest form corrects nothing, and is seen where there is none."""


def read(image: Image, scale: float = 1.0) -> list[Symbol]:
    """The QR codes in `image`, grey (height, width) or blue-green-red (height, width, 3); colour not yet looked at.

    scale: how much larger `image` is than the picture that the corners shall fit.
    Try-downscale stays at its default: without it no code photographed from a monitor is read.
    """
    found = zxingcpp.read_barcodes(image, formats=_FORMATS, text_mode=_TEXT)
    return [_symbol(one, scale) for one in found]


def glance(image: Image) -> tuple[list[Symbol], bool]:
    """As `read`, and whether something looked like a code and could not be read, which costs nothing more to know."""
    found = zxingcpp.read_barcodes(image, formats=_FORMATS, text_mode=_TEXT, return_errors=True)
    read = [_symbol(one) for one in found if one.valid]
    return read, len(read) < len(found)


def _symbol(found: "zxingcpp.Barcode", scale: float = 1.0) -> Symbol:
    stated = stated_text(bytes.fromhex(found.text))
    return Symbol("QRCode", found.bytes, _corners(found.position, scale), stated=stated)


def _corners(position: "zxingcpp.Position", scale: float) -> Corners:
    """A symbol seen in a mirror comes counter-clockwise."""
    points = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    first, second, third, fourth = ((point.x / scale, point.y / scale) for point in points)
    return clockwise((first, second, third, fourth))
