"""Which letter the print at a place looks like most: a matched filter over letters that are drawn.

The recogniser is seldom right about a digit that glare has thinned to a few grey dots; held against drawn digits at the
very place where one must stand, such dots still tell a 6 from a 4. Glare takes the faint edges of a stroke first, so
every letter is also tried with its edges gone.
"""

from collections.abc import Sequence

import cv2
import numpy as np

from app.pages.ctc import Plane as Chances
from app.pages.drawn import MARGIN, row
from app.pages.laid import Laid, correlation, evened, relief
from app.pages.tone import Plane

GONE = (0.0, 0.25, 0.5)
"""Parts of a stroke's darkness that glare may have taken."""
_SPAN, _STRAY, _PULL = 3, 4, 0.004
"""A row is not quite straight: over so many neighbours on both sides, by up to so many pixels, a place is shifted; and
how dearly."""
_SIDE, _SHAKE = 3, 1
"""Pixels of the neighbours that are looked at too, and by how many pixels every letter may lie elsewhere."""
_TOP, _LOW, _CORE = 14, 50, 10
SHARP = 0.035
"""Difference of correlation that makes one letter e times likelier than another; fitted to drawn hard pages."""


def chances(laid: Laid, places: Sequence[int], rounds: int = 2) -> list[Chances]:
    """For each of `places` of `laid.text` how likely each of its letters is by its looks alone; they add up to 1."""
    known = list(laid.text)
    alike: dict[int, Chances] = {}
    for _ in range(rounds):
        common = evened(relief(row(known, laid.face).ink), 0.01)
        for place in places:
            alike[place] = _alike(laid, known, place, _shift(laid, common, place))
            known[place] = laid.text[place][int(alike[place].argmax())]
    return [_likely(alike[place]) for place in places]


def endings(laid: Laid, place: int, choices: Sequence[str]) -> Chances:
    """How likely each of `choices` is to stand from `place` of `laid.text` on, with nothing behind it."""
    inks = [row([*laid.text[:place], *one], laid.face) for one in choices]
    start = laid.row.starts[place] - _SIDE
    end = max(one.ink.shape[1] for one in inks) - MARGIN
    right, down = _shift(laid, evened(relief(laid.row.ink), 0.01), place)
    left, top = laid.x + start + right - _SHAKE, laid.y + _TOP + down - _SHAKE
    seen = _window(laid, left, top, end - start)
    wide = [np.pad(one.ink, ((0, 0), (0, end - one.ink.shape[1] + MARGIN))) for one in inks]
    aims = [relief(one)[_TOP:_LOW, start:end] for one in wide]
    return _likely(np.array([_highest(seen, aim, laid.canvas.unrest) for aim in aims]))


def _likely(alike: Chances) -> Chances:
    weights = np.exp((alike - alike.max()) / SHARP)
    return np.asarray(weights / weights.sum(), np.float64)


def _shift(laid: Laid, common: Plane, place: int) -> tuple[int, int]:
    """By how many pixels to the right and downwards the row lies elsewhere around `place`."""
    drawn, last = laid.row, len(laid.text) - 1
    first, behind = max(0, place - _SPAN), min(last, place + _SPAN)
    start, end = drawn.starts[first] - _SIDE, round(drawn.starts[behind] + drawn.advances[behind]) + _SIDE
    aim = common[_CORE:-_CORE, start:end]
    top, left = laid.y + _CORE - _STRAY, laid.x + start - _STRAY
    seen = laid.canvas.even[top : top + aim.shape[0] + 2 * _STRAY, left : left + aim.shape[1] + 2 * _STRAY]
    if top < 0 or left < 0 or seen.shape != (aim.shape[0] + 2 * _STRAY, aim.shape[1] + 2 * _STRAY):
        return 0, 0
    found = cv2.matchTemplate(np.ascontiguousarray(seen), np.ascontiguousarray(aim), cv2.TM_CCOEFF_NORMED)
    down, right = np.mgrid[-_STRAY : _STRAY + 1, -_STRAY : _STRAY + 1]
    best = np.unravel_index(int((found - _PULL * (down**2 + right**2)).argmax()), found.shape)
    return int(best[1]) - _STRAY, int(best[0]) - _STRAY


def _alike(laid: Laid, known: Sequence[str], place: int, shift: tuple[int, int]) -> Chances:
    """(letters): correlation of the print with each of them, at the glare that suits the best of them."""
    start = laid.row.starts[place] - _SIDE
    end = round(laid.row.starts[place] + laid.row.advances[place]) + _SIDE
    left, top = laid.x + start + shift[0] - _SHAKE, laid.y + _TOP + shift[1] - _SHAKE
    seen = _window(laid, left, top, end - start)
    around = known[max(0, place - 1) : place]
    behind = known[place + 1 : place + 2]
    offset = start - (laid.row.starts[place - 1] - MARGIN if around else 0)
    inks = [row([*around, one, *behind], laid.face).ink for one in laid.text[place]]
    best = np.full(len(inks), -1.0)
    for gone in GONE:
        aims = [relief(np.maximum(ink - gone * ink.max(), 0))[_TOP:_LOW, offset : offset + end - start] for ink in inks]
        found = np.array([_highest(seen, aim, laid.canvas.unrest) for aim in aims])
        if found.max() > best.max():
            best = found
    return best


def _window(laid: Laid, left: int, top: int, wide: int) -> Plane:
    """A place of the print, and so much around it that a letter may be shaken."""
    tall = _LOW - _TOP
    return laid.canvas.relief[max(0, top) : top + tall + 2 * _SHAKE, max(0, left) : left + wide + 2 * _SHAKE]


def _highest(seen: Plane, aim: Plane, unrest: float) -> float:
    """Over all shifts; print that hardly rises above the paper's unrest is like nothing."""
    fits = seen.shape[0] >= aim.shape[0] and seen.shape[1] >= aim.shape[1]
    return float(correlation(seen, aim, unrest).max()) if fits else 0.0
