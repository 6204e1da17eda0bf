"""A code found in a picture, or typed by a scanner gun."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Color: TypeAlias = Literal["green", "yellow", "orange", "red", "grey", "black", "unknown"]
Corners: TypeAlias = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol.

    format: the symbology's name ("QRCode", …); "Text" for what was typed and so has no picture.
    data: the payload's exact bytes; two symbols with equal data and format are the same code.
    corners: the four corners in the picture's pixels, clockwise from the symbol's own top left; None for "Text".
    color: colour of the dark modules against the symbol's own white.
    """

    format: str
    data: bytes
    corners: Corners | None = None
    color: Color = "unknown"

    @property
    def text(self) -> str:
        """The payload as text: strict UTF-8, else GB18030 (scanner guns and older apps), else Latin-1 byte by byte."""
        for encoding in ("utf-8", "gb18030"):
            try:
                return self.data.decode(encoding)
            except UnicodeDecodeError:
                continue
        return self.data.decode("latin-1")
