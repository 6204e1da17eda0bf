"""Lays the grid on the modules' edges: edges lie where modules meet, so their phase tells how far the grid is off.

The phase is known but for whole modules. It is followed from the finder patterns, where the grid is right, outwards;
what is bent smoothly is so followed across a curved symbol.
"""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.items import Image
from app.decode.grid.warp import Floats, Warp

PIXELS = 6
"""A module's pixels while its edges are measured."""
GROWTH = 1.35
"""How much farther from the finder patterns each step looks."""


def aligned(grey: Image, warp: Warp) -> Warp:
    """`warp`, moved onto the modules of `grey`: coarsely by a smooth surface, then module by module."""
    for order, window in ((2, 2.5), (3, 2.0)):
        off, sure = _phases(grey, warp, window)
        warp = replace(warp, shift=warp.shift + _followed(off, sure, order))
    for window in (2.0, 1.5):
        off, sure = _phases(grey, warp, window)
        warp = replace(warp, shift=warp.shift + _smoothed(off, sure))
    return warp


def _phases(grey: Image, warp: Warp, window: float) -> tuple[Floats, Floats]:
    """(side, side, 2) each: how far the edges around each module are off, -0.5 to 0.5, and how sure that is, 0 to 1."""
    seen = cv2.GaussianBlur(warp.rectified(grey, PIXELS), (0, 0), 1)
    off, sure = [], []
    for edges, axis in ((cv2.Sobel(seen, cv2.CV_32F, 1, 0), 1), (cv2.Sobel(seen, cv2.CV_32F, 0, 1), 0)):
        power = edges * edges
        angle = 2 * np.pi * (np.arange(len(seen)) + 0.5).astype(np.float32) / PIXELS
        turned = angle if axis == 1 else angle[:, None]
        parts = [_by_module(power * wave, window) for wave in (np.cos(turned), np.sin(turned))]
        off.append(np.arctan2(parts[1], parts[0]) / (2 * np.pi))
        sure.append(np.hypot(*parts) / (_by_module(power, window) + 1e-3))
    return np.stack(off, axis=2).astype(np.float32), np.stack(sure, axis=2).astype(np.float32)


def _by_module(pixels: Floats, window: float) -> Floats:
    side = len(pixels) // PIXELS
    means = cv2.resize(pixels, (side, side), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(means, (0, 0), window, borderType=cv2.BORDER_CONSTANT), np.float32)


def _followed(off: Floats, sure: Floats, order: int) -> Floats:
    """A smooth surface through `off`, whose whole modules are found from the finder patterns outwards."""
    side = len(off)
    line = np.arange(side, dtype=np.float32)
    middles = np.array([(3, 3), (side - 4, 3), (3, side - 4)], np.float32)
    away = np.min([np.hypot(line - x, (line - y)[:, None]) for x, y in middles], axis=0).ravel()
    terms = _terms(side, order)
    surface = np.zeros((side * side, 2), np.float32)
    reach = 7.0
    while True:
        near = away <= reach
        for axis in range(2):
            part = off[:, :, axis].ravel()[near]
            target = part + np.round(surface[near, axis] - part)
            surface[:, axis] = terms @ _solved(terms[near], target, sure[:, :, axis].ravel()[near] ** 2)
        if near.all():
            return surface.reshape(side, side, 2)
        reach *= GROWTH


def _terms(side: int, order: int) -> Floats:
    """(modules, terms): the powers of right and down up to `order`, -1 to 1."""
    line = np.linspace(-1, 1, side, dtype=np.float32)
    right, down = (axis.ravel() for axis in np.meshgrid(line, line))
    return np.stack([right**i * down**j for i in range(order + 1) for j in range(order + 1 - i)], axis=1)


def _solved(terms: Floats, target: Floats, weight: Floats) -> NDArray[np.float32]:
    """Weighted least squares; what the modules do not tell stays small."""
    heavy = terms * weight[:, None]
    stiff = np.eye(terms.shape[1], dtype=np.float32) * (1e-3 * weight.sum() + 1e-6)
    return np.linalg.solve(heavy.T @ terms + stiff, heavy.T @ target).astype(np.float32)


def _smoothed(off: Floats, sure: Floats) -> Floats:
    """`off`, each module's taken together with its neighbours' by how sure they are."""
    weight = sure**2 + 1e-3
    mean = cv2.GaussianBlur(off * weight, (0, 0), 1.5) / cv2.GaussianBlur(weight, (0, 0), 1.5)
    return np.asarray(mean, np.float32)
