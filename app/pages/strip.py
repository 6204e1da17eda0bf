"""Where on a straightened page one field's row of print lies, to be read on its own."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.items import Image
from app.pages import extract
from app.pages.line import Line
from app.pages.template import Field, Template

Cut = tuple[slice, slice]
Place = tuple[int, int, int, int]
"""Left, top, right and lower edge, in the page's pixels."""
_THIN = 8
"""Pixels that a row of print has at least."""
_CUT_OFF = 0.3
"""What a stripe counts that goes on beyond the edge: it is the neighbour."""
AIR = (0.18, 0.35)
"""Paper above and below the print, as parts of its height: the network wants little, but not always the same."""

_PAUSE = 0.16
"""Part of the page's width that may lie between two pieces of one row: a run of asterisks that glare has taken."""
_TOP, _FAINTEST, _NOISE = 85, 0.15, 5.0
"""Percentile of a column's ink that says whether something is printed in it; how much less than the darkest column, and
how many times the paper's own unrest, print is."""


def strips_of(dark: Image, wanted: Field, place: Place) -> list[list[Cut]]:
    """The field's rows, from top to bottom, cut closely: each of the ways to cut them is one list.

    dark: the page with its print darkened. place: where on it they lie. Empty where nothing is printed there.
    """
    height, width = dark.shape[:2]
    left, top, right, low = place
    ink = 1 - dark[top:low, left:right].max(axis=2).astype(np.float32) / 255
    if min(ink.shape) < _THIN:
        return []
    bands = _bands(ink.mean(axis=1)) if wanted.until else _row(ink)
    ways: list[list[Cut]] = []
    for air in AIR:
        way: list[Cut] = []
        for band in bands:
            tall = band[1] - band[0]
            # A block's rows are taken whole: where in them nothing is read is a hint, too.
            across = None if wanted.until else _across(ink[slice(*band)], int(width * _PAUSE))
            start, end = across or (0, right - left)
            above, side = round(tall * air), round(tall * 0.3)
            rows = slice(max(0, top + band[0] - above), min(height, top + band[1] + above))
            way.append((rows, slice(max(0, left + start - side), min(width, left + end + side))))
        ways.append(way)
    return [way for way in ways if way]


def place_of(dark: Image, template: Template, wanted: Field, passes: Sequence[list[Line]]) -> Place:
    """Where the field stands; nothing wide where that is not known.

    passes: what was read of the page, time after time: the row in which the field's label was read is taken, else the
    place that the template guesses.
    """
    height, width = dark.shape[:2]
    labelled = (extract.label_row(template, wanted, one) for one in passes if wanted.label and not wanted.until)
    row = next((one for one in labelled if one), None)
    if row is not None:
        half = 0.7 * row.height
        return max(0, int(row.left)), max(0, int(row.middle - half)), int(width * 0.97), int(row.middle + half)
    if wanted.where is None:
        return 0, 0, 0, 0
    left, top, right, low = wanted.where
    return int(left * width), int(top * height), int(right * width), int(low * height)


def around(cell: tuple[float, float, float, float], dark: Image) -> Place:
    """A table's cell with the paper around it, so that print at its ends that was not read is seen, too."""
    left, top, right, low = cell
    side, half, middle = low - top, 0.7 * (low - top), (top + low) / 2
    across = max(0, int(left - side)), min(dark.shape[1], int(right + side))
    return across[0], max(0, int(middle - half)), across[1], int(middle + half)


def _bands(profile: NDArray[np.float32]) -> list[tuple[int, int]]:
    """All rows of print in a block."""
    level = 0.3 * float(np.percentile(profile, 95))
    edges = np.flatnonzero(np.diff(np.concatenate(([0], (profile > level).astype(np.int8), [0]))))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2) if end - start >= _THIN]


def _row(ink: NDArray[np.float32]) -> list[tuple[int, int]]:
    """The one row that is looked for: of the stripes of print the most inked one, rather in the middle than cut off."""
    profile = cv2.GaussianBlur(ink.mean(axis=1).reshape(-1, 1), (1, 5), 1.2).ravel()
    paper, darkest = float(np.percentile(profile, 15)), float(np.percentile(profile, 90))
    printed = (profile > paper + 0.35 * (darkest - paper)).astype(np.int8)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], printed, [0]))))
    found = [(float((profile[start:end] - paper).sum()) * (_CUT_OFF if start == 0 or end == len(profile) else 1.0),
              int(start), int(end)) for start, end in edges.reshape(-1, 2) if end - start >= _THIN]  # fmt: skip
    return [max(found)[1:]] if found else []


def _across(ink: NDArray[np.float32], gap: int) -> tuple[int, int] | None:
    """First and last place of the print in a row that pauses of less than `gap` places do not end."""
    # Asterisks are a quarter as high as the row: the mean of a column would hardly show them.
    profile = cv2.GaussianBlur(np.percentile(ink, _TOP, axis=0).astype(np.float32).reshape(1, -1), (9, 1), 2).ravel()
    paper = float(np.percentile(profile, 20))
    noise = float(np.median(np.abs(profile[profile <= np.median(profile)] - paper)))
    inked = np.flatnonzero(profile > paper + max(_FAINTEST * (float(profile.max()) - paper), _NOISE * noise))
    if inked.size < 4:
        return None
    darkest = int(profile.argmax())
    start = end = darkest
    for place in inked[inked > darkest]:
        if place - end > gap + 1:
            break
        end = int(place)
    for place in inked[inked < darkest][::-1]:
        if start - place > gap + 1:
            break
        start = int(place)
    return (start, end + 1) if end - start >= _THIN else None
