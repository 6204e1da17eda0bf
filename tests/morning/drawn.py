"""What the gate's camera sees: phones, paper and nothing, before a counter, drawn here."""

from collections.abc import Sequence
from functools import cache

import cv2
import numpy as np

from app.capture.items import Image
from app.decode.symbol import Color
from app.demo.page import Page, phone, still

WIDTH, HEIGHT = 1280, 720
_HIGH = 610
"""Pixels that a phone, or a sheet of paper, is high."""


@cache
def counter() -> Image:
    """The empty view, out of focus."""
    view = np.empty((HEIGHT, WIDTH, 3), np.uint8)
    view[:] = np.linspace(160, 100, HEIGHT)[:, None, None].astype(np.uint8)
    cv2.rectangle(view, (120, 80), (420, 360), (190, 176, 160), -1)
    cv2.rectangle(view, (0, 620), (WIDTH, HEIGHT), (74, 90, 104), -1)
    return np.asarray(cv2.GaussianBlur(view, (0, 0), 5), np.uint8)


@cache
def _grain() -> Image:
    return np.random.default_rng(5).integers(0, 9, (HEIGHT, WIDTH, 3), dtype=np.uint8)


def screen(title: str, payload: str, color: Color = "black", caption: str = "") -> Image:
    """A phone with a code."""
    return phone(Page(title, payload, color, caption))


def paper(title: str, payload: str) -> Image:
    """The same on a sheet, in black."""
    return still(Page(title, payload, "black", title))


def seen(*things: Image, turned: float = 4.0) -> Image:
    """The camera's picture of these beside each other, each a little askew."""
    view = counter().copy()
    for at, thing in enumerate(things):
        middle = WIDTH * (at + 1) / (len(things) + 1)
        _lay(view, thing, (middle, HEIGHT / 2), turned * (-1) ** at)
    return np.asarray(cv2.add(view, _grain()), np.uint8)


def _lay(view: Image, thing: Image, middle: Sequence[float], turned: float) -> None:
    height, width = thing.shape[:2]
    scale = _HIGH / height
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), turned, scale)
    matrix[:, 2] += np.array(middle) - (width / 2, height / 2)
    soft = cv2.GaussianBlur(thing, (0, 0), 0.8)
    cv2.warpAffine(soft, matrix, (WIDTH, HEIGHT), dst=view, borderMode=cv2.BORDER_TRANSPARENT)
