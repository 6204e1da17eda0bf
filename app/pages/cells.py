"""How much the print in one cell of a block looks like each of some hundred letters, all of them at once."""

from dataclasses import dataclass, field
from functools import cache

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from app.pages.ctc import Plane as Chances
from app.pages.drawn import MARGIN, Face, letter
from app.pages.laid import Laid, relief
from app.pages.tone import Plane

_PRESENT, _STEP = 0.5, 0.05
"""Correlation from which on a letter rather stands there than not; and what makes it e times likelier."""
_QUIET = 4.0
"""Times the paper's unrest that print has in power to be taken for half of what it says."""
_GONE = (0.0, 0.35)
"""Parts of a stroke's darkness that glare may have taken."""
_SHAKE = 2
"""By how many pixels every letter may lie elsewhere."""
_TOP, _LOW = 14, 50
_NOTHING = np.empty((0, 0), np.float32)


@dataclass
class Cells:
    """The print around a label that has been found. alphabet: the letters that may stand there. stride: in steps of how
    many pixels a letter is looked for around its place."""

    label: Laid
    alphabet: str
    stride: int = 1
    _known: dict[tuple[int, int, int], Chances] = field(default_factory=dict)

    def score(self, one: str, x: float, y: float) -> float:
        """By how many nats `one` is likelier than nothing, x and y pixels right of and below the label's start."""
        wide = round(letter(one, self.label.face).advance)
        key = round(x), round(y), wide
        if key not in self._known:
            self._known[key] = self._measured(*key)
        letters = _of_width(self.alphabet, self.label.face, wide)[0]
        return float(self._known[key][letters.index(one)])

    def _measured(self, x: int, y: int, wide: int) -> Chances:
        """(letters of that width)."""
        letters, aims = _of_width(self.alphabet, self.label.face, wide)
        left, top = self.label.x + MARGIN + x - _SHAKE, self.label.y + _TOP + y - _SHAKE
        tall = _LOW - _TOP
        canvas = self.label.canvas
        seen = canvas.relief[max(0, top) : top + tall + 2 * _SHAKE, max(0, left) : left + wide + 2 * _SHAKE]
        if seen.shape != (tall + 2 * _SHAKE, wide + 2 * _SHAKE):
            return np.full(len(letters), -1.0)
        # Out of focus as it is, print has nothing finer than two pixels.
        views = sliding_window_view(seen, (tall, wide))[:: self.stride, :: self.stride, ::2, ::2]
        views = views.reshape(views.shape[0] * views.shape[1], -1)
        views = views - views.mean(axis=1, keepdims=True)
        power = (views * views).sum(axis=1, keepdims=True)
        unrest = views.shape[1] * canvas.unrest**2
        # OpenCV's product stays in one thread; those of NumPy's wait for each other on a busy machine.
        normal = np.asarray(views / np.sqrt(power + unrest), np.float32)
        alike = np.asarray(cv2.gemm(aims, normal, 1, _NOTHING, 0, flags=cv2.GEMM_2_T))
        best = alike.max(axis=1).reshape(len(_GONE), len(letters)).max(axis=0)
        loud = float(power.max() / (power.max() + _QUIET * unrest))
        return np.asarray(loud * (best - _PRESENT) / _STEP, np.float64)


@cache
def _of_width(alphabet: str, face: Face, wide: int) -> tuple[str, Plane]:
    """The letters of that many pixels; and (times they may be thinned * letters, pixels), each of length 1."""
    letters = "".join(one for one in alphabet if round(letter(one, face).advance) == wide)
    inks = [letter(one, face).ink for one in letters]
    thinned = [relief(np.maximum(ink - gone * ink.max(), 0)) for gone in _GONE for ink in inks]
    flat = np.stack([one[_TOP:_LOW:2, MARGIN : MARGIN + wide : 2].ravel() for one in thinned])
    flat = flat - flat.mean(axis=1, keepdims=True)
    return letters, np.asarray(flat / np.linalg.norm(flat, axis=1, keepdims=True), np.float32)
