"""Notices that a camera shows nothing: the lens is covered, or the camera sends black or one single colour."""

import numpy as np

from app.capture.items import Image

PATIENCE = 1.0  # seconds; people walk past close to the lens
STEP = 16  # every 16th pixel each way says enough, at 0.1 ms a frame
BLACK_MEAN, BLACK_DEVIATION = 20.0, 10.0  # of 255; a covered lens is noisy, a dark lobby has lamps
FLAT_DEVIATION = 0.5  # less than any real sensor's noise: a dead camera's solid green or grey


class Darkness:
    """Watches a camera's frames."""

    def __init__(self) -> None:
        self._since: float | None = None

    def watch(self, image: Image, now: float) -> bool:
        """Whether there has been nothing to see for PATIENCE seconds; `now` is in steady seconds."""
        if not is_empty(image):
            self._since = None
            return False
        if self._since is None:
            self._since = now
        return now - self._since >= PATIENCE


def is_empty(image: Image) -> bool:
    """Whether a picture is black, or of one colour."""
    sample = image[::STEP, ::STEP].reshape(-1, image.shape[-1])
    deviation = float(np.max(sample.std(axis=0)))
    return deviation < FLAT_DEVIATION or (float(sample.mean()) < BLACK_MEAN and deviation < BLACK_DEVIATION)
