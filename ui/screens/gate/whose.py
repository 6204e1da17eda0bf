"""Whose case a key is about: nobody presses for somebody whom they cannot have seen yet."""

import time

from app.lane.view import LaneView

HASTE = 0.25
"""Seconds; nobody has seen who is there sooner: a key is still meant for whoever stood there before."""


class Whose:
    """Follows the lane."""

    def __init__(self) -> None:
        self._before, self._now, self._came = 0, 0, float("-inf")

    def follow(self, view: LaneView) -> None:
        """The lane has something new to show."""
        if view.case != self._now:
            self._before, self._now, self._came = self._now, view.case, time.monotonic()

    @property
    def case(self) -> int:
        """The case that a key pressed now is about; 0 for none."""
        return self._before if time.monotonic() - self._came < HASTE else self._now
