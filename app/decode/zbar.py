"""The last reader, for still pictures: ZBar, which reads a few codes that nobody else does."""

from pyzbar import pyzbar

from app.capture.items import Image
from app.decode.symbol import Corners, Symbol, clockwise

_TEXT = frozenset(range(0x20, 0x7F)) | {0x09, 0x0A, 0x0D}
_TURNS = {"UP": 0, "RIGHT": 1, "DOWN": 2, "LEFT": 3}


def read(grey: Image, scale: float = 1.0) -> list[Symbol]:
    """The QR codes in `grey` (height, width) whose payload is plain ASCII.

    ZBar converts every other payload to what it takes for text, so those bytes are not the code's own.
    scale: how much larger `grey` is than the picture that the corners shall fit.
    """
    found = pyzbar.decode(grey, symbols=[pyzbar.ZBarSymbol.QRCODE])
    plain = [one for one in found if one.data and _TEXT.issuperset(one.data)]
    return [Symbol("QRCode", one.data, _corners(one, scale)) for one in plain]


def _corners(found: "pyzbar.Decoded", scale: float) -> Corners | None:
    """pyzbar gives a convex hull that begins anywhere, and the turn of the symbol's top to a quarter."""
    points = [(point.x / scale, point.y / scale) for point in found.polygon]
    if len(points) != 4:
        return None
    first, second, third, fourth = points
    ring = clockwise((first, second, third, fourth))
    start = min(range(4), key=lambda i: ring[i][0] + ring[i][1]) + _TURNS.get(found.orientation, 0)
    return ring[start % 4], ring[(start + 1) % 4], ring[(start + 2) % 4], ring[(start + 3) % 4]
