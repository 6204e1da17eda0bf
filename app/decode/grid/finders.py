"""Finder patterns in a picture: wherever the runs of dark and light are as 1:1:3:1:1, along a row and then every way.

A line through the middle of a finder pattern has these runs whatever its angle (ISO/IEC 18004:2015, 6.3.3), and keeps
them in any perspective that is not extreme.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.items import Image

MOST = 16
"""Finder patterns kept, the clearest first."""
LINES = 4000
"""Row patterns looked at: a page of print has that many, and no finder pattern."""
REACH = 10.0
"""Modules along which a ray is followed; a finder pattern ends after 3.5, 5 at its corners, more in perspective."""
STEPS = 64
ROUND = np.linspace(0, 2 * np.pi, 16, endpoint=False)
UP_AND_DOWN = np.array([np.pi / 2, -np.pi / 2])
CLEAR = 0.6
"""Part of the rays around that must look right; dirt and glare may hide the others."""

Rays = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Finder:
    """One finder pattern.

    x, y: its middle in pixels. width, height: of a module, in pixels, along the picture's axes.
    score: 0 to 1, the part of the rays around it that have the right runs.
    """

    x: float
    y: float
    width: float
    height: float
    score: float


def binarised(grey: Image, block: int) -> Image:
    """Dark 1, light 0, by the mean of the `block` x `block` pixels around; block is odd."""
    dark = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 4)
    return np.asarray(dark, np.uint8)


def finders(binary: Image, most: int = LINES) -> list[Finder]:
    """Those in `binary` (height, width), dark 1 and light 0; the clearest first. most: row patterns looked at."""
    lines = _lines(binary)
    lines = lines[:: len(lines) // most + 1]
    if not len(lines):
        return []
    ends = ends_along(binary, lines, UP_AND_DOWN)
    lines = lines[fitting(ends).all(axis=1)]
    ends = ends_along(binary, lines, UP_AND_DOWN)[:, :, 2]
    lines[:, 3] = ends.sum(axis=1) / 7
    lines[:, 1] += (ends[:, 0] - ends[:, 1]) / 2
    found = _looked_around(binary, _gathered(lines))
    return sorted(found, key=lambda finder: -finder.score)[:MOST]


def _lines(binary: Image) -> Rays:
    """(n, 4): x and y of the middle, width of a module, and that again for its height, of each row with the runs."""
    width = binary.shape[1]
    flat = binary.ravel()
    change = flat[1:] != flat[:-1]
    change[width - 1 :: width] = True
    starts = np.concatenate([[0], np.flatnonzero(change) + 1, [flat.size]])
    runs = np.diff(starts)
    if len(runs) < 5:
        return np.empty((0, 4))
    first, total = starts[:-5], starts[5:] - starts[:-5]
    unit = total / 7
    good = (flat[first] == 1) & (first // width == (starts[5:] - 1) // width) & (unit >= 1)
    good &= np.abs(runs[2:-2] - 3 * unit) < unit + 0.5
    for n in (0, 1, 3, 4):
        good &= np.abs(runs[n : len(runs) - 4 + n] - unit) < 0.65 * unit + 0.5
    found = np.flatnonzero(good)
    middle = starts[found + 2] + runs[found + 2] / 2
    return np.stack([middle % width, middle // width + 0.5, unit[found], unit[found]], axis=1)


def ends_along(binary: Image, places: Rays, angles: NDArray[np.float64]) -> Rays:
    """(n, rays, 3): along each ray from each of n `places` (x, y, width, height), where dark, light and dark end.

    In pixels; 0 where one of them does not end within REACH modules. angles: (rays,) or (n, rays), of a circle that is
    as much wider than high as the places' modules are.
    """
    steps = np.arange(1, STEPS + 1) * (REACH / STEPS)
    across, along = np.cos(angles) * places[:, 2:3], np.sin(angles) * places[:, 3:4]
    step = np.hypot(across, along) * (REACH / STEPS)
    x = places[:, 0, None, None] + across[:, :, None] * steps
    y = places[:, 1, None, None] + along[:, :, None] * steps
    height, width = binary.shape
    inside = (x >= 0) & (y >= 0) & (x < width) & (y < height)
    values = binary[np.clip(y, 0, height - 1).astype(np.intp), np.clip(x, 0, width - 1).astype(np.intp)]
    values[~inside] = 0
    values = np.concatenate([np.ones_like(values[:, :, :1]), values], axis=2)
    changes = np.cumsum(values[:, :, 1:] != values[:, :, :-1], axis=2)
    ends = np.stack([np.where(changes[:, :, -1] >= n, np.argmax(changes >= n, axis=2) + 0.5, 0) for n in (1, 2, 3)], 2)
    return np.asarray(ends * step[:, :, None])


def fitting(ends: Rays) -> NDArray[np.bool_]:
    """(n, angles): the rays whose dark, light and dark end at 1.5, 2.5 and 3.5 of one length."""
    unit = ends[:, :, 2] / 3.5
    inner, ring = ends[:, :, 0], ends[:, :, 1] - ends[:, :, 0]
    outer = ends[:, :, 2] - ends[:, :, 1]
    fit = (unit > 0.7) & (np.abs(inner - 1.5 * unit) < 0.7 * unit)
    return np.asarray(fit & (np.abs(ring - unit) < 0.6 * unit) & (np.abs(outer - unit) < 0.6 * unit))


def _gathered(lines: Rays) -> Rays:
    """One place for all the lines through the inner square of one pattern."""
    found: list[NDArray[np.float64]] = []
    while len(lines) and len(found) < 10 * MOST:
        near = np.hypot(*((lines[:, :2] - lines[0, :2]) / lines[0, 2:]).T) < 2
        found.append(np.median(lines[near], axis=0))
        lines = lines[~near]
    return np.array(found).reshape(-1, 4)


def _looked_around(binary: Image, places: Rays) -> list[Finder]:
    """The places around which nearly every ray has the right runs."""
    good = fitting(ends_along(binary, places, ROUND)).mean(axis=1)
    clear = good >= CLEAR
    pairs = zip(places[clear].tolist(), good[clear].tolist(), strict=True)
    return [Finder(x, y, width, height, score) for (x, y, width, height), score in pairs]
