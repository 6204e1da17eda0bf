"""Letters as a phone draws them, in a sans-serif face and out of focus: what print is held against."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import cv2
import numpy as np
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont

from app.pages.tone import Plane

EM = 32
"""Pixels of a letter's square. Print is scaled to it, and not the letters to the print."""
TALL, MIDDLE = 64, 32
"""Pixels of a drawn row, and where in it the middle of its letters lies."""
MARGIN = 16
"""Pixels of paper on both sides of a drawn row, which a letter out of focus needs."""
_FINE = 4
_FACES = {False: "NotoSansSC-Regular.ttf", True: "NotoSansSC-Bold.ttf"}


@dataclass(frozen=True)
class Face:
    """bold: the weight. blur: how far out of focus, the Gaussian's standard deviation in pixels."""

    bold: bool
    blur: float


@dataclass(frozen=True)
class Letter:
    """ink: (TALL, MARGIN + its width + MARGIN), 0 to 1. advance: pixels to the next letter."""

    ink: Plane
    advance: float


@dataclass(frozen=True)
class Row:
    """Letters side by side. starts: of each letter within `ink`, in pixels; advances: from each to the next."""

    ink: Plane
    starts: tuple[int, ...]
    advances: tuple[float, ...]


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    face = (files("resources") / "fonts" / _FACES[bold]).read_bytes()
    return ImageFont.truetype(BytesIO(face), EM * _FINE)


@cache
def letter(one: str, face: Face) -> Letter:
    """One letter."""
    font = _font(face.bold)
    wide = font.getlength(one)
    canvas = Pictures.new("L", (int(wide) + (2 * MARGIN + 2) * _FINE, TALL * _FINE), 0)
    ImageDraw.Draw(canvas).text((MARGIN * _FINE, MIDDLE * _FINE), one, fill=255, font=font, anchor="lm")
    small = cv2.resize(
        np.asarray(canvas, np.float32) / 255, None, fx=1 / _FINE, fy=1 / _FINE, interpolation=cv2.INTER_AREA
    )
    return Letter(np.asarray(cv2.GaussianBlur(small, (0, 0), face.blur), np.float32), wide / _FINE)


@cache
def either(letters: str, face: Face) -> Letter:
    """What several letters have in common: their mean; they must be about as wide as each other."""
    drawn = [letter(one, face) for one in letters]
    wide = min(one.ink.shape[1] for one in drawn)
    return Letter(np.asarray(np.mean([one.ink[:, :wide] for one in drawn], axis=0)), drawn[0].advance)


def row(text: Sequence[str], face: Face) -> Row:
    """Drawn side by side. text: at every place one letter, or several of which any may stand there."""
    drawn = [either(one, face) for one in text]
    starts = [round(one) for one in np.cumsum([MARGIN, *(each.advance for each in drawn)])]
    ink = np.zeros((TALL, starts[-1] + 2 * MARGIN + 4), np.float32)
    for one, start in zip(drawn, starts, strict=False):
        left = start - MARGIN
        ink[:, left : left + one.ink.shape[1]] += one.ink
    return Row(ink, tuple(starts[:-1]), tuple(one.advance for one in drawn))
