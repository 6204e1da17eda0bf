"""Phases are known but for whole modules: they are followed from the finder patterns outwards, where the grid is right.

Either by one smooth surface for the whole symbol, which no smudge misleads; or by the plane through what is near, which
goes round the bends of a crumpled page and keeps count over the many modules of a large symbol.
"""

from collections.abc import Callable
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from app.decode.grid.warp import Floats

Follow: TypeAlias = Callable[[Floats, Floats], Floats]
"""Phases and how sure they are to displacements in modules, (side, side, 2) each."""
Doubles: TypeAlias = NDArray[np.float64]
NEAR = 6.0
"""Modules around a finder pattern's middle in which the first grid is right to half a module."""
GROWTH = 1.35
"""How many times as far from the finder patterns each step of the smooth surface looks."""
STEP, STEP_LARGE = 2, 1 / 50
"""Modules by which each step of the planes grows, and how many more for each module of the side."""
PLANE = 4.5
"""Modules around a place (standard deviation) whose displacement foretells its own."""
UNSURE = 0.1
"""What is less sure than that is foretold, not measured."""


def smooth(order: int) -> Follow:
    """Follows by one surface whose terms go up to `order`."""

    def follow(off: Floats, sure: Floats) -> Floats:
        side, terms, away = len(off), _terms(len(off), order), _away(len(off)).ravel()
        surface = np.zeros((side * side, 2), np.float32)
        reach = NEAR
        while True:
            near = away <= reach
            for axis in range(2):
                part = off[:, :, axis].ravel()[near]
                target = part + np.round(surface[near, axis] - part)
                surface[:, axis] = terms @ _solved(terms[near], target, sure[:, :, axis].ravel()[near] ** 2)
            if near.all():
                return surface.reshape(side, side, 2)
            reach *= GROWTH

    return follow


def near(off: Floats, sure: Floats) -> Floats:
    """Follows by the planes through what is near."""
    weight = sure.min(axis=2).astype(np.float64) ** 2
    done = (_away(len(off)) <= NEAR).astype(np.uint8)
    result = off.astype(np.float64) * done[:, :, None]
    reach = 2 * (STEP + int(STEP_LARGE * len(off))) + 1
    square = np.ones((reach, reach), np.uint8)
    while not done.all():
        ring = cv2.dilate(done, square) > done
        foretold = _planes(result, (weight + 1e-9) * done, ring)
        measured = off[ring] + np.round(foretold - off[ring])
        result[ring] = np.where(weight[ring][:, None] < UNSURE**2, foretold, measured)
        done[ring] = 1
    return result.astype(np.float32)


def _away(side: int) -> Floats:
    """(side, side): how far each module is from the next finder pattern's middle, in modules."""
    line = np.arange(side, dtype=np.float32)
    middles = (3, 3), (side - 4, 3), (3, side - 4)
    return np.asarray(np.min([np.hypot(line - x, (line - y)[:, None]) for x, y in middles], axis=0), np.float32)


def _terms(side: int, order: int) -> Floats:
    """(modules, terms): the powers of right and down up to `order`, each from -1 to 1."""
    line = np.linspace(-1, 1, side, dtype=np.float32)
    right, down = (axis.ravel() for axis in np.meshgrid(line, line))
    return np.stack([right**i * down**j for i in range(order + 1) for j in range(order + 1 - i)], axis=1)


def _solved(terms: Floats, target: Floats, weight: Floats) -> Floats:
    """Weighted least squares; what the modules do not tell stays small."""
    heavy = terms * weight[:, None]
    stiff = np.eye(terms.shape[1], dtype=np.float32) * (1e-3 * weight.sum() + 1e-6)
    return np.linalg.solve(heavy.T @ terms + stiff, heavy.T @ target).astype(np.float32)


def _planes(values: Doubles, weight: Doubles, where: NDArray[np.bool_]) -> Doubles:
    """(n, 2): at each of the n places `where` it is asked the value of the plane through the `values` around it."""
    side = len(values)
    down, right = np.mgrid[:side, :side] - side / 2
    terms = np.ones_like(right), right, down
    left = np.empty((np.count_nonzero(where), 3, 3))
    target = np.empty((len(left), 3, 2))
    for i, one in enumerate(terms):
        for j in range(i, 3):
            left[:, i, j] = left[:, j, i] = _around(weight * one * terms[j])[where]
        for axis in range(2):
            target[:, i, axis] = _around(weight * one * values[:, :, axis])[where]
    scale = left[:, :1, :1] + 1e-30
    solved = np.linalg.solve(left / scale + np.diag([1e-6, 1e-2, 1e-2]), target / scale)
    return np.asarray(np.einsum("ni,nik->nk", np.stack(terms, axis=2)[where], solved))


def _around(values: Doubles) -> Doubles:
    return np.asarray(cv2.GaussianBlur(values, (0, 0), PLANE, borderType=cv2.BORDER_CONSTANT))
