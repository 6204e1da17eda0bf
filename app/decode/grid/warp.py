"""Where a symbol's modules lie in a picture: a perspective, and a displacement for paper that is not flat."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.items import Image
from app.decode.grid.locate import Place
from app.decode.symbol import Corners

FINDER = 3.5
"""Modules from a finder pattern's middle to its edge, and to the symbol's."""
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Warp:
    """From modules (right, down; whole numbers are their edges) to pixels.

    perspective: (3, 3). shift: (side, side, 2), in modules, what is added at each module's middle beforehand.
    """

    perspective: NDArray[np.float64]
    shift: Floats

    @property
    def side(self) -> int:
        return len(self.shift)

    def rectified(self, grey: Image, pixels: int) -> Floats:
        """(side * pixels) squared: the symbol alone, straight, every module `pixels` wide."""
        size = self.side * pixels
        line = ((np.arange(size) + 0.5) / pixels).astype(np.float32)
        flat = np.stack(np.meshgrid(line, line), axis=2) + cv2.resize(self.shift, (size, size))
        where = cv2.perspectiveTransform(flat.reshape(-1, 1, 2), self.perspective).reshape(size, size, 2) - 0.5
        seen = cv2.remap(grey, where.astype(np.float32), np.empty(0), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(seen, np.float32)

    def pixels(self, modules: Floats) -> Floats:
        """Where points (n, 2) in modules lie in the picture."""
        column, row = np.clip(modules.T.astype(np.intp), 0, self.side - 1)
        where = (modules + self.shift[row, column]).astype(np.float32)
        return np.asarray(cv2.perspectiveTransform(where[:, None], self.perspective)[:, 0], np.float32)

    def corners(self, scale: float) -> Corners:
        """The symbol's corners in pixels, divided by `scale`, clockwise from its own top left."""
        side = self.side
        points = self.pixels(np.array([(0, 0), (side, 0), (side, side), (0, side)], np.float32)) / scale
        first, second, third, fourth = ((float(x), float(y)) for x, y in points)
        return first, second, third, fourth

    def scaled(self, scale: float) -> "Warp":
        """The same in a picture that many times as large."""
        return Warp(np.diag([scale, scale, 1.0]) @ self.perspective, self.shift)

    def moved(self, right: float, down: float) -> "Warp":
        """The same in a picture whose origin lies that many pixels to the left and above."""
        return Warp(np.array([(1, 0, right), (0, 1, down), (0, 0, 1)]) @ self.perspective, self.shift)


def first_warp(place: Place, side: int, perspective: bool) -> Warp:
    """From the three finder patterns alone; without `perspective` as a parallelogram."""
    far = side - FINDER
    modules = np.array([(FINDER, FINDER), (far, FINDER), (FINDER, far)])
    if perspective:
        ends = np.array([(0, 0), (FINDER, 0), (-FINDER, 0), (0, FINDER), (0, -FINDER)])
        known = (modules[:, None] + ends).reshape(-1, 2)
        seen = (place.corners[:, None] + np.einsum("kn,fnx->fkx", ends, place.units)).reshape(-1, 2)
        matrix, _ = cv2.findHomography(known, seen)
        if matrix is not None:
            return Warp(np.asarray(matrix), np.zeros((side, side, 2), np.float32))
    affine = cv2.getAffineTransform(modules.astype(np.float32), place.corners.astype(np.float32))
    return Warp(np.vstack([affine, (0, 0, 1)]), np.zeros((side, side, 2), np.float32))
