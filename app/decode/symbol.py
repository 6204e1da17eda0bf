"""A code found in a picture, or typed by a scanner gun."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from app.decode.text import text_of

Color: TypeAlias = Literal["green", "yellow", "orange", "red", "grey", "black", "unknown"]
Corners: TypeAlias = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol.

    format: the symbology's name ("QRCode", …); "Text" for what was typed and so has no picture.
    data: the payload's exact bytes; two symbols with equal data and format are the same code.
    corners: the four corners in the picture's pixels, clockwise from the symbol's own top left; None for "Text".
    color: colour of the dark modules against the symbol's own white.
    stated: the text, where the symbol itself says in which encoding it is.
    taken: when the picture was in which it was found, in `time.monotonic()` seconds, where it comes with a later one.
    """

    format: str
    data: bytes
    corners: Corners | None = None
    color: Color = "unknown"
    stated: str | None = field(default=None, compare=False)
    taken: float | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """The payload as text; see app.decode.text for one that does not say what it is."""
        return text_of(self.data) if self.stated is None else self.stated


def clockwise(corners: Corners) -> Corners:
    """`corners` from the same first one, but clockwise as seen in the picture."""
    pairs = zip(corners, corners[1:] + corners[:1], strict=True)
    area = sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs)
    return corners if area >= 0 else (corners[0], corners[3], corners[2], corners[1])
