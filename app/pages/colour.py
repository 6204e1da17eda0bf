"""The colour a page shows beside its words: of the coloured things in a region, against the page's own white."""

import cv2
import numpy as np

from app.capture.items import Image
from app.decode.colour import name_of
from app.decode.symbol import Color
from app.pages import misread
from app.pages.line import Line, rows
from app.pages.template import ColourRegion, Template

_LEAST = 0.03
"""Part of the region that must be coloured: more than a coloured word, less than a QR code or an arrow's disc."""
_CHROMA = 0.25
SURE: frozenset[Color] = frozenset({"green", "yellow", "orange", "red"})


def shown(template: Template, page: Image, lines: list[Line]) -> Color:
    """The one colour that the template's regions agree on; unknown where they show none, or several."""
    seen = {measured(_cut(page, region, rows(lines))) for region in template.colour} - {"unknown"}
    return seen.pop() if len(seen) == 1 else "unknown"


def measured(region: Image) -> Color:
    """The colour of the strongly coloured pixels of `region`, (height, width, 3); unknown where there are too few."""
    if min(region.shape[:2]) < 8:
        return "unknown"
    pixels = cv2.resize(cv2.GaussianBlur(region, (0, 0), 1.5), (120, 120), interpolation=cv2.INTER_AREA)
    flat = pixels.reshape(-1, 3).astype(np.float32)
    brightest = flat[flat.min(axis=1) >= np.percentile(flat.min(axis=1), 70)]
    white = np.median(brightest, axis=0)
    if white.min() < 60:
        return "unknown"
    part = np.clip(flat / white, 0, 1)
    chroma = part.max(axis=1) - part.min(axis=1)
    strong = part[chroma > _CHROMA]
    if len(strong) < _LEAST * len(flat):
        return "unknown"
    # The strongest half: the rest is edges, and what glare has thinned.
    strength = strong.max(axis=1) - strong.min(axis=1)
    blue, green, red = np.median(strong[strength >= np.median(strength)], axis=0)
    name = name_of(float(red), float(green), float(blue))
    return name if name in SURE else "unknown"


def _cut(page: Image, region: ColourRegion, found: list[Line]) -> Image:
    """The region's pixels: the full width between two texts, else its stated parts of the page, else nothing."""
    height, width = page.shape[:2]
    upper, lower = (_height_of(one, found) for one in region.between)
    if upper is not None and lower is not None and lower - upper > 0.05 * height:
        return page[int(upper) : int(lower), width // 10 : width - width // 10]
    if region.where is None:
        return page[:0, :0]
    left, top, right, bottom = region.where
    return page[int(top * height) : int(bottom * height), int(left * width) : int(right * width)]


def _height_of(text: str, found: list[Line]) -> float | None:
    good = [(misread.find(line.text, text)[0], line.middle) for line in found if text]
    best = max(good, default=(0.0, 0.0))
    return best[1] if best[0] >= misread.needed(text) else None
