"""What a source gives: a frame, a scan or a reading, each with the time it was taken."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Image: TypeAlias = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture.

    image: (height, width, 3) uint8, blue-green-red, as OpenCV gives it.
    at: seconds since the source began, by the source's own clock (a video's time stamps, else elapsed time).
    taken: `time.monotonic()` when the picture was complete, for measuring latency.
    """

    image: Image
    at: float
    taken: float


@dataclass(frozen=True, slots=True)
class Scan:
    """One code that a scanner gun or card reader typed, or one line of standard input; `data` is exact."""

    data: bytes
    at: float
    taken: float


@dataclass(frozen=True, slots=True)
class Reading:
    """One temperature from a thermometer, in °C."""

    celsius: float
    at: float
    taken: float


Item: TypeAlias = Frame | Scan | Reading
