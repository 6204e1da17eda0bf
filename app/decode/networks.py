"""WeChat's networks: one finds QR codes whatever state they are in, one enlarges a small one.

They are run by the `dnn` module of the ordinary OpenCV; see docs/decisions/0010-a-schedule-of-readers.md.
"""

from dataclasses import dataclass
from importlib.resources import files

import cv2
import numpy as np

from app.capture.items import Image

SIDE = 400
"""The network takes pictures of this area, squared; as OpenCV's own use of it does."""
CLEAR = 0.2
"""Less sure boxes hold no code that anybody reads."""
CODE = 1
"""The class of a detection; the other one is background."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a code may be, upright, in the picture's pixels; sure: 0 to 1."""

    left: float
    top: float
    right: float
    bottom: float
    sure: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def like(self, other: "Box") -> bool:
        """Whether both are the same code: what they share is half of what they cover together."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        shared = max(0.0, wide) * max(0.0, high)
        return shared > (self.area + other.area - shared) / 2

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)

    def cut(self, grey: Image, margin: float) -> tuple[Image, int, int]:
        """The box out of `grey` (height, width), `margin` of its sides wider all around, and its left and top."""
        height, width = grey.shape
        wide, high = margin * (self.right - self.left) + 4, margin * (self.bottom - self.top) + 4
        left, top = int(max(0, self.left - wide)), int(max(0, self.top - high))
        right, bottom = int(min(width, self.right + wide)), int(min(height, self.bottom + high))
        return np.ascontiguousarray(grey[top:bottom, left:right]), left, top


class Networks:
    """Loads the models; raises OSError or cv2.error where they are missing or this OpenCV cannot run them."""

    def __init__(self) -> None:
        self._detect, self._enlarge = _load("detect"), _load("sr")

    def boxes(self, grey: Image, side: int = SIDE) -> list[Box]:
        """The codes in `grey` (height, width), the surest first. A larger `side` finds smaller codes, for more CPU."""
        height, width = grey.shape
        shrink = (width * height) ** 0.5 / side
        size = max(1, int(width / shrink)), max(1, int(height / shrink))
        self._detect.setInput(cv2.dnn.blobFromImage(grey, 1 / 255, size), "data")
        found = self._detect.forward("detection_output").reshape(-1, 7).tolist()
        boxes = [
            Box(max(0, left) * width, max(0, top) * height, min(1, right) * width, min(1, bottom) * height, sure)
            for _, kind, sure, left, top, right, bottom in found
            if kind == CODE and sure > CLEAR
        ]
        return sorted(boxes, key=lambda box: -box.sure)

    def enlarged(self, grey: Image) -> Image:
        """Twice the size, edges sharp; made for codes of up to 160 pixels."""
        self._enlarge.setInput(cv2.dnn.blobFromImage(grey, 1 / 255))
        return np.asarray(np.clip(self._enlarge.forward()[0, 0] * 255, 0, 255), np.uint8)


def _load(name: str) -> "cv2.dnn.Net":
    folder = files("resources") / "models" / "wechat"
    layout, weights = ((folder / f"{name}.{kind}").read_bytes() for kind in ("prototxt", "caffemodel"))
    return cv2.dnn.readNetFromCaffe(np.frombuffer(layout, np.uint8), np.frombuffer(weights, np.uint8))
