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
STEP = 2
"""Modules by which each step of the planes grows."""
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
    square = np.ones((2 * STEP + 1, 2 * STEP + 1), np.uint8)
    while not done.all():
        ring = cv2.dilate(done, square) > done
        foretold = _planes(result, (weight + 1e-9) * done)[ring]
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


def _planes(values: Doubles, weight: Doubles) -> Doubles:
    """(side, side, 2): at each place the value of the plane through the `values` around, by their `weight`."""
    side = len(values)
    down, right = np.mgrid[:side, :side] - side / 2
    terms = np.stack([np.ones_like(right), right, down], axis=2)
    left = _around((terms[:, :, :, None] * terms[:, :, None] * weight[:, :, None, None]).reshape(side, side, 9))
    target = _around((terms[:, :, :, None] * (values * weight[:, :, None])[:, :, None]).reshape(side, side, 6))
    scale = left[:, :, :1, None] + 1e-30
    stiff = np.diag([1e-6, 1e-2, 1e-2])
    solved = np.linalg.solve(left.reshape(side, side, 3, 3) / scale + stiff, target.reshape(side, side, 3, 2) / scale)
    return np.asarray(np.einsum("rci,rcik->rck", terms, solved))


def _around(values: Doubles) -> Doubles:
    """Each layer of (side, side, layers), blurred."""
    layers = [cv2.GaussianBlur(np.ascontiguousarray(one), (0, 0), PLANE, borderType=cv2.BORDER_CONSTANT)
              for one in np.moveaxis(values, 2, 0)]  # fmt: skip
    return np.stack(layers, axis=2)
