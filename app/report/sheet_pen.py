"""Writes on a page of a sheet: text in a width, made smaller before it is cut; boxes; the marks to cut along."""

from collections.abc import Iterable
from typing import Literal

from fpdf import FPDF
from fpdf.fonts import TTFFont

from app.report.sheet_code import Box
from app.report.sheet_font import paths, writable

LEADING = 1.35
"""The distance of lines, of the letters' size."""
_FAMILY = "sheet"
_MM = 25.4 / 72
_STEPS = (1.0, 0.85, 0.7)
_GREY = 150


class _Document(FPDF):
    def fill(self, boxes: Iterable[Box]) -> None:
        """All boxes as one shape: filled one by one they take five times as long, and a viewer draws hairs of white
        between those that touch."""
        k, height = self.k, self.h
        path = (f"{x * k:.2f} {(height - y) * k:.2f} {w * k:.2f} {-h * k:.2f} re" for x, y, w, h in boxes)
        self._out("0 g " + " ".join(path) + " f")


class Pen:
    """One document of A4 pages. All lengths are mm from the top left, all sizes of letters points."""

    def __init__(self, title: str, *, landscape: bool = False) -> None:
        self.pdf = _Document("landscape" if landscape else "portrait", format="A4", unit="mm")
        self.pdf.set_auto_page_break(False)
        self.pdf.set_margin(0)
        self.pdf.c_margin = 0
        self.pdf.set_title(title)
        for style, path in paths().items():
            self.pdf.add_font(_FAMILY, style, path)

    def finish(self) -> bytes:
        """The whole document; nothing can be written afterwards."""
        return bytes(self.pdf.output())

    def close(self) -> None:
        """Let go of the font files, which the document keeps open."""
        for font in self.pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    def write(
        self, text: str, x: float, y: float, width: float, size: float, *,
        bold: bool = False, lines: int = 1, centred: bool = False,
    ) -> float:  # fmt: skip
        """Writes `text` from `y` down in at most that many lines; where the next line may begin. What does not fit at
        two thirds of the size ends in an ellipsis, but for one line more where there may be several."""
        style: Literal["", "B"] = "B" if bold else ""
        for part in _STEPS:
            self.pdf.set_font(_FAMILY, style, size * part)
            broken = self._broken(writable(text), width)
            if len(broken) <= lines:
                break
        else:
            lines += lines > 1
        height = size * part * _MM
        for line in self._cut(broken, lines, width):
            start = x + (width - self.pdf.get_string_width(line)) / 2 if centred else x
            self.pdf.text(start, y + height, line)
            y += height * LEADING
        return y

    def fill(self, boxes: Iterable[Box]) -> None:
        """Black boxes."""
        self.pdf.fill(boxes)

    def box(self, x: float, y: float, width: float, height: float, line: float = 0.2) -> None:
        """The outline of a box, its line so many mm wide."""
        self.pdf.set_draw_color(0)
        self.pdf.set_line_width(line)
        self.pdf.rect(x, y, width, height)

    def rule(self, x: float, y: float, length: float) -> None:
        """A line to write on."""
        self.pdf.set_draw_color(_GREY)
        self.pdf.set_line_width(0.2)
        self.pdf.line(x, y, x + length, y)

    def cross(self, x: float, y: float, arm: float = 2.0) -> None:
        """A grey cross where two cuts meet."""
        self.pdf.set_draw_color(_GREY)
        self.pdf.set_line_width(0.1)
        self.pdf.line(x - arm, y, x + arm, y)
        self.pdf.line(x, y - arm, x, y + arm)

    def _broken(self, text: str, width: float) -> list[str]:
        """`text` in lines: after a blank where there is one, else between any two characters."""
        lines, line = [], ""
        for letter in text:
            if line and self.pdf.get_string_width(line + letter) > width:
                head, blank, tail = line.rpartition(" ")
                at_blank = bool(blank and head) and letter != " "
                lines.append(head if at_blank else line)
                line = tail if at_blank else ""
            line = (line + letter).lstrip() if not line else line + letter
        return [*lines, line] if line else lines

    def _cut(self, broken: list[str], lines: int, width: float) -> list[str]:
        if len(broken) <= lines:
            return broken
        last = broken[lines - 1]
        while last and self.pdf.get_string_width(last + "…") > width:
            last = last[:-1]
        return [*broken[: lines - 1], last + "…"]
