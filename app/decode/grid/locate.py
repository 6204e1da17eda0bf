"""Three finder patterns that may belong to one symbol, and how many modules lie between them."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from app.capture.items import Image
from app.decode.grid import layout
from app.decode.grid.finders import Finder, Rays, ends_along

DISAGREEMENT = 1.5
"""How much the three distances, in modules, may differ: a curved symbol's do."""
MOST = 8
Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a symbol may be.

    corners: (3, 2) the middles of the finder patterns top left, top right, bottom left, in pixels.
    units: (3, 2, 2) for each of them how one module goes on to the right and down, in pixels.
    side: modules along the symbol's side as measured, so not yet of a version.
    """

    corners: Points
    units: Points
    side: float


def places(binary: Image, finders: list[Finder]) -> list[Place]:
    """The likeliest places of symbols, at most MOST."""
    if len(finders) < 3:
        return []
    middles = np.array([(one.x, one.y) for one in finders])
    modules = _modules(binary, finders)
    apart = np.linalg.norm(middles[:, None] - middles[None], axis=2) / np.sqrt(modules * modules.T)
    found: list[tuple[float, Place]] = []
    for three in combinations(range(len(finders)), 3):
        distances = np.array([apart[three[n], three[n - 1]] for n in range(3)])
        if distances.min() < 10 or distances.max() > 230 or distances.max() > DISAGREEMENT * distances.min():
            continue
        spread = float(np.std(np.log(distances))) - 0.1 * sum(finders[n].score for n in three)
        for turn in range(3):
            place, skew = _place(middles, modules, three[turn:] + three[:turn])
            found.append((spread + skew, place))
    found.sort(key=lambda pair: pair[0])
    return [place for _, place in found[:MOST]]


def _modules(binary: Image, finders: list[Finder]) -> Points:
    """(n, n): the size of a module of the one finder pattern towards the other, in pixels."""
    where: Rays = np.array([(one.x, one.y, one.width, one.height) for one in finders])
    apart = (where[None, :, :2] - where[:, None, :2]) / where[:, None, 2:]
    angles = np.arctan2(apart[:, :, 1], apart[:, :, 0])
    ahead, behind = (ends_along(binary, where, angles + turn)[:, :, 2] for turn in (0, np.pi))
    whole = np.where((ahead > 0) & (behind > 0), ahead + behind, 2 * np.maximum(ahead, behind)) / 7
    usual = np.hypot(np.cos(angles) * where[:, 2:3], np.sin(angles) * where[:, 3:])
    return np.where((whole > 0.4 * usual) & (whole < 2.5 * usual), whole, usual)


def _place(middles: Points, modules: Points, three: tuple[int, ...]) -> tuple[Place, float]:
    """The place with the first of `three` as its top left, and how far from a right angle it would be."""
    corner, right, down = three
    across, along = middles[right] - middles[corner], middles[down] - middles[corner]
    if across[0] * along[1] - across[1] * along[0] < 0:
        right, down, across, along = down, right, along, across
    lengths = np.linalg.norm(across), np.linalg.norm(along)
    skew = abs(float(across @ along)) / float(lengths[0] * lengths[1])
    rightward, downward = across / lengths[0], along / lengths[1]
    own = modules[corner, right], modules[corner, down]
    units = np.array([
        (rightward * own[0], downward * own[1]),
        (rightward * modules[right, corner], downward * own[1]),
        (rightward * own[0], downward * modules[down, corner]),
    ])  # fmt: skip
    between = (
        lengths[0] / np.sqrt(own[0] * modules[right, corner]),
        lengths[1] / np.sqrt(own[1] * modules[down, corner]),
    )
    side = float(np.sqrt(between[0] * between[1])) + 7
    return Place(middles[[corner, right, down]], units, min(side, layout.side_of(layout.LARGEST))), skew
