"""The search for codes that no reading of the whole picture gave: found by the network, then read one by one.

This is what a worker process runs, since ZBar may abort the process it is in; see app.decode.worker.
"""

from dataclasses import replace

from app.capture.items import Image
from app.decode import closeup, zbar, zxing
from app.decode.answer import Answer
from app.decode.findings import moved, within
from app.decode.joined import salvage
from app.decode.networks import SIDE, Box, Networks
from app.decode.symbol import Symbol

DETECTION, FINE_DETECTION = 8.0, 20.0
"""CPU of a look of the network, in readings of a frame; it does not depend on the picture's size."""
FINE_SIDE = SIDE * 8 // 5
FEW, MANY, HARD = 3, 40, 3
"""Codes that are read in a frame and in a still picture, and those of the latter that are read module by module."""
SMALL = 160
"""Pixels; the network that enlarges was made for codes up to this."""
ZBAR, ZBAR_SIDE = 3.0, 380
"""CPU, in readings of a frame, of a picture with sides of so many pixels."""
AGAIN = 1.2
"""A code that every try missed may be read at another size."""


class Search:
    """Raises, when made, what Networks raises."""

    def __init__(self) -> None:
        self._networks = Networks()
        self._turn = 0
        self._fine = True

    def look(self, grey: Image, allowance: float | None) -> Answer:
        """The codes in `grey` (height, width). allowance: CPU that may be spent, in readings of a frame; what it does
        not suffice for comes first the next time. None: the whole effort, as for a still picture."""
        boxes, spent = self._boxes(grey, allowance)
        found: list[Symbol] = []
        hard = 0
        for box in boxes[: MANY if allowance is None else FEW]:
            if any(one.corners and within(*box.middle, one.corners) for one in found):
                continue
            if allowance is None:
                symbols = self._still(grey, box, by_module=hard < HARD)
                hard += not symbols
            else:
                symbols, cost = self._passing(grey, box, allowance - spent)
                spent += cost
            found += symbols
        if not boxes and allowance is None:
            found = salvage(grey) or zbar.read(grey)
        return Answer(found, len(boxes), spent, DETECTION + closeup.STREAM[self._turn].cost if boxes else 0.0)

    def _boxes(self, grey: Image, allowance: float | None) -> tuple[list[Box], float]:
        """The network's boxes, and what they cost. A finer look for small codes is worth while on a still picture, and
        every other time that a frame seems empty."""
        boxes = self._networks.boxes(grey)
        if allowance is not None:
            self._fine = not self._fine and not boxes
            if not self._fine or allowance < DETECTION + FINE_DETECTION:
                return boxes, DETECTION
        more = self._networks.boxes(grey, FINE_SIDE)
        return boxes + [box for box in more if not any(box.like(other) for other in boxes)], DETECTION + FINE_DETECTION

    def _passing(self, grey: Image, box: Box, allowance: float) -> tuple[list[Symbol], float]:
        """What the box in a frame of a stream holds, and what that cost."""
        spent = 0.0
        for _ in closeup.STREAM:
            one = closeup.STREAM[self._turn]
            if spent + one.cost > allowance:
                return [], spent
            spent += one.cost
            if found := _tried(grey, box, one):
                return found, spent
            self._turn = (self._turn + 1) % len(closeup.STREAM)
        return (_zbar(grey, box), spent + ZBAR) if spent + ZBAR <= allowance else ([], spent)

    def _still(self, grey: Image, box: Box, *, by_module: bool) -> list[Symbol]:
        """What the box in a still picture holds."""
        again = (replace(one, side=round(one.side * AGAIN)) for one in closeup.TRIES)
        for one in (*closeup.TRIES, *(closeup.MODULE_BY_MODULE if by_module else ()), *again):
            if found := _tried(grey, box, one):
                return found
        return self._enlarged(grey, box) or _zbar(grey, box)

    def _enlarged(self, grey: Image, box: Box) -> list[Symbol]:
        cut, left, top = box.cut(grey, closeup.CLOSE)
        if max(cut.shape) > SMALL:
            return []
        large = self._networks.enlarged(cut)
        for prepare in closeup.ENLARGED:
            if found := zxing.read(closeup.prepared(large, prepare)):
                across, down = large.shape[1] / cut.shape[1], large.shape[0] / cut.shape[0]
                return [moved(symbol, across, down, left, top) for symbol in found]
        return []


def _tried(grey: Image, box: Box, one: closeup.Try) -> list[Symbol]:
    cut, left, top = box.cut(grey, one.margin)
    picture = closeup.scaled(cut, one)
    if picture is None:
        return []
    across, down = picture.shape[1] / cut.shape[1], picture.shape[0] / cut.shape[0]
    read = salvage if one.by_module else zxing.read
    return [moved(symbol, across, down, left, top) for symbol in read(closeup.prepared(picture, one.prepare))]


def _zbar(grey: Image, box: Box) -> list[Symbol]:
    cut, left, top = box.cut(grey, closeup.CLOSE)
    picture = closeup.fitted(cut, ZBAR_SIDE)
    scale = picture.shape[1] / cut.shape[1]
    return [moved(symbol, scale, scale, left, top) for symbol in zbar.read(picture)]
