"""The OCR networks of rapidocr, all offline: the models lie in its wheel. Imported by the worker process alone."""

import os
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidocr import RapidOCR
from rapidocr.utils.process_img import get_rotate_crop_image

from app.capture.items import Image
from app.pages.ctc import Steps
from app.pages.line import Box, Line

_SETTINGS = {
    "Global.log_level": "critical",
    "Det.thresh": 0.2,
    "Det.box_thresh": 0.4,  # grey print under glare
    "EngineConfig.onnxruntime.intra_op_num_threads": max(1, (os.cpu_count() or 2) // 2),
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
_BATCH = 6
_OTHERS = 6
_FAINT = 0.002
"""Probability below which another character is no candidate."""


class _Seen(NamedTuple):
    """What the network made of a strip. chances: (steps, characters). part: of the steps that show the strip itself;
    what follows is the room that a wider one of its batch needed."""

    chances: NDArray[np.float32]
    part: float


class Networks:
    """Loaded once, a second; 0.5 GB while working.

    The angle classifier of rapidocr is left out: it turns short lines of digits upside down, and pages are straightened
    before. The networks are asked directly, since its results keep only the likeliest character.
    """

    def __init__(self) -> None:
        cv2.setNumThreads(1)
        ocr = RapidOCR(params=_SETTINGS)
        # It loads each network when it is first needed.
        ocr(np.full((64, 320, 3), 255, np.uint8), use_det=True, use_cls=False, use_rec=False)
        ocr(np.full((48, 320, 3), 255, np.uint8), use_det=False, use_cls=False, use_rec=True)
        self._detect: Any = ocr.text_det
        recognise: Any = ocr.text_rec
        self._recognise = recognise
        self._characters: list[str] = recognise.postprocess_op.character
        self._column = {one: column for column, one in reversed(list(enumerate(self._characters)))}

    def read(self, page: Image) -> list[Line]:
        """All lines of `page`."""
        boxes = self._detect(page).boxes
        if boxes is None:
            return []
        crops = [get_rotate_crop_image(page, np.array(box, np.float32)) for box in boxes]
        lines = [self._line(found, box) for found, box in zip(self._probabilities(crops), boxes, strict=True)]
        return [line for line in lines if line.text]

    def spell(self, strips: list[Image]) -> list[Line]:
        """Each strip as a single line."""
        boxes = [np.array([(0, 0), (w, 0), (w, h), (0, h)]) for h, w in (strip.shape[:2] for strip in strips)]
        return [self._line(found, box) for found, box in zip(self._probabilities(strips), boxes, strict=True)]

    def steps(self, strips: list[Image], alphabet: str) -> list[Steps]:
        """Each strip as a single line, undecided: see app.pages.ctc."""
        # A letter that the network does not know takes a column that is always empty.
        columns = [self._column.get(one, -1) for one in alphabet]
        found = []
        for all_of_it, _ in self._probabilities(strips):
            asked = np.pad(all_of_it, ((0, 0), (0, 1)))[:, columns]
            other = np.maximum(1 - all_of_it[:, :1] - asked.sum(axis=1, keepdims=True), 0)
            found.append(np.hstack([all_of_it[:, :1], other, asked]).astype(np.float32))
        return found

    def _probabilities(self, crops: list[Image]) -> list[_Seen]:
        """Every crop, by batches of about the same width."""
        widths = [crop.shape[1] / crop.shape[0] for crop in crops]
        order = sorted(range(len(crops)), key=widths.__getitem__)
        found: dict[int, _Seen] = {}
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            widest = max(320 / 48, *(widths[one] for one in batch))
            stacked = np.stack([self._recognise.resize_norm_img(crops[one], widest) for one in batch])
            chances = self._recognise.session(stacked.astype(np.float32))
            found.update((one, _Seen(each, widths[one] / widest)) for one, each in zip(batch, chances, strict=True))
        return [found[one] for one in range(len(crops))]

    def _line(self, seen: _Seen, box: Any) -> Line:
        """The likeliest text: the best character of every step, repetitions and blanks (index 0) taken out."""
        found = seen.chances
        best = found.argmax(axis=1)
        steps = [t for t, one in enumerate(best) if one != 0 and (t == 0 or best[t - 1] != one)]
        steps = [t for t in steps if self._characters[best[t]].strip()]
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = ((float(x), float(y)) for x, y in box)
        corners: Box = ((ax, ay), (bx, by), (cx, cy), (dx, dy))
        left, step = (ax + dx) / 2, (bx + cx - ax - dx) / 2 / max(seen.part * len(found), 1.0)
        return Line(
            "".join(self._characters[best[t]] for t in steps),
            tuple(float(found[t, best[t]]) for t in steps),
            corners,
            tuple(self._others(found[t]) for t in steps),
            tuple(left + step * (t + 0.5) for t in steps),
        )

    def _others(self, step: NDArray[np.float32]) -> str:
        ranked = np.argsort(step)[::-1][1 : _OTHERS + 2]
        return "".join(self._characters[one] for one in ranked if one != 0 and step[one] > _FAINT)
